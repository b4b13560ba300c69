import type { Authorizer } from '@ashlar/authz';
import { NotFound } from '@ashlar/errors';
import { ok, type Permission, route, type Route } from '@ashlar/http';
import type { TargetType } from '../groups.types.js';
import type { Namespaces } from '../namespaces.service.js';
import { NamespacePath, NamespaceQuery, NamespaceResponse } from './groups.dto.js';
import { presentNamespace } from './groups.presenter.js';

export interface NamespaceRoutesDeps {
  readonly namespaces: Namespaces;
  readonly authorizer: Pick<Authorizer, 'check'>;
}

const permissionOf: Readonly<Record<TargetType, string>> = {
  group: 'group.read',
  'user-namespace': 'user_namespace.read',
  project: 'project.read',
};

// What the path leads to is known only afterwards; the handler asks for the permission to read it.
const anybodyWithCredential: Permission<NamespacePath> = { kind: 'signed-in' };

export function namespaceRoutes({ namespaces, authorizer }: NamespaceRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/data/namespaces/{path}',
      operationId: 'resolveNamespace',
      summary: 'What a path leads to',
      description:
        'By a path of the past it says where that is today. What the caller may not see looks as if it were not there.',
      tag: 'namespaces',
      permission: anybodyWithCredential,
      pathParameters: NamespacePath,
      query: NamespaceQuery,
      success: { status: 200, description: 'Its id and its path today.', body: NamespaceResponse },
      errors: [NotFound],
      async handle({ ctx, path, query }) {
        const found = await namespaces.find(ctx, path.path, query.domain_id);
        if (!found || !(await authorizer.check(ctx, permissionOf[found.type], found.id))) {
          throw new NotFound('There is no such thing, or it is not visible to you');
        }
        return ok(presentNamespace(found));
      },
    }),
  ];
}
