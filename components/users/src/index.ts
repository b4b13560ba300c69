export { actorFor, type CallerIdentity } from './actors.js';
export {
  type AsOf,
  type DirectoryChanges,
  DirectoryError,
  type DirectoryPage,
  type DirectoryUser,
  type UserDirectory,
} from './directory.types.js';
export { createKeycloakDirectory } from './keycloak-directory.js';
export { inOrderOfPurge } from './lifecycle.types.js';
export type {
  AccessOfUsers,
  FactsAboutUsers,
  HoldingsOfUsers,
  KeysOfUsers,
  OwnedByUsers,
  PartProgress,
} from './lifecycle.types.js';
export { createPreferences, type Preferences, type PreferencesDeps } from './preferences.service.js';
export type { PreferencesChange, UserPreferences, VisibleProjects } from './preferences.types.js';
export { UserSyncConfig } from './sync.config.js';
export {
  createUserAdministration,
  type UserAdministration,
  type UserAdministrationDeps,
} from './user-administration.js';
export { createUserExports, type UserExport, type UserExportDeps, type UserExports } from './user-export.js';
export { createUserPurge, type PurgeReport, type UserPurge, type UserPurgeDeps } from './user-purge.js';
export { createUserSync, type SyncReport, type UserSync, type UserSyncDeps } from './user-sync.js';
export { UserPurgeConfig, UsersConfig } from './users.config.js';
export type { OnUserChange, UserChange } from './user-changes.js';
export { userEntities } from './users.entity.js';
export {
  HeirRefused,
  PinNotFound,
  PinRefused,
  TimeZoneUnknown,
  UserDeleted,
  UserDeletionUnconfirmed,
  UserDisabled,
  UserIsCaller,
  UserNotFound,
  UserNotRestorable,
} from './users.errors.js';
export type { Sighting } from './users.repository.js';
export { createUsers, type Users, type UsersDeps, usersSchema } from './users.service.js';
export type {
  Deletion,
  Profile,
  ProfileChange,
  ProviderIdentity,
  SeenUser,
  User,
  UserDeletionPreview,
  UserFilter,
  UserStatus,
} from './users.types.js';
