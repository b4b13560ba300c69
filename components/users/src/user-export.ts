import type { Database, OperationContext } from '@ashlar/database';
import type { HoldingsOfUsers } from './lifecycle.types.js';
import { PreferencesRepository } from './preferences.repository.js';
import type { UserPreferences } from './preferences.types.js';
import { UserNotFound } from './users.errors.js';
import { UserRepository } from './users.repository.js';
import type { User } from './users.types.js';

export interface UserExportDeps {
  readonly database: Database;
  readonly holdings: readonly HoldingsOfUsers[];
}

/** Everything that is held about a person, as it was at one moment. */
export interface UserExport {
  readonly user: User;
  /** Pins included that the user may no longer see; undefined where nothing was ever changed. */
  readonly preferences: UserPreferences | undefined;
  /** By the name of the part. */
  readonly holdings: Readonly<Record<string, readonly object[]>>;
}

export interface UserExports {
  /** Of the caller. @throws {UserNotFound} for a service. */
  own(ctx: OperationContext): Promise<UserExport>;
}

/** @throws {TypeError} when two parts have one name. */
export function createUserExports({ database, holdings }: UserExportDeps): UserExports {
  const users = new UserRepository(database);
  const preferences = new PreferencesRepository(database);
  if (new Set(holdings.map(({ name }) => name)).size < holdings.length) {
    throw new TypeError('Two parts of the export have one name');
  }

  return {
    own: (ctx) =>
      database.transact(
        ctx,
        async (tx) => {
          const user = tx.actor.kind === 'user' ? await users.findById(tx, tx.actor.id) : undefined;
          if (!user) throw new UserNotFound('The caller is a service, not a user');
          const parts: [string, readonly object[]][] = [];
          for (const part of holdings) {
            const items: object[] = [];
            for await (const item of part.holdings(tx, user.id)) items.push(item);
            parts.push([part.name, items]);
          }
          return {
            user,
            preferences: await preferences.find(tx, user.id),
            holdings: Object.fromEntries(parts),
          };
        },
        { isolation: 'repeatable read' },
      ),
  };
}
