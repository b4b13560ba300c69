import { granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import type { UserAdministration } from '../user-administration.js';
import {
  HeirRefused,
  UserDeleted,
  UserDeletionUnconfirmed,
  UserIsCaller,
  UserNotFound,
  UserNotRestorable,
} from '../users.errors.js';
import {
  SeenUserResponse,
  UserDeletionPreviewQuery,
  UserDeletionPreviewResponse,
  UserDeletionQuery,
  UserListQuery,
  UserPath,
  UserSuspensionRequest,
} from './users.dto.js';
import { presentDeletion, presentSeen, presentWhole } from './users.presenter.js';

const base = '/api/data/users';
const one = `${base}/{user_id}`;
const tag = 'users';

/** `/api/data/users`: others, and what administrators of the platform do with them. */
export function usersRoutes({
  userAdministration: administration,
}: {
  readonly userAdministration: UserAdministration;
}): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listUsers',
      summary: 'Users',
      description:
        'For administrators everybody. Others name one exact `username` or one exact `email` that the provider has verified, and get at most one user, without what is private.',
      tag,
      permission: signedIn(),
      query: UserListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: SeenUserResponse } },
      handle: async ({ ctx, query }) => {
        const { username, email, status, issuer, keyword } = query;
        const filter = { username, email, status, issuer, keyword };
        return listed(await administration.list(ctx, filter, query.toRequest()), query, presentSeen);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getUserById',
      summary: 'One user',
      description: 'Whole for administrators and for oneself, for others without what is private.',
      tag,
      permission: signedIn(),
      pathParameters: UserPath,
      success: { status: 200, description: 'The user.', body: SeenUserResponse },
      errors: [UserNotFound],
      handle: async ({ ctx, path }) => {
        const seen = await administration.get(ctx, path.user_id);
        return seen.whole ? ok(presentWhole(seen.user), seen.user.version) : ok(presentSeen(seen));
      },
    }),
    route({
      method: 'put',
      path: `${one}/suspension`,
      operationId: 'suspendUser',
      summary: 'Keeps a user out, or lets the user in again',
      description:
        'Every credential of the user is refused within five seconds. It does not touch the account at the provider, nor give back access that the provider has taken.',
      tag,
      permission: granted('platform.update'),
      pathParameters: UserPath,
      body: UserSuspensionRequest,
      success: { status: 200, description: 'The user as they are now.', body: SeenUserResponse },
      errors: [UserNotFound, UserDeleted, UserIsCaller],
      handle: async ({ ctx, path, expected, body }) => {
        const user = await administration.suspend(ctx, path.user_id, expected, body.suspended);
        return ok(presentWhole(user), user.version);
      },
    }),
    route({
      method: 'get',
      path: `${one}/deletion-preview`,
      operationId: 'previewUserDeletion',
      summary: 'What would become of what the user owns',
      tag,
      permission: granted('platform.update'),
      pathParameters: UserPath,
      query: UserDeletionPreviewQuery,
      success: { status: 200, description: 'Counts by kind.', body: UserDeletionPreviewResponse },
      errors: [UserNotFound],
      handle: async ({ ctx, path, query }) =>
        ok(presentDeletion(await administration.previewDeletion(ctx, path.user_id, query.heir_id))),
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteUser',
      summary: 'Deletes a user',
      description:
        'Access and credentials end at once. Keys, belongings and personal data go when the grace is over; until then the user can be restored, and another deletion changes the heir. When the user owns something, only with the fingerprint of the preview as `confirm`. Delete the account at the identity provider as well: whoever can sign in after the purge is a new user.',
      tag,
      permission: granted('platform.update'),
      pathParameters: UserPath,
      query: UserDeletionQuery,
      success: { status: 204, description: 'Deleted.' },
      errors: [UserNotFound, UserDeleted, UserDeletionUnconfirmed, HeirRefused, UserIsCaller],
      handle: async ({ ctx, path, query, expected }) => {
        await administration.delete(ctx, path.user_id, expected, {
          confirmed: query.confirm,
          heirId: query.heir_id,
        });
        return noContent();
      },
    }),
    route({
      method: 'delete',
      path: `${one}/deletion`,
      operationId: 'restoreUser',
      summary: 'Takes a deletion back',
      description: 'Until the purge begins. Personal access tokens do not come back.',
      tag,
      permission: granted('platform.update'),
      pathParameters: UserPath,
      success: { status: 200, description: 'The user as they are now.', body: SeenUserResponse },
      errors: [UserNotFound, UserNotRestorable],
      handle: async ({ ctx, path, expected }) => {
        const user = await administration.restore(ctx, path.user_id, expected);
        return ok(presentWhole(user), user.version);
      },
    }),
  ];
}
