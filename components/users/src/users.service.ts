import {
  type Database,
  type ExpectedVersion,
  newId,
  onAfterCommit,
  type OperationContext,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { saysTheSame, storableIdentity } from './provider-identity.js';
import { type RememberedUser, rememberUsers } from './remembered-users.js';
import { UserNotFound } from './users.errors.js';
import { type Sighting, UserRepository } from './users.repository.js';
import { changeOf, nobodyListens, type OnUserChange } from './user-changes.js';
import type { ProfileChange, ProviderIdentity, User } from './users.types.js';

export const usersSchema: SchemaNeed = { brick: 'users', migration: '0037-administrators' };

/** People. The identity provider is the truth about who they are; what is here is its mirror. */
export interface Users {
  /**
   * The user of a verified identity: made at the first call, brought up to date when the provider says otherwise. May be
   * as old as `rememberForMs`, except for what this very identity says. Whether the user may act is not asked.
   */
  mirror(ctx: OperationContext, identity: ProviderIdentity): Promise<User>;
  /** The user of a verified identity, if there is one; never writes. May be as old as `rememberForMs`. */
  recognise(
    ctx: OperationContext,
    identity: Pick<ProviderIdentity, 'issuer' | 'subject'>,
  ): Promise<User | undefined>;
  /** Whether somebody by this id may act now: false for strangers, too. Always asks the database. */
  mayAct(ctx: OperationContext, id: string): Promise<boolean>;
  /** @throws {UserNotFound} */
  get(ctx: OperationContext, id: string): Promise<User>;
  /** What callers say of themselves. @throws {UserNotFound | PreconditionFailed} */
  updateProfile(ctx: OperationContext, expected: ExpectedVersion, change: ProfileChange): Promise<User>;
  /** This process no longer answers from memory for this user. Called after a change of the user. */
  forget(id: string): void;
  /** Writes a batch of when whom was seen; the latest of each counts. */
  recordSeen(ctx: OperationContext, seen: readonly Sighting[]): Promise<void>;
}

export interface UsersDeps {
  readonly database: Database;
  readonly onChange?: OnUserChange | undefined;
  /** What else has to exist for a user: done in the transaction that makes or changes the row, and may run again. */
  readonly settle?: (tx: TransactionContext, user: User, identity: ProviderIdentity) => Promise<void>;
  /** How long a caller who was just read costs no query, and may outlive a suspension. Default 5,000. */
  readonly rememberForMs?: number;
}

const rememberAtMost = 10_000;

export function createUsers({
  database,
  onChange = nobodyListens,
  settle = () => Promise.resolve(),
  rememberForMs = 5_000,
}: UsersDeps): Users {
  const users = new UserRepository(database);
  const remembered = rememberUsers({ atMost: rememberAtMost, forMs: rememberForMs });

  const keep = (ctx: OperationContext, user: User, issuedAt: Date | undefined): void => {
    // What a transaction has read may be what it has written, and may be rolled back.
    if (!ctx.transaction) remembered.keep({ user, issuedAt });
  };

  const write = (ctx: OperationContext, identity: ProviderIdentity): Promise<User> =>
    database.transact(
      ctx,
      async (tx) => {
        const done = await users.upsert(tx, newId(), identity);
        const user = await users.findByIdentity(tx, identity);
        if (!user) throw new Error('A user was gone right after it was written');
        if (done !== 'nothing') await onChange(tx, changeOf(done === 'made' ? undefined : user, user));
        if (user.status !== 'deleted') await settle(tx, user, identity);
        return user;
      },
      { idempotent: true },
    );

  const find = async (ctx: OperationContext, given: ProviderIdentity): Promise<User> => {
    const identity = storableIdentity(given);
    const recent = remembered.find(identity);
    if (recent && isOlder(identity, recent)) return recent.user;
    if (recent && saysTheSame(recent.user, identity)) {
      remembered.confirm({ user: recent.user, issuedAt: identity.issuedAt });
      return recent.user;
    }
    const known = await users.findByIdentity(ctx, identity);
    const user = known && hasNothingNew(known, identity) ? known : await write(ctx, identity);
    keep(ctx, user, identity.issuedAt);
    return user;
  };

  const get = async (ctx: OperationContext, id: string): Promise<User> => {
    const user = await users.findById(ctx, id);
    if (!user) throw new UserNotFound(`There is no user ${id}`);
    return user;
  };

  return {
    mirror: find,
    async recognise(ctx, identity) {
      const recent = remembered.find(identity);
      if (recent) return recent.user;
      const user = await users.findByIdentity(ctx, identity);
      if (user) keep(ctx, user, undefined);
      return user;
    },
    mayAct: async (ctx, id) => (await users.findById(ctx, id))?.status === 'active',
    get,
    updateProfile: (ctx, expected, change) =>
      database.transact(ctx, async (tx) => {
        const { id } = tx.actor;
        onAfterCommit(tx, () => remembered.forget(id));
        if (await users.updateProfile(tx, id, expected, change)) {
          const user = await get(tx, id);
          await onChange(tx, changeOf(user, user));
          return user;
        }
        const { version } = await get(tx, id);
        throw new PreconditionFailed(`You are at version ${version} now`, { details: { version } });
      }),
    forget: (id) => remembered.forget(id),
    recordSeen: (ctx, seen) => database.transact(ctx, (tx) => users.recordSeen(tx, seen)),
  };
}

function isOlder({ issuedAt }: ProviderIdentity, recent: RememberedUser): boolean {
  return issuedAt !== undefined && recent.issuedAt !== undefined && issuedAt < recent.issuedAt;
}

/** A deleted user is told nothing any more, and an old token nothing that is not known better. */
function hasNothingNew(known: User, identity: ProviderIdentity): boolean {
  const { issuedAt } = identity;
  return (
    known.status === 'deleted' ||
    saysTheSame(known, identity) ||
    (issuedAt !== undefined && known.saidAt !== undefined && issuedAt < known.saidAt)
  );
}
