export { createAuthorizer } from './authz.service.js';
export type { AccessQuestion, Authorizer, ListFilter } from './authz.types.js';
export { permissions, type PlatformRole, rolesFor } from './permissions.js';
