import type { Authorizer } from '@ashlar/authz';
import {
  type Dto,
  granted,
  ok,
  orAnonymous,
  type ProtectedObject,
  route,
  type Route,
  StringListField,
} from '@ashlar/http';

export class PermissionsResponse {
  @StringListField({ description: 'What the caller may do here.', maxItems: 50, maxLength: 50 })
  permissions!: string[];
}

export interface PermissionsRouteOptions<P extends object> {
  readonly authorizer: Pick<Authorizer, 'check'>;
  readonly one: string;
  readonly noun: string;
  readonly tag: string;
  /** The type in the permission model, and what can be asked of it. */
  readonly type: string;
  readonly permissions: readonly string[];
  readonly path: Dto<P>;
  readonly object: ProtectedObject<P>;
}

/** `GET <one>/permissions`: what may I do here. */
export function permissionsRoute<P extends object>({
  authorizer,
  one,
  noun,
  tag,
  type,
  permissions,
  path: Path,
  object,
}: PermissionsRouteOptions<P>): Route {
  return route({
    method: 'get',
    path: `${one}/permissions`,
    operationId: `get${noun}Permissions`,
    summary: 'What the caller may do here',
    tag,
    permission: orAnonymous(granted(`${type}.read`, object)),
    pathParameters: Path,
    success: { status: 200, description: 'Names of permissions.', body: PermissionsResponse },
    handle: async ({ ctx, path }) => {
      const held = await Promise.all(
        permissions.map(async (name) =>
          (await authorizer.check(ctx, `${type}.${name}`, object.idOf(path))) ? [name] : [],
        ),
      );
      return ok({ permissions: held.flat() });
    },
  });
}
