import type { Authorizer } from '@ashlar/authz';
import { NotFound } from '@ashlar/errors';
import { moved, ok, orAnonymous, route, type Route, signedIn } from '@ashlar/http';
import type { Resolved, TargetType } from '../groups.types.js';
import type { Namespaces } from '../namespaces.service.js';
import { NamespacePath, NamespaceQuery, NamespaceResponse } from './groups.dto.js';
import { presentNamespace } from './groups.presenter.js';

const base = '/api/data/namespaces';

export interface NamespaceRoutesDeps {
  readonly namespaces: Namespaces;
  readonly authorizer: Pick<Authorizer, 'check'>;
}

const permissionOf: Readonly<Record<TargetType, string>> = {
  group: 'group.read',
  'user-namespace': 'user_namespace.read',
  project: 'project.read',
};

export function namespaceRoutes({ namespaces, authorizer }: NamespaceRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: `${base}/{path}`,
      operationId: 'resolveNamespace',
      summary: 'What a path leads to',
      description:
        'A path of the past leads on to the one of today. What the caller may not see looks as if it were not there.',
      tag: 'namespaces',
      // What the path leads to is known only afterwards; the handler asks for the permission to read it.
      permission: orAnonymous(signedIn()),
      pathParameters: NamespacePath,
      query: NamespaceQuery,
      success: { status: 200, description: 'Its id and its path today.', body: NamespaceResponse },
      errors: [NotFound],
      redirects: true,
      async handle({ ctx, path, query }) {
        const found = await namespaces.find(ctx, path.path, query.domain_id);
        if (!found || !(await authorizer.check(ctx, permissionOf[found.type], found.id))) {
          throw new NotFound('There is no such thing, or it is not visible to you');
        }
        return found.current ? ok(presentNamespace(found)) : moved(addressOf(found, query));
      },
    }),
  ];
}

/** In the domain that was asked for, also when that is the default one. */
function addressOf({ path }: Resolved, { domain_id: domainId }: NamespaceQuery): string {
  const query = domainId === undefined ? '' : `?domain_id=${domainId}`;
  return `${base}/${encodeURIComponent(path)}${query}`;
}
