import type { Database, ExpectedVersion, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor, onConstraint, whereVersion } from '@ashlar/database/persistence';
import { PreferencesRow } from './users.entity.js';
import { UserNotFound } from './users.errors.js';
import type { PreferencesChange, UserPreferences } from './preferences.types.js';

export class PreferencesRepository {
  constructor(private readonly database: Database) {}

  async find(ctx: OperationContext, userId: string): Promise<UserPreferences | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(PreferencesRow, { userId });
    return row ? toPreferences(row) : undefined;
  }

  /** The row, made when there is none, and locked until the end of the transaction. */
  async lock(tx: TransactionContext, userId: string): Promise<UserPreferences> {
    const manager = managerFor(tx, this.database);
    try {
      await manager.query('insert into users.preferences (user_id) values ($1) on conflict do nothing', [
        userId,
      ]);
    } catch (error) {
      onConstraint(error, { preferences_user_fkey: () => new UserNotFound() });
    }
    const row = await manager
      .createQueryBuilder(PreferencesRow, 'preferences')
      .where('preferences.userId = :userId', { userId })
      .setLock('for_no_key_update')
      .getOneOrFail();
    return toPreferences(row);
  }

  async update(
    tx: TransactionContext,
    userId: string,
    expected: ExpectedVersion,
    { dismissed, pinnedProjects, ...change }: PreferencesChange,
  ): Promise<boolean> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(PreferencesRow)
      .set({
        ...given,
        ...(dismissed && { dismissed: [...dismissed] }),
        ...(pinnedProjects && { pinnedProjects: [...pinnedProjects] }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('user_id = :userId', { userId });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }
}

function toPreferences(row: PreferencesRow): UserPreferences {
  return {
    theme: row.theme,
    language: row.language ?? undefined,
    timeZone: row.timeZone ?? undefined,
    notifications: row.notifications,
    dismissed: row.dismissed,
    pinnedProjects: row.pinnedProjects,
    version: row.version,
  };
}
