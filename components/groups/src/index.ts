export { createDomains, defaultDomainId, type Domains, type DomainsDeps } from './domains.service.js';
export { assertConfirmed, type ContentsOfGroups, deletionPreview } from './group-deletion.js';
export { groupEvents, tellOfDomains, tellOfGroups } from './groups.events.js';
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
export { permissionEvents, tellOfRelations } from './permissions.events.js';
export { memberTuple, parentTuple, publicTuples, type RelationWriter, tuplesOf } from './tuples.js';
