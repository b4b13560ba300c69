export {
  type AnyStorageKind,
  type Credential,
  kindOf,
  rcloneOption,
  type Setting,
  storageKinds,
  storageTypes,
  wireName,
} from './catalogue/index.js';
export { targetOf } from './config.js';
export type * from './config.types.js';
export { isCredentialFile, retireCredentials } from './credentials.js';
export type {
  CredentialTrial,
  CredentialVerdict,
  Rotation,
  RotationResult,
  SensitiveField,
  TestCredentials,
} from './credentials.types.js';
export type { Dependencies, DependantSample, Force, StorageDependants } from './dependants.js';
export { type ExportFormat, exportFormats, exportStorage, type StorageExport } from './exports/index.js';
export { heldInStorages } from './held.repository.js';
export { createSecretStore, type SecretStore } from './secret-store.js';
export { storageEntities } from './storage.entity.js';
export {
  StorageCredentialsBound,
  StorageCredentialsRefused,
  StorageCredentialsUnavailable,
  StorageDisabled,
  StorageInUse,
  StorageNameTaken,
  StorageNotFound,
  StorageOwnerNotFound,
  StorageRollbackImpossible,
  StorageSettingsRefused,
} from './storage.errors.js';
export { storageEvents } from './storage.events.js';
export { storageJobHandlers } from './storage.handlers.js';
export { recordStorageChange } from './storage.jobs.js';
export {
  createStorages,
  type StorageCount,
  type StorageQuota,
  type Storages,
  type StoragesDeps,
  type StoragesOfOwners,
  storageSchema,
} from './storage.service.js';
export {
  type CheckRecord,
  type CheckStatus,
  type CredentialChange,
  type CredentialRef,
  type IntendedUse,
  intendedUses,
  type LastCheck,
  type NewStorage,
  type Storage,
  type StorageChange,
  type StorageCredential,
  type StorageDescription,
  type StorageFilter,
  type StorageOwner,
} from './storage.types.js';
export { createStorageUsage, type StorageUsage } from './storage.usage.js';
export {
  createStorageUsageReader,
  createUsageCollector,
  type StorageUsageReader,
  type UsageCollector,
  type UsageCollectorDeps,
  UsageListingError,
} from './usage.js';
export {
  type ListContents,
  type ListedPage,
  type StorageContents,
  type StorageUsageState,
  type UsageLimits,
  type UsagePoint,
  usualUsageLimits,
} from './usage.types.js';
