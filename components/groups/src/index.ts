export { createDomains, type Domains, type DomainsDeps } from './domains.service.js';
export { assertConfirmed, type ContentsOfGroups, deletionPreview } from './group-deletion.js';
export { type OwnedByUsers, type PartProgress } from './group-users.js';
export { groupEvents } from './groups.events.js';
export { tellOfDomains, tellOfGroups } from './tell-of-groups.js';
export { forgetGroupInvitations } from './forget-invitations.repository.js';
export { cleanName } from './names.js';
export { groupEntities } from './groups.entity.js';
export {
  CreatorRefused,
  DeletionUnconfirmed,
  DomainNotFound,
  DomainPermanent,
  DomainSlugTaken,
  DomainSuspended,
  GroupNotFound,
  HomeDomainRefused,
  LastOwner,
  MemberExists,
  MemberNotFound,
  MemberRefused,
  MembershipCycle,
  ParentRefused,
  SlugMoved,
  SlugTaken,
} from './groups.errors.js';
export { createGroups, deepestGroup, type Groups, type GroupsDeps, groupsSchema } from './groups.service.js';
export {
  defaultDomainId,
  type DeletionPreview,
  type Domain,
  type DomainChange,
  type DomainFilter,
  type DomainRole,
  type Group,
  type GroupChange,
  type GroupFilter,
  type GroupRole,
  type Member,
  type MemberRef,
  type NewDomain,
  type NewGroup,
  type NewMember,
  type PutCondition,
  type Resolved,
  type Role,
  type Target,
  type TargetType,
  type UserNamespace,
  type Visibility,
} from './groups.types.js';
export {
  createInvitationTokens,
  InvitationsConfig,
  type InvitationTarget,
  type InvitationTokens,
} from './invitation-tokens.js';
export {
  InvitationDeclined,
  InvitationExpired,
  InvitationNotFound,
  InvitationNotYours,
  InvitationRevoked,
  InvitationUsed,
  InviterMayNot,
} from './invitations.errors.js';
export { createInvitations, type InvitationsDeps, type InvitingDeps } from './invitations.service.js';
export type { Invitation, InvitationPreview, Invitations, NewInvitation } from './invitations.types.js';
export { createMembers, type MemberContainer, type Members, type MembersDeps } from './members.service.js';
export {
  assertCurrent,
  assertMayTakeOut,
  assertSameDomain,
  createNamespaces,
  type Namespaces,
  type NamespacesDeps,
  type Place,
  slugOf,
} from './namespaces.service.js';
export { createPlatform, type PlatformDeps } from './platform.service.js';
export type { AuthorizationConfig, CreationSwitch, Platform } from './platform.types.js';
export { permissionEvents, tellOfRelations } from './permissions.events.js';
export { memberTuple, parentTuple, publicTuples, type RelationWriter, tuplesOf } from './tuples.js';
export { heldInGroups } from './held.repository.js';
