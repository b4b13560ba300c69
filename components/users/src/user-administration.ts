import {
  type Database,
  type ExpectedVersion,
  onAfterCommit,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { Forbidden, PreconditionFailed } from '@ashlar/errors';
import type { AccessOfUsers, OwnedByUsers } from './lifecycle.types.js';
import { assertConfirmed, previewOf } from './deletion-preview.js';
import { HeirRefused, UserDeleted, UserIsCaller, UserNotFound, UserNotRestorable } from './users.errors.js';
import { UserRepository } from './users.repository.js';
import type { Users } from './users.service.js';
import { changeOf, nobodyListens, type OnUserChange } from './user-changes.js';
import type { SeenUser, User, UserDeletionPreview, UserFilter } from './users.types.js';

export interface UserAdministrationDeps {
  readonly database: Database;
  readonly onChange?: OnUserChange | undefined;
  readonly users: Pick<Users, 'forget'>;
  readonly authorizer: {
    check(ctx: OperationContext, permission: string): Promise<boolean>;
  };
  /** In the order of the purge. */
  readonly owned: readonly OwnedByUsers[];
  readonly access: readonly AccessOfUsers[];
}

/** Users as others see them, and what administrators of the platform do with them. */
export interface UserAdministration {
  /**
   * Everybody, for who may `platform.read_users`. For others the one active user of exactly this username or verified
   * address, without what is private. Sorted by `username` or `created_at`.
   * @throws {Forbidden} when somebody else asks for more.
   */
  list(ctx: OperationContext, filter: UserFilter, request: PageRequest): Promise<Page<SeenUser>>;
  /** A user as the caller may see them; deleted ones are for administrators. @throws {UserNotFound} */
  get(ctx: OperationContext, id: string): Promise<SeenUser>;
  /**
   * Ends access, or gives it back. A user whom the provider has disabled stays so.
   * @throws {UserNotFound | PreconditionFailed | UserDeleted | UserIsCaller}
   */
  suspend(ctx: OperationContext, id: string, expected: ExpectedVersion, suspended: boolean): Promise<User>;
  /** What a deletion with this heir would concern. @throws {UserNotFound} */
  previewDeletion(
    ctx: OperationContext,
    id: string,
    heirId: string | undefined,
  ): Promise<UserDeletionPreview>;
  /**
   * Ends access at once and for good; the purge comes when the grace is over. On a user who is deleted already it
   * changes the heir, until the purge is over.
   * @param options.confirmed the fingerprint of the preview; not needed when the user owns nothing.
   * @throws {UserNotFound | PreconditionFailed | UserDeletionUnconfirmed | HeirRefused | UserIsCaller}
   */
  delete(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    options: { readonly confirmed?: string | undefined; readonly heirId?: string | undefined },
  ): Promise<void>;
  /**
   * Takes a deletion back, if there is one. Credentials do not come back.
   * @throws {UserNotFound | PreconditionFailed | UserNotRestorable}
   */
  restore(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<User>;
}

export function createUserAdministration({
  database,
  onChange = nobodyListens,
  users: { forget },
  authorizer,
  owned,
  access,
}: UserAdministrationDeps): UserAdministration {
  const users = new UserRepository(database);
  const readsAll = (ctx: OperationContext): Promise<boolean> => authorizer.check(ctx, 'platform.read_users');

  const find = async (ctx: OperationContext, id: string): Promise<User> => {
    const user = await users.findById(ctx, id);
    if (!user) throw new UserNotFound(`There is no user ${id}`);
    return user;
  };

  /** The user, locked, in a version that the caller accepts. */
  const lock = async (tx: TransactionContext, id: string, expected: ExpectedVersion): Promise<User> => {
    const user = await users.lock(tx, id);
    if (!user) throw new UserNotFound(`There is no user ${id}`);
    if (expected !== 'any' && !expected.includes(user.version)) {
      const { version } = user;
      throw new PreconditionFailed(`The user is at version ${version} now`, { details: { version } });
    }
    onAfterCommit(tx, () => forget(id));
    return user;
  };

  /** The user as it is now, after events have been told of it. */
  const changed = async (tx: TransactionContext, before: User): Promise<User> => {
    const user = await find(tx, before.id);
    await onChange(tx, changeOf(before, user));
    return user;
  };

  const assertHeir = async (tx: TransactionContext, id: string, heirId: string): Promise<void> => {
    const heir = heirId === id ? undefined : await users.lock(tx, heirId);
    if (heir?.status !== 'active') throw new HeirRefused();
  };

  return {
    async list(ctx, filter, request) {
      const callerId = ctx.actor.kind === 'user' ? ctx.actor.id : undefined;
      if (await readsAll(ctx)) {
        const page = await users.list(ctx, filter, request);
        return { ...page, items: page.items.map((user) => ({ user, whole: true })) };
      }
      const { username, email, ...more } = filter;
      const isExact = (username === undefined) !== (email === undefined);
      if (!isExact || Object.values(more).some((value) => value !== undefined)) {
        throw new Forbidden(
          'Name exactly one username or e-mail address; lists of users are for administrators',
        );
      }
      const isFirst = 'page' in request.start && request.start.page === 0;
      const user = isFirst ? await users.findExact(ctx, { username, email }, callerId) : undefined;
      const items = user ? [{ user, whole: user.id === callerId }] : [];
      return { items, ...(request.count && { total: { count: items.length, exact: true } }) };
    },
    async get(ctx, id) {
      const isSelf = ctx.actor.kind === 'user' && ctx.actor.id === id;
      if (isSelf || (await readsAll(ctx))) return { user: await find(ctx, id), whole: true };
      const user = await users.findById(ctx, id);
      if (!user || user.deletion) throw new UserNotFound(`There is no user ${id}`);
      return { user, whole: false };
    },
    suspend: (ctx, id, expected, suspended) =>
      database.transact(ctx, async (tx) => {
        assertOther(tx, id);
        const user = await lock(tx, id, expected);
        if (user.deletion) throw new UserDeleted();
        await users.suspend(tx, id, expected, suspended);
        if (suspended) for (const part of access) await part.end(tx, id, 'disabled');
        return changed(tx, user);
      }),
    async previewDeletion(ctx, id, heirId) {
      await find(ctx, id);
      return previewOf(ctx, owned, id, heirId);
    },
    delete: (ctx, id, expected, { confirmed, heirId }) =>
      database.transact(ctx, async (tx) => {
        assertOther(tx, id);
        const user = await lock(tx, id, expected);
        if (user.deletion?.purgedAt) throw new UserDeleted('Nothing is left of the user');
        if (heirId !== undefined) await assertHeir(tx, id, heirId);
        assertConfirmed(await previewOf(tx, owned, id, heirId), confirmed);
        await users.delete(tx, id, expected, heirId);
        for (const part of access) await part.end(tx, id, 'deleted');
        await changed(tx, user);
      }),
    restore: (ctx, id, expected) =>
      database.transact(ctx, async (tx) => {
        const user = await lock(tx, id, expected);
        if (user.deletion?.purgeStartedAt) throw new UserNotRestorable();
        if (!user.deletion) return user;
        await users.restore(tx, id, expected);
        return changed(tx, user);
      }),
  };
}

function assertOther({ actor }: OperationContext, id: string): void {
  if (actor.kind === 'user' && actor.id === id) throw new UserIsCaller();
}
