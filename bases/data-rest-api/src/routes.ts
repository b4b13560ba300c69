import { personalTokenRoutes } from '@ashlar/authn/http';
import { dotfileRoutes, effectiveConfigRoutes } from '@ashlar/group-config/http';
import { domainRoutes, groupRoutes, namespaceRoutes } from '@ashlar/groups/http';
import type { Route } from '@ashlar/http';
import { projectRoutes } from '@ashlar/projects/http';
import { storageRoutes } from '@ashlar/storage/http';
import { userRoutes } from '@ashlar/users/http';
import type { UseCases } from './use-cases.js';

/** Every operation of the data API, besides those that each service has. */
export function dataApiRoutes(use: UseCases): readonly Route[] {
  return [
    ...userRoutes(use),
    ...personalTokenRoutes(use),
    ...domainRoutes(use),
    ...groupRoutes(use),
    ...namespaceRoutes(use),
    ...projectRoutes(use),
    ...storageRoutes(use),
    ...dotfileRoutes(use),
    ...effectiveConfigRoutes(use),
  ];
}
