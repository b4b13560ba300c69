import type { OperationContext } from '@ashlar/database';
import { Forbidden, NotFound } from '@ashlar/errors';
import type { Authorizer } from './authz.types.js';
import { listFilter } from './list-filter.repository.js';
import { rolesFor } from './permissions.js';

/** Decides by platform role: so far every object is the platform's own. */
export function createAuthorizer(): Authorizer {
  const allowed = ({ actor }: OperationContext, permission: string): boolean => {
    const roles = rolesFor(permission);
    return actor.kind === 'system' || roles.some((role) => actor.roles.includes(role));
  };

  return {
    assertPermission: (permission) => void rolesFor(permission),
    check: async (ctx, permission) => allowed(ctx, permission),
    async authorise(ctx, { permission, objectId }) {
      if (allowed(ctx, permission)) return;
      const visible = objectId === undefined || allowed(ctx, readOf(permission));
      throw visible
        ? new Forbidden(`This needs the permission ${permission}`)
        : new NotFound('There is no such thing, or it is not visible to you');
    },
    visibleIn: async (ctx, permission) => listFilter(allowed(ctx, permission) ? 'true' : 'false'),
  };
}

function readOf(permission: string): string {
  return `${permission.slice(0, permission.indexOf('.'))}.read`;
}
