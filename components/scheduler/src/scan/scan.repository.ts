import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import type { MissedPolicy, OverlapPolicy } from '../schedules.types.js';

export interface DueRow {
  readonly id: string;
  /** As JSON. */
  readonly timing: string;
  readonly jitter_seconds: number;
  readonly missed: MissedPolicy['policy'];
  readonly missed_most: number;
  readonly missed_window_seconds: number;
  readonly overlap: OverlapPolicy;
  readonly next_slot: Date;
  readonly now: Date;
}

export interface NewSession {
  readonly id: string;
  readonly scheduleId: string;
  readonly slot: Date;
  readonly waits: boolean;
  readonly skipped: string | undefined;
}

export interface NewTick {
  readonly id: string;
  readonly scheduleId: string;
  readonly slot: Date;
  readonly lastSlot: Date;
  readonly slots: number;
  readonly reason: string | undefined;
  readonly sessionId: string | undefined;
}

export interface Advance {
  readonly id: string;
  readonly nextSlot: Date | undefined;
  readonly nextRunAt: Date | undefined;
  readonly lastSlot: Date;
}

export class ScanRepository {
  constructor(private readonly database: Database) {}

  /** Locks schedules that are due and that nobody else has, until the transaction ends. */
  claimDue(tx: TransactionContext, most: number): Promise<readonly DueRow[]> {
    return namedQuery(tx, this.database, {
      name: 'scheduler_claim_due',
      text: `select id, timing::text, jitter_seconds, missed, missed_most, missed_window_seconds, overlap, next_slot, now()
             from scheduler.schedules where state = 'active' and next_run_at <= now()
             order by next_run_at limit $1 for update skip locked`,
      values: [most],
    });
  }

  /** Of schedules that are locked: how many sessions have not ended, and how many of them wait for another. */
  async countOpen(
    tx: TransactionContext,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly open: number; readonly waiting: number }>> {
    const rows = await namedQuery<{ schedule_id: string; open: number; waiting: number }>(tx, this.database, {
      name: 'scheduler_count_open',
      text: `select schedule_id, count(*) filter (where next_at is distinct from 'infinity')::int as open,
               count(*) filter (where next_at = 'infinity')::int as waiting
             from scheduler.sessions
             where schedule_id = any($1::uuid[]) and state in ('pending', 'claimed', 'launching', 'running')
             group by schedule_id`,
      values: [ids],
    });
    return new Map(rows.map(({ schedule_id, open, waiting }) => [schedule_id, { open, waiting }]));
  }

  /** Sessions, ticks and the next slots of a batch, in one statement. A slot that has a session keeps it, and gets no tick more. */
  async apply(
    tx: TransactionContext,
    sessions: readonly NewSession[],
    ticks: readonly NewTick[],
    advances: readonly Advance[],
  ): Promise<void> {
    await namedQuery(tx, this.database, {
      name: 'scheduler_apply',
      text: `with advanced as (
               update scheduler.schedules as schedule
               set next_slot = entry.next_slot, next_run_at = entry.next_run_at, last_slot = entry.last_slot
               from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[])
                 as entry (id, next_slot, next_run_at, last_slot)
               where schedule.id = entry.id
             ), made as (
               insert into scheduler.sessions (id, schedule_id, slot, origin, state, reason, next_at, finished_at)
               select id, schedule_id, slot, 'schedule', case when reason is null then 'pending' else 'skipped' end, reason,
                 case when reason is not null then null when waits then 'infinity' else now() end,
                 case when reason is not null then now() end
               from unnest($5::uuid[], $6::uuid[], $7::timestamptz[], $8::boolean[], $9::text[])
                 as entry (id, schedule_id, slot, waits, reason)
               on conflict (schedule_id, slot) do nothing returning id
             )
             insert into scheduler.ticks (id, schedule_id, slot, last_slot, slots, outcome, reason, session_id)
             select id, schedule_id, slot, last_slot, slots, case when reason is null then 'created' else 'skipped' end,
               reason, session_id
             from unnest($10::uuid[], $11::uuid[], $12::timestamptz[], $13::timestamptz[], $14::int[], $15::text[], $16::uuid[])
               as entry (id, schedule_id, slot, last_slot, slots, reason, session_id)
             where session_id is null or session_id in (select id from made)`,
      values: [
        listed(advances.map(({ id }) => id)),
        listed(advances.map(({ nextSlot }) => nextSlot?.toISOString())),
        listed(advances.map(({ nextRunAt }) => nextRunAt?.toISOString())),
        listed(advances.map(({ lastSlot }) => lastSlot.toISOString())),
        listed(sessions.map(({ id }) => id)),
        listed(sessions.map(({ scheduleId }) => scheduleId)),
        listed(sessions.map(({ slot }) => slot.toISOString())),
        listed(sessions.map(({ waits }) => (waits ? 't' : 'f'))),
        listed(sessions.map(({ skipped }) => skipped)),
        listed(ticks.map(({ id }) => id)),
        listed(ticks.map(({ scheduleId }) => scheduleId)),
        listed(ticks.map(({ slot }) => slot.toISOString())),
        listed(ticks.map(({ lastSlot }) => lastSlot.toISOString())),
        listed(ticks.map(({ slots }) => String(slots))),
        listed(ticks.map(({ reason }) => reason)),
        listed(ticks.map(({ sessionId }) => sessionId)),
      ],
    });
  }

  /**
   * Asks for the end of what has not ended, before the new sessions are made: what was not launched is looked at by the
   * picker, what runs by the poller.
   */
  async cancelOpen(tx: TransactionContext, scheduleIds: readonly string[]): Promise<void> {
    await namedQuery(tx, this.database, {
      name: 'scheduler_cancel_open',
      text: `update scheduler.sessions set cancel_asked_at = coalesce(cancel_asked_at, now()),
               next_at = least(next_at, now()), reason = coalesce(reason, 'overlap')
             where schedule_id = any($1::uuid[]) and state in ('pending', 'claimed', 'launching', 'running')`,
      values: [scheduleIds],
    });
  }

  /** Seconds by which the most overdue schedule is late; 0 when none is. */
  async lateness(ctx: OperationContext): Promise<number> {
    const [row] = await namedQuery<{ late: number | null }>(ctx, this.database, {
      name: 'scheduler_lateness',
      text: `select extract(epoch from now() - min(next_run_at))::float8 as late
             from scheduler.schedules where state = 'active' and next_run_at <= now()`,
      values: [],
    });
    return row?.late ?? 0;
  }
}

/** An array as PostgreSQL reads it, of ids, times, numbers and words: nothing in it needs quotes. The driver quotes all. */
function listed(values: readonly (string | undefined)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
