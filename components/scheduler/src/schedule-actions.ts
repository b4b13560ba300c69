import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { mostCounted } from './scan/plan.js';
import { cursorFrom } from './schedule-cursor.js';
import { BackfillAhead, BackfillTooLong, ScheduleNotActive, ScheduleRefused } from './scheduler.errors.js';
import { factsOf, schedulePaused, scheduleResumed } from './scheduler.events.js';
import type { ScheduleRepository } from './schedules.repository.js';
import type { Schedule, ScheduledSession, Tick } from './schedules.types.js';
import type { SessionRepository } from './sessions.repository.js';
import { checkTiming } from './slots/check-timing.js';
import { createSlots } from './slots/slots.js';

/** Slots that one backfill makes sessions of. */
export const mostBackfilled = 1_000;

/** What can be done with a schedule besides changing it. */
export interface ScheduleActions {
  /** A session now, whatever the slots are. @throws {ScheduleNotFound} */
  runNow(ctx: OperationContext, id: string): Promise<ScheduledSession>;
  /** Slots until it is resumed are skipped. One that is paused stays so. @throws {ScheduleNotFound | ScheduleNotActive} */
  pause(ctx: OperationContext, id: string, reason: string | undefined): Promise<Schedule>;
  /** From the next slot on, and with no failures counted. @throws {ScheduleNotFound | ScheduleRefused} */
  resume(ctx: OperationContext, id: string): Promise<Schedule>;
  /**
   * Sessions for the slots from `from` to `to`, both included, that have none.
   * @returns how many there are now, and how many there were.
   * @throws {ScheduleNotFound | BackfillTooLong | BackfillAhead}
   */
  backfill(
    ctx: OperationContext,
    id: string,
    range: { readonly from: Date; readonly to: Date },
  ): Promise<{ readonly created: number; readonly existing: number }>;
}

interface ScheduleActionsDeps {
  readonly database: Database;
  readonly events: Events;
  readonly schedules: ScheduleRepository;
  readonly sessions: SessionRepository;
  readonly lock: (tx: TransactionContext, id: string) => Promise<Schedule>;
  readonly reread: (ctx: OperationContext, id: string) => Promise<Schedule>;
}

export function createScheduleActions({
  database,
  events,
  schedules,
  sessions,
  lock,
  reread,
}: ScheduleActionsDeps): ScheduleActions {
  return {
    runNow: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        await lock(tx, id);
        const now = await schedules.now(tx);
        // A slot of this very millisecond may have its session already.
        for (let later = 0; ; later += 1) {
          const slot = new Date(now.getTime() + later);
          const [made] = await sessions.add(tx, id, 'run-now', [{ id: newId(), slot }]);
          if (!made) continue;
          await schedules.addTick(tx, id, tickOf(slot, made.id, 'run-now'));
          const session = await sessions.find(tx, made.id);
          if (session) return session;
        }
      }),
    pause: (ctx, id, reason) =>
      database.transact(ctx, async (tx) => {
        const { state } = await lock(tx, id);
        if (state === 'paused') return reread(tx, id);
        if (state !== 'active') throw notIn(state, 'Only an active schedule can be paused');
        await schedules.setState(tx, id, 'any', 'paused', reason);
        const schedule = await reread(tx, id);
        const facts = factsOf(schedule);
        await events.publish(tx, schedulePaused, {
          ...facts,
          data: { ...facts.data, ...(reason !== undefined && { reason }) },
        });
        return schedule;
      }),
    resume: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        const before = await lock(tx, id);
        const { state, timing, jitterSeconds, nextSlot } = before;
        if (state === 'active') return before;
        const now = await schedules.now(tx);
        const faults = checkTiming(timing, now);
        if (faults.length > 0)
          throw new ScheduleRefused(faults[0]?.message ?? '', { details: { errors: faults } });
        if (nextSlot && nextSlot <= now) {
          const missed = createSlots(timing).list(new Date(nextSlot.getTime() - 1), mostCounted, now);
          await schedules.addTick(tx, id, {
            ...{ id: newId(), slot: nextSlot, lastSlot: missed.at(-1) ?? nextSlot },
            ...{ slots: Math.max(1, missed.length), outcome: 'skipped', reason: state, sessionId: undefined },
          });
        }
        const cursor = cursorFrom(id, timing, jitterSeconds, now);
        await schedules.setState(tx, id, 'any', 'active', undefined, cursor);
        const schedule = await reread(tx, id);
        await events.publish(tx, scheduleResumed, factsOf(schedule));
        return schedule;
      }),
    backfill: (ctx, id, { from, to }) =>
      database.transact(ctx, async (tx) => {
        const { timing } = await lock(tx, id);
        const now = await schedules.now(tx);
        if (to > now) {
          throw new BackfillAhead('The range ends in the future', { details: { now: now.toISOString() } });
        }
        const slots = createSlots(timing).list(new Date(from.getTime() - 1), mostBackfilled + 1, to);
        if (slots.length > mostBackfilled) {
          throw new BackfillTooLong(`The range has more than ${mostBackfilled} slots`, {
            details: { most: mostBackfilled },
          });
        }
        const made = await sessions.add(
          tx,
          id,
          'backfill',
          slots.map((slot) => ({ id: newId(), slot })),
        );
        for (const { id: sessionId, slot } of made) {
          await schedules.addTick(tx, id, tickOf(slot, sessionId, 'backfill'));
        }
        return { created: made.length, existing: slots.length - made.length };
      }),
  };
}

function tickOf(slot: Date, sessionId: string, reason: string): Omit<Tick, 'createdAt'> {
  return { id: newId(), slot, lastSlot: slot, slots: 1, outcome: 'created', reason, sessionId };
}

function notIn(state: string, message: string): Error {
  return new ScheduleNotActive(message, { details: { state } });
}
