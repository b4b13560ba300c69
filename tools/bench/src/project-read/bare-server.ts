import { type Authorizer, createAuthorizer, createRelations } from '@ashlar/authz';
import { systemContext } from '@ashlar/database';
import { createNamespaces, groupEntities } from '@ashlar/groups';
import { type Permission, type Route } from '@ashlar/http';
import { createProjects, projectEntities } from '@ashlar/projects';
import { projectRoutes } from '@ashlar/projects/http';
import { runService, startService } from '@ashlar/service';

const everybody: Permission = { kind: 'open', because: 'what is measured is the rest' };

/** `GET /api/data/projects/{project_id}` by the very handler of the data API, with no look at who asks. */
await runService(() =>
  startService(
    {
      name: 'bare',
      version: '0.0.0',
      prefix: '/api/data',
      title: 'Projects for everybody',
      description: 'For measurements alone.',
      config: {},
      entities: [...groupEntities, ...projectEntities],
      needs: [],
    },
    process.env,
    async ({ database }) => {
      const real = createAuthorizer({ database });
      // The system may read everything, and nothing is asked for it.
      const authorizer: Authorizer = {
        ...real,
        rightsIn: (_ctx, permissions) => real.rightsIn(systemContext('bare'), permissions),
      };
      const relations = createRelations({ database });
      const namespaces = createNamespaces({ database, relations });
      const projects = createProjects({ database, authorizer, relations, namespaces, parts: [] });
      const routes = projectRoutes({ projects, authorizer })
        .filter(({ operationId }) => operationId === 'getProject')
        .map((route): Route => ({ ...route, permission: everybody }));
      return { routes };
    },
  ),
);
