import {
  type Database,
  newId,
  type OperationContext,
  type SchemaNeed,
  systemContext,
  type TransactionContext,
} from '@ashlar/database';
import { type RememberedUser, rememberUsers } from './remembered-users.js';
import { UserNotFound } from './users.errors.js';
import { UserRepository } from './users.repository.js';
import type { ProviderIdentity, User } from './users.types.js';

export const usersSchema: SchemaNeed = { brick: 'users', migration: '0003-users' };

/** People. The identity provider is the truth; what is here is its mirror. */
export interface Users {
  /**
   * The user of a verified identity: made at the first call, brought up to date when the provider says otherwise. May be
   * as old as `rememberForMs`, except for what this very identity says.
   */
  mirror(identity: ProviderIdentity): Promise<User>;
  /** The user of a verified identity, if there is one; never writes. May be as old as `rememberForMs`. */
  recognise(identity: Pick<ProviderIdentity, 'issuer' | 'subject'>): Promise<User | undefined>;
  /** @throws {UserNotFound} */
  get(ctx: OperationContext, id: string): Promise<User>;
}

export interface UsersDeps {
  readonly database: Database;
  /** What else has to exist for a user: done in the transaction that makes or changes the row, and may run again. */
  readonly settle?: (tx: TransactionContext, user: User) => Promise<void>;
  /** How long a caller who was just read costs no query. Default 30,000. */
  readonly rememberForMs?: number;
}

const rememberAtMost = 10_000;

export function createUsers({
  database,
  settle = () => Promise.resolve(),
  rememberForMs = 30_000,
}: UsersDeps): Users {
  const users = new UserRepository(database);
  const ctx = systemContext('mirror a user');
  const remembered = rememberUsers({ atMost: rememberAtMost, forMs: rememberForMs });

  const write = (identity: ProviderIdentity): Promise<User> =>
    database.transact(
      ctx,
      async (tx) => {
        await users.upsert(tx, newId(), identity);
        const user = await users.findByIdentity(tx, identity);
        if (!user) throw new Error('A user was gone right after it was written');
        await settle(tx, user);
        return user;
      },
      { idempotent: true },
    );

  return {
    async mirror(given) {
      const identity = trimmed(given);
      const recent = remembered.find(identity);
      if (recent && isOlder(identity, recent)) return recent.user;
      if (recent && saysTheSame(recent.user, identity)) {
        remembered.confirm({ user: recent.user, issuedAt: identity.issuedAt });
        return recent.user;
      }
      const known = await users.findByIdentity(ctx, identity);
      const user = known && saysTheSame(known, identity) ? known : await write(identity);
      remembered.keep({ user, issuedAt: identity.issuedAt });
      return user;
    },
    async recognise(identity) {
      const recent = remembered.find(identity);
      if (recent) return recent.user;
      const user = await users.findByIdentity(ctx, identity);
      if (user) remembered.keep({ user, issuedAt: undefined });
      return user;
    },
    async get(caller, id) {
      const user = await users.findById(caller, id);
      if (!user) throw new UserNotFound(`There is no user ${id}`);
      return user;
    },
  };
}

function saysTheSame(user: User, { username, email, fullName }: ProviderIdentity): boolean {
  return user.username === username && user.email === email && user.fullName === fullName;
}

function isOlder({ issuedAt }: ProviderIdentity, recent: RememberedUser): boolean {
  return issuedAt !== undefined && recent.issuedAt !== undefined && issuedAt < recent.issuedAt;
}

/** A provider may say anything; what cannot be stored is cut off rather than locking the person out. */
function trimmed({ username, email, fullName, ...who }: ProviderIdentity): ProviderIdentity {
  const storable = (text: string, length: number): string =>
    text.replaceAll('\0', '').slice(0, length).toWellFormed();
  return {
    ...who,
    username: storable(username, 255) || who.subject,
    email: email === undefined ? undefined : storable(email, 320),
    fullName: fullName === undefined ? undefined : storable(fullName, 500),
  };
}
