export { slugPattern } from './domains.dto.js';
export { domainRoutes, type DomainRoutesDeps } from './domains.routes.js';
export { DeletionPreviewResponse, DeletionQuery } from './groups.dto.js';
export { presentDeletion } from './groups.presenter.js';
export {
  groupInvitationRoutes,
  type GroupInvitationRoutesDeps,
  groupRoutes,
  type GroupRoutesDeps,
} from './groups.routes.js';
export {
  invitationRoutes,
  type InvitationRoutesDeps,
  invitingRoutes,
  type InvitingRoutesOptions,
} from './invitations.routes.js';
export { PutMemberRequest, UpdateMemberRequest } from './members.dto.js';
export { memberRoutes, type MemberRoutesOptions } from './members.routes.js';
export { namespaceRoutes, type NamespaceRoutesDeps } from './namespaces.routes.js';
export { platformRoutes, type PlatformRoutesDeps } from './platform.routes.js';
export { permissionsRoute, type PermissionsRouteOptions } from './permissions.routes.js';
