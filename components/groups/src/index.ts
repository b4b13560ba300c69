export { createDomains, defaultDomainId, type Domains, type DomainsDeps } from './domains.service.js';
export { assertConfirmed, type ContentsOfGroups, deletionPreview } from './group-deletion.js';
export { groupEntities } from './groups.entity.js';
export {
  DeletionUnconfirmed,
  DomainNotFound,
  DomainSlugTaken,
  DomainSuspended,
  GroupNotFound,
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
export type {
  DeletionPreview,
  Domain,
  DomainChange,
  DomainFilter,
  DomainRole,
  Group,
  GroupChange,
  GroupFilter,
  GroupRole,
  Member,
  MemberRef,
  NewDomain,
  NewGroup,
  NewMember,
  PutCondition,
  Resolved,
  Role,
  Target,
  TargetType,
  UserNamespace,
  Visibility,
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
  assertSameDomain,
  createNamespaces,
  type Namespaces,
  type NamespacesDeps,
  type Place,
  slugOf,
} from './namespaces.service.js';
export { memberTuple, parentTuple, publicTuples, type RelationWriter, tuplesOf } from './tuples.js';
