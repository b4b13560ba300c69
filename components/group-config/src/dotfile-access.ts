import type { Authorizer } from '@ashlar/authz';
import type { OperationContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import type { OwnerRef, OwnerType } from './dotfiles.types.js';

export interface DotfileAccessDeps {
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check'>;
  /** The domain that a user's own things lie in. */
  readonly homeDomainOf: (ctx: OperationContext, userId: string) => Promise<string | undefined>;
  /** Whether a user administers the platform, as far as that is known. Default: nobody is known to. */
  readonly administersPlatform?: (ctx: OperationContext, userId: string) => Promise<boolean>;
}

/** What routes cannot declare: whether the caller may read an owner that the body names, or act for a user. */
export interface DotfileAccess {
  /** @throws {NotFound | Forbidden} */
  assertMayRead(ctx: OperationContext, owner: OwnerRef): Promise<void>;
  /**
   * Themselves, administrators of the platform, and those of their home domain unless they administer the platform:
   * what is put into their sessions runs with their rights. @throws {NotFound} for everybody else.
   */
  assertMayActFor(ctx: OperationContext, userId: string): Promise<void>;
}

/** Dotfiles may hold what is only for members: seeing something because it is public is not enough. */
export const readPermissions: Readonly<Record<Exclude<OwnerType, 'user'>, string>> = {
  domain: 'domain.read',
  group: 'group.view',
  project: 'project.view',
};

export function createDotfileAccess({
  authorizer,
  homeDomainOf,
  administersPlatform = () => Promise.resolve(false),
}: DotfileAccessDeps): DotfileAccess {
  const assertMayActFor = async (ctx: OperationContext, userId: string): Promise<void> => {
    const { actor } = ctx;
    if (actor.kind === 'user' && actor.id === userId) return;
    const home = await homeDomainOf(ctx, userId);
    const administers = home !== undefined && (await authorizer.check(ctx, 'domain.update', home));
    const outranked =
      administers &&
      (await administersPlatform(ctx, userId)) &&
      !(await authorizer.check(ctx, 'platform.update'));
    if (!administers || outranked) {
      throw new NotFound('There is no such thing, or it is not visible to you');
    }
  };
  return {
    assertMayActFor,
    assertMayRead: ({ ...ctx }, { type, id }) =>
      type === 'user'
        ? assertMayActFor(ctx, id)
        : authorizer.authorize(ctx, { permission: readPermissions[type], objectId: id }),
  };
}
