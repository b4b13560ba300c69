import {
  type Database,
  newId,
  type OperationContext,
  type SchemaNeed,
  systemContext,
} from '@ashlar/database';
import { UserNotFound } from './users.errors.js';
import { UserRepository } from './users.repository.js';
import type { ProviderIdentity, User } from './users.types.js';

export const usersSchema: SchemaNeed = { brick: 'users', migration: '0003-users' };

/** People. The identity provider is the truth; what is here is its mirror. */
export interface Users {
  /** The user of a verified identity: made at the first call, brought up to date when the provider says otherwise. */
  mirror(identity: ProviderIdentity): Promise<User>;
  /** The user of a verified identity, if there is one; never writes. */
  recognise(identity: Pick<ProviderIdentity, 'issuer' | 'subject'>): Promise<User | undefined>;
  /** @throws {UserNotFound} */
  get(ctx: OperationContext, id: string): Promise<User>;
}

export function createUsers({ database }: { readonly database: Database }): Users {
  const users = new UserRepository(database);
  const ctx = systemContext('mirror a user');
  return {
    async mirror(given) {
      const identity = trimmed(given);
      const known = await users.findByIdentity(ctx, identity);
      if (known && saysTheSame(known, identity)) return known;
      return database.transact(
        ctx,
        async (tx) => {
          await users.upsert(tx, newId(), identity);
          const user = await users.findByIdentity(tx, identity);
          if (!user) throw new Error('A user was gone right after it was written');
          return user;
        },
        { idempotent: true },
      );
    },
    recognise: (identity) => users.findByIdentity(ctx, identity),
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

/** A provider may say anything; what cannot be stored is cut off rather than locking the person out. */
function trimmed({ username, email, fullName, ...who }: ProviderIdentity): ProviderIdentity {
  const storable = (text: string, length: number): string =>
    text.replaceAll('\0', '').toWellFormed().slice(0, length);
  return {
    ...who,
    username: storable(username, 255),
    email: email === undefined ? undefined : storable(email, 320),
    fullName: fullName === undefined ? undefined : storable(fullName, 500),
  };
}
