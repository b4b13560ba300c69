import { ok, route, type Route, signedIn } from '@ashlar/http';
import { UserNotFound } from '../users.errors.js';
import type { Users } from '../users.service.js';
import type { User } from '../users.types.js';
import { UserResponse } from './users.dto.js';

export function userRoutes({ users }: { readonly users: Users }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/data/user',
      operationId: 'getUser',
      summary: 'The caller',
      description:
        'Whoever the token belongs to, as the identity provider describes them. Services are not users.',
      tag: 'users',
      permission: signedIn(),
      success: { status: 200, description: 'The caller.', body: UserResponse },
      errors: [UserNotFound],
      async handle({ ctx, actor }) {
        if (actor.kind !== 'user') throw new UserNotFound('The caller is a service, not a user');
        const user = await users.get(ctx, actor.id);
        return ok(presentUser(user), user.version);
      },
    }),
  ];
}

function presentUser(user: User): UserResponse {
  return {
    id: user.id,
    username: user.username,
    email: user.email ?? null,
    full_name: user.fullName ?? null,
    version: user.version,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
