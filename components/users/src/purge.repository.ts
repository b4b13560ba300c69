import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { UserRow } from './users.entity.js';
import { toUser } from './users.repository.js';
import type { User } from './users.types.js';

export class PurgeRepository {
  constructor(private readonly database: Database) {}

  /** Whose grace is over, or whose purge has begun: at most 100, after this id. */
  async due(ctx: OperationContext, graceMs: number, after: string | undefined): Promise<readonly string[]> {
    const rows = await managerFor(ctx, this.database).query<{ id: string }[]>(
      `select id from users.users
       where deleted_at is not null and purged_at is null
         and (purge_started_at is not null or deleted_at <= now() - $1 * interval '1 millisecond')
         and id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
       order by id limit 100`,
      [graceMs, after ?? null],
    );
    return rows.map(({ id }) => id);
  }

  /** The user, locked; undefined when there is nothing to purge any more, or not yet again. */
  async lock(tx: TransactionContext, id: string, graceMs: number): Promise<User | undefined> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(UserRow, 'person')
      .where('person.id = :id and person.deletedAt is not null and person.purgedAt is null', { id })
      .andWhere(
        `(person.purgeStartedAt is not null or person.deletedAt <= now() - :graceMs * interval '1 millisecond')`,
        { graceMs },
      )
      .setLock('pessimistic_write')
      .getOne();
    return row ? toUser(row) : undefined;
  }

  async isActive(tx: TransactionContext, id: string): Promise<boolean> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(UserRow, 'person')
      .where('person.id = :id', { id })
      .setLock('for_no_key_update')
      .getOne();
    return row?.status === 'active';
  }

  /** From here on nothing is taken back. */
  async begin(tx: TransactionContext, id: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `update users.users set purge_started_at = now(), version = version + 1, updated_at = now()
       where id = $1 and purge_started_at is null`,
      [id],
    );
  }

  async finishStep(tx: TransactionContext, id: string, step: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `update users.users set purge_done = purge_done || $2::text, purge_failure = null,
         version = version + 1, updated_at = now() where id = $1`,
      [id, step],
    );
  }

  async noteFailure(tx: TransactionContext, id: string, failure: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `update users.users set purge_failure = $2, version = version + 1, updated_at = now()
       where id = $1 and purged_at is null and purge_failure is distinct from $2`,
      [id, failure.slice(0, 500)],
    );
  }

  /** Leaves the id, and when what happened. */
  async anonymise(tx: TransactionContext, id: string): Promise<number> {
    const manager = managerFor(tx, this.database);
    await manager.query('delete from users.preferences where user_id = $1', [id]);
    const [row] = await manager.query<{ version: number }[]>(
      `with purged as (
         update users.users set issuer = 'purged', subject = id::text, username = 'purged-' || id, email = null,
         email_verified = false, full_name = null, said_at = null, display_name = null, affiliation = null,
         about = null, website = null, last_seen_at = null, disabled_at = null, suspended_at = null, heir_id = null,
         purge_failure = null, version = version + 1, updated_at = now(), purged_at = now()
         where id = $1 returning version)
       select * from purged`,
      [id],
    );
    if (!row) throw new Error('A user was gone while being purged');
    return row.version;
  }
}
