import {
  combine,
  type Database,
  newId,
  type OperationContext,
  type TransactionContext,
} from '@ashlar/database';
import type { Events } from '@ashlar/events';
import type { RunReport } from '@ashlar/runs';
import { factsOf, scheduleDisabled, sessionFinished } from '../scheduler.events.js';
import type { Outcome } from '../schedules.types.js';
import type { SessionQuota } from './session-quota.js';
import { type ClaimedSession, type Ended, type EndingSchedule, WorkRepository } from './work.repository.js';

export interface Ending {
  readonly outcome: Outcome;
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  readonly report?: RunReport | undefined;
  /** Trying again cannot help, or is not wanted. */
  readonly isFinal?: boolean;
}

export interface EndingsDeps {
  readonly database: Database;
  readonly events: Events;
  readonly quota?: SessionQuota | undefined;
}

type EndingSession = Pick<ClaimedSession, 'id' | 'fence' | 'scheduleId' | 'attempt' | 'cancelAsked'>;

/**
 * Ends sessions, or has them tried again: everything that follows from an end is in its transaction. Sessions of one
 * schedule that end at the same time share one, since each end locks the schedule.
 */
export interface Endings {
  /**
   * @param ctx not of a transaction: others may end in the same.
   * @returns false when another has the session by now, or it has ended.
   */
  end(ctx: OperationContext, session: EndingSession, ending: Ending): Promise<boolean>;
}

interface Asked {
  readonly ctx: OperationContext;
  readonly session: EndingSession;
  readonly ending: Ending;
}

/** The ends of one schedule, one transaction after another. */
interface Line {
  open: number;
  readonly end: (asked: Asked) => Promise<boolean>;
}

/** Ends in one transaction. */
const mostTogether = 100;

/** Attempts are put off by no more than this. */
const longestDelaySeconds = 86_400;

