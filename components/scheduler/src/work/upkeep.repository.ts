import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import type { ScheduleOwnerType } from '../schedules.types.js';
import type { StoredTiming } from '../stored-timing.js';

export interface DisabledRow {
  readonly id: string;
  readonly name: string;
  readonly ownerType: ScheduleOwnerType;
  readonly ownerId: string;
  readonly domainId: string;
}

export interface OutdatedRow {
  readonly id: string;
  readonly timing: StoredTiming;
  readonly jitterSeconds: number;
  /** From where on slots are looked for. */
  readonly after: Date;
}

export class UpkeepRepository {
  constructor(private readonly database: Database) {}

  private run<Row>(
    ctx: OperationContext,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return namedQuery<Row>(ctx, this.database, { name: `scheduler_${name}`, text, values });
  }

  /** Schedules that have ended, or that have no slot left. */
  disableExpired(tx: TransactionContext, most: number): Promise<readonly DisabledRow[]> {
    return this.run(
      tx,
      'disable_expired',
      `with ended as (
         select id from scheduler.schedules where ends_at <= now() and state <> 'disabled'
         union
         select id from scheduler.schedules where state = 'active' and next_run_at is null
       ), locked as (
         select id from scheduler.schedules
         where id in (select id from ended limit $1) and state <> 'disabled' and (next_run_at is null or next_run_at > now())
         for update skip locked
       )
       update scheduler.schedules as schedule
       set state = 'disabled', state_reason = 'expired', state_since = now(), version = version + 1, updated_at = now()
       from locked where schedule.id = locked.id
       returning schedule.id, schedule.name, schedule.owner_type as "ownerType", schedule.owner_id as "ownerId",
         schedule.domain_id as "domainId"`,
      [most],
    );
  }

  /** Schedules whose next slot was found by older time zone data than this, and is not due. */
  claimOutdated(tx: TransactionContext, tzdata: string, most: number): Promise<readonly OutdatedRow[]> {
    return this.run(
      tx,
      'claim_outdated',
      `select id, timing, jitter_seconds as "jitterSeconds", greatest(last_slot, now())::timestamptz(3) as after
       from scheduler.schedules where tzdata < $1 and (next_run_at is null or next_run_at > now())
       limit $2 for update skip locked`,
      [tzdata, most],
    );
  }

  async setCursors(
    tx: TransactionContext,
    tzdata: string,
    cursors: readonly {
      readonly id: string;
      readonly nextSlot: Date | undefined;
      readonly nextRunAt: Date | undefined;
    }[],
  ): Promise<void> {
    await this.run(
      tx,
      'set_cursors',
      `update scheduler.schedules as schedule
       set next_slot = entry.next_slot, next_run_at = entry.next_run_at, tzdata = $1
       from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as entry (id, next_slot, next_run_at)
       where schedule.id = entry.id`,
      [
        tzdata,
        cursors.map(({ id }) => id),
        cursors.map(({ nextSlot }) => nextSlot ?? null),
        cursors.map(({ nextRunAt }) => nextRunAt ?? null),
      ],
    );
  }

  /** @returns how many. */
  async forgetSessions(tx: TransactionContext, retentionMs: number, most: number): Promise<number> {
    const rows = await this.run(
      tx,
      'forget_sessions',
      `delete from scheduler.sessions where id in (
         select id from scheduler.sessions where finished_at < now() - make_interval(secs => $1::float8 / 1000) limit $2
       ) returning 1`,
      [retentionMs, most],
    );
    return rows.length;
  }

  /** @returns how many. */
  async forgetTicks(tx: TransactionContext, retentionMs: number, most: number): Promise<number> {
    const rows = await this.run(
      tx,
      'forget_ticks',
      `delete from scheduler.ticks where id in (
         select id from scheduler.ticks where created_at < now() - make_interval(secs => $1::float8 / 1000) limit $2
       ) returning 1`,
      [retentionMs, most],
    );
    return rows.length;
  }
}
