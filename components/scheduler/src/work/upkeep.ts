import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { cursorFrom } from '../schedule-cursor.js';
import { factsOf, scheduleDisabled } from '../scheduler.events.js';
import { tzdataVersion } from '../slots/zone.js';
import { readTiming } from '../stored-timing.js';
import { UpkeepRepository } from './upkeep.repository.js';

export interface ScheduleUpkeepDeps {
  readonly database: Database;
  readonly events: Events;
  /** Rows in one transaction. Default 500. */
  readonly batch?: number;
  /** For specs: another version of the time zone data than the runtime's. */
  readonly tzdata?: string;
}

/** What keeps schedules in order. Each works until nothing is left or the signal says stop; two at once do no harm. */
export interface ScheduleUpkeep {
  /** Disables what has ended, or has no slot left, and finds next slots anew after a change of time zone data. */
  autoDisable(ctx: OperationContext): Promise<{ readonly disabled: number; readonly recomputed: number }>;
  /** Forgets sessions that ended, and ticks, longer ago than this. */
  forget(
    ctx: OperationContext,
    retentionMs: number,
  ): Promise<{ readonly sessions: number; readonly ticks: number }>;
}

export function createScheduleUpkeep({
  database,
  events,
  batch = 500,
  tzdata = tzdataVersion(),
}: ScheduleUpkeepDeps): ScheduleUpkeep {
  const upkeep = new UpkeepRepository(database);

  const untilNothing = async (
    ctx: OperationContext,
    work: (tx: TransactionContext) => Promise<number>,
  ): Promise<number> => {
    for (let total = 0; ;) {
      const done = await database.transact(ctx, work);
      total += done;
      if (done < batch || ctx.signal.aborted) return total;
    }
  };

  const disableExpired = async (tx: TransactionContext): Promise<number> => {
    const rows = await upkeep.disableExpired(tx, batch);
    for (const { ownerType, ownerId, ...row } of rows) {
      const facts = factsOf({ ...row, owner: { type: ownerType, id: ownerId } });
      await events.publish(tx, scheduleDisabled, { ...facts, data: { ...facts.data, reason: 'expired' } });
    }
    return rows.length;
  };

  const recompute = async (tx: TransactionContext): Promise<number> => {
    const rows = await upkeep.claimOutdated(tx, tzdata, batch);
    if (rows.length === 0) return 0;
    const cursors = rows.map(({ id, timing, jitterSeconds, after }) => ({
      id,
      ...cursorFrom(id, readTiming(timing), jitterSeconds, after),
    }));
    await upkeep.setCursors(tx, tzdata, cursors);
    return rows.length;
  };

  return {
    async autoDisable(ctx) {
      const recomputed = await untilNothing(ctx, recompute);
      return { disabled: await untilNothing(ctx, disableExpired), recomputed };
    },
    async forget(ctx, retentionMs) {
      const sessions = await untilNothing(ctx, (tx) => upkeep.forgetSessions(tx, retentionMs, batch));
      return { sessions, ticks: await untilNothing(ctx, (tx) => upkeep.forgetTicks(tx, retentionMs, batch)) };
    },
  };
}
