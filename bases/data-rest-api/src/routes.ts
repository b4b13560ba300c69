import { personalTokenRoutes } from '@ashlar/authn/http';
import { accessRoutes } from '@ashlar/authz/http';
import { dotfileRoutes, effectiveConfigRoutes } from '@ashlar/group-config/http';
import {
  domainRoutes,
  groupInvitationRoutes,
  groupRoutes,
  invitationRoutes,
  namespaceRoutes,
  platformRoutes,
} from '@ashlar/groups/http';
import type { Route } from '@ashlar/http';
import { projectInvitationRoutes, projectRoutes } from '@ashlar/projects/http';
import { storageRoutes } from '@ashlar/storage/http';
import { preferenceRoutes, userExportRoutes, userRoutes, usersRoutes } from '@ashlar/users/http';
import type { UseCases } from './use-cases.js';

/** Every operation of the data API, besides those that each service has. */
export function dataApiRoutes(use: UseCases): readonly Route[] {
  return [
    ...userRoutes(use),
    ...preferenceRoutes(use),
    ...userExportRoutes(use),
    ...usersRoutes(use),
    ...personalTokenRoutes(use),
    ...domainRoutes(use),
    ...groupRoutes(use),
    ...namespaceRoutes(use),
    ...projectRoutes(use),
    ...platformRoutes(use),
    ...(use.invitations ? invitationsRoutes(use.invitations) : []),
    ...storageRoutes(use),
    ...dotfileRoutes(use),
    ...effectiveConfigRoutes(use),
    ...accessRoutes(use),
  ];
}

/** Three sets that lead to each other. */
function invitationsRoutes({ ofGroups, ofProjects }: NonNullable<UseCases['invitations']>): readonly Route[] {
  return [
    ...groupInvitationRoutes({ invitations: ofGroups }),
    ...projectInvitationRoutes({ invitations: ofProjects }),
    ...invitationRoutes({ invitations: [ofGroups, ofProjects] }),
  ];
}
