import { AnyObject, created, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import type { Preferences } from '../preferences.service.js';
import type { UserExports } from '../user-export.js';
import { PinNotFound, PinRefused, TimeZoneUnknown, UserNotFound } from '../users.errors.js';
import type { Users } from '../users.service.js';
import {
  PinPath,
  PinRequest,
  PinResponse,
  PreferencesResponse,
  UpdatePreferencesRequest,
  UpdateUserRequest,
  UserResponse,
} from './users.dto.js';
import { presentExport, presentPreferences, presentUser } from './users.presenter.js';

const base = '/api/data/user';
const tag = 'users';

/** The caller: `GET` and `PATCH /api/data/user`. */
export function userRoutes({ users }: { readonly users: Users }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'getUser',
      summary: 'The caller',
      description:
        'Whoever the token belongs to, as the identity provider describes them, and their profile. Services are not users.',
      tag,
      permission: signedIn(),
      success: { status: 200, description: 'The caller.', body: UserResponse },
      errors: [UserNotFound],
      async handle({ ctx, actor }) {
        if (actor.kind !== 'user') throw new UserNotFound('The caller is a service, not a user');
        const user = await users.get(ctx, actor.id);
        return ok(presentUser(user), user.version);
      },
    }),
    route({
      method: 'patch',
      path: base,
      operationId: 'updateUser',
      summary: 'Changes the profile of the caller',
      description:
        'A JSON merge patch: what is absent stays, null clears. Everybody sees the profile. Name and address are those of the identity provider.',
      tag,
      permission: signedIn(),
      body: UpdateUserRequest,
      success: { status: 200, description: 'The caller as they are now.', body: UserResponse },
      errors: [UserNotFound],
      async handle({ ctx, actor, expected, body: { display_name: displayName, ...body } }) {
        if (actor.kind !== 'user') throw new UserNotFound('The caller is a service, not a user');
        const user = await users.updateProfile(ctx, expected, { ...body, displayName });
        return ok(presentUser(user), user.version);
      },
    }),
  ];
}

/** `/api/data/user/preferences`, pins included. */
export function preferenceRoutes({ preferences }: { readonly preferences: Preferences }): readonly Route[] {
  const one = `${base}/preferences`;
  const pins = `${one}/pinned-projects`;
  return [
    route({
      method: 'get',
      path: one,
      operationId: 'getPreferences',
      summary: 'The preferences of the caller',
      description:
        'A pin that the caller may no longer see is left out; the version does not change for that.',
      tag,
      permission: signedIn(),
      success: { status: 200, description: 'The preferences.', body: PreferencesResponse },
      errors: [UserNotFound],
      async handle({ ctx }) {
        const found = await preferences.get(ctx);
        return ok(presentPreferences(found), found.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updatePreferences',
      summary: 'Changes preferences of the caller',
      description: 'A JSON merge patch: what is absent stays, null clears, a list is replaced.',
      tag,
      permission: signedIn(),
      body: UpdatePreferencesRequest,
      success: { status: 200, description: 'The preferences as they are now.', body: PreferencesResponse },
      errors: [UserNotFound, PinRefused, TimeZoneUnknown],
      async handle({ ctx, expected, body }) {
        const { time_zone: timeZone, pinned_projects: pinnedProjects, ...rest } = body;
        const changed = await preferences.update(ctx, expected, { ...rest, timeZone, pinnedProjects });
        return ok(presentPreferences(changed), changed.version);
      },
    }),
    route({
      method: 'post',
      path: pins,
      operationId: 'pinProject',
      summary: 'Pins a project, as the last one',
      description: 'Nothing happens when it is pinned already.',
      tag,
      permission: signedIn(),
      body: PinRequest,
      success: { status: 201, description: 'Pinned.', body: PinResponse },
      errors: [UserNotFound, PinRefused],
      async handle({ ctx, body: { id } }) {
        const { version } = await preferences.pin(ctx, id);
        return created({ id }, `${pins}/${id}`, version);
      },
    }),
    route({
      method: 'delete',
      path: `${pins}/{pinned_project_id}`,
      operationId: 'unpinProject',
      summary: 'Takes a pin away',
      description: 'If-Match is the version of the preferences.',
      tag,
      permission: signedIn(),
      pathParameters: PinPath,
      success: { status: 204, description: 'No longer pinned.' },
      errors: [UserNotFound, PinNotFound],
      async handle({ ctx, path, expected }) {
        await preferences.unpin(ctx, path.pinned_project_id, expected);
        return noContent();
      },
    }),
  ];
}

/** `GET /api/data/user/export`: everything that is held about the caller. */
export function userExportRoutes({ userExports }: { readonly userExports: UserExports }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: `${base}/export`,
      operationId: 'exportUser',
      summary: 'Everything that is held about the caller',
      description:
        'One document as of one moment: `user`, `preferences`, and `holdings` by the part of the platform that holds them. No secrets.',
      tag,
      permission: signedIn(),
      success: { status: 200, description: 'The export.', body: AnyObject },
      errors: [UserNotFound],
      secret: true,
      handle: async ({ ctx }) => ok(presentExport(await userExports.own(ctx))),
    }),
  ];
}