export function createEndings({ database, events, quota }: EndingsDeps): Endings {
  const work = new WorkRepository(database);
  const lines = new Map<string, Line>();

  const tell = async (
    tx: TransactionContext,
    scheduleId: string,
    schedule: EndingSchedule,
    ended: Ended,
    { outcome, reason, message }: Ending,
  ): Promise<void> => {
    const owner = { type: schedule.ownerType, id: schedule.ownerId };
    const { data, domainId } = factsOf({ id: scheduleId, ...schedule, owner });
    await events.publish(tx, sessionFinished, {
      id: ended.id,
      domainId,
      data: {
        ...data,
        ...{ session_id: ended.id, slot: ended.slot.toISOString(), outcome, attempts: ended.attempt },
        ...(reason !== undefined && { reason: reason.slice(0, 200) }),
      },
    });
    const { emails, on } = schedule.notify;
    if (emails.length === 0 || !on.includes(outcome)) return;
    await work.addMail(tx, {
      id: newId(),
      recipients: emails,
      subject: `${oneLine(schedule.name)}: ${outcome}`,
      body: mailBody(scheduleId, schedule, ended, { outcome, reason, message }),
    });
  };

  const disable = async (
    tx: TransactionContext,
    scheduleId: string,
    schedule: EndingSchedule,
  ): Promise<void> => {
    const owner = { type: schedule.ownerType, id: schedule.ownerId };
    const facts = factsOf({ id: scheduleId, ...schedule, owner });
    await events.publish(tx, scheduleDisabled, { ...facts, data: { ...facts.data, reason: 'failures' } });
  };

  /** Failures in a row, in the order in which the sessions have ended. */
  const count = async (
    tx: TransactionContext,
    scheduleId: string,
    schedule: EndingSchedule,
    outcomes: readonly Outcome[],
  ): Promise<void> => {
    let { failures } = schedule;
    let most = 0;
    for (const outcome of outcomes) {
      if (outcome === 'succeeded') failures = 0;
      if (outcome === 'failed') failures += 1;
      if (outcome === 'failed') most = Math.max(most, failures);
    }
    const disables = schedule.isActive && schedule.maxFailures !== null && most >= schedule.maxFailures;
    if (failures === schedule.failures && !disables) return;
    await work.countFailures(tx, scheduleId, failures, disables);
    if (disables) await disable(tx, scheduleId, schedule);
  };

  /** @returns whether the session waits for another attempt; undefined when it gets none. */
  const tryAgain = async (
    tx: TransactionContext,
    schedule: EndingSchedule,
    { session, ending }: Asked,
  ): Promise<boolean | undefined> => {
    const { outcome, reason, message, isFinal = false } = ending;
    const triesAgain =
      outcome === 'failed' && !isFinal && !session.cancelAsked && session.attempt < schedule.maxAttempts;
    if (!triesAgain) return undefined;
    const delay = schedule.retryDelaySeconds * schedule.retryFactor ** (session.attempt - 1);
    const delaySeconds = Math.min(longestDelaySeconds, delay);
    return work.again(tx, session, { reason: reason ?? 'failed', message, delaySeconds });
  };

  /** All that follows from ends of one schedule's sessions. */
  const endAll = async (
    tx: TransactionContext,
    scheduleId: string,
    asked: readonly Asked[],
  ): Promise<readonly boolean[]> => {
    const schedule = await work.lockSchedule(tx, scheduleId);
    if (!schedule) return asked.map(() => false);
    const done = new Map<Asked, boolean>();
    const last: Asked[] = [];
    for (const one of asked) {
      const waits = await tryAgain(tx, schedule, one);
      if (waits === undefined) last.push(one);
      else done.set(one, waits);
    }
    if (last.length === 0) return asked.map((one) => done.get(one) ?? false);

    const rows = await work.end(
      tx,
      last.map(({ session, ending: { outcome, reason, message, report } }) => {
        return { session, state: outcome, reason, message, report };
      }),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const ended = last.flatMap((one) => {
      const row = byId.get(one.session.id);
      return row ? [{ one, row }] : [];
    });
    if (ended.length > 0) {
      const outcomes = ended.map(({ one }) => one.ending.outcome);
      await count(tx, scheduleId, schedule, outcomes);
      for (const { one, row } of ended) {
        done.set(one, true);
        await tell(tx, scheduleId, schedule, row, one.ending);
      }
      await work.release(tx, scheduleId);
      // Last: it locks the owner's counter. What never ran counts for nothing.
      for (const { row } of ended) {
        if (row.holdId !== null && row.externalId === null) await quota?.giveBack(tx, row.holdId);
      }
    }
    return asked.map((one) => done.get(one) ?? false);
  };

  const lineOf = (scheduleId: string): Line => {
    const line = lines.get(scheduleId) ?? {
      open: 0,
      end: combine<Asked, boolean>(
        ([first, ...others]) =>
          first
            ? database.transact(first.ctx, (tx) => endAll(tx, scheduleId, [first, ...others]))
            : Promise.resolve([]),
        { atMost: mostTogether, lanes: 1, apart: ({ session }) => session.id },
      ),
    };
    lines.set(scheduleId, line);
    return line;
  };

  return {
    async end(ctx, session, ending) {
      const line = lineOf(session.scheduleId);
      line.open += 1;
      try {
        return await line.end({ ctx, session, ending });
      } finally {
        line.open -= 1;
        if (line.open === 0) lines.delete(session.scheduleId);
      }
    },
  };
}

function mailBody(
  scheduleId: string,
  schedule: EndingSchedule,
  { id, slot, attempt }: Ended,
  { outcome, reason, message }: Ending,
): string {
  return [
    `Schedule: ${oneLine(schedule.name)} (${scheduleId})`,
    `Session: ${id}`,
    `Slot: ${slot.toISOString()}`,
    `Outcome: ${outcome}${reason === undefined ? '' : ` (${reason})`} after ${attempt} attempt(s)`,
    ...(message === undefined ? [] : ['', message]),
    '',
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
