import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
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

/** Ends sessions, or has them tried again: everything that follows from an end is in its transaction. */
export interface Endings {
  /** @returns false when another has the session by now, or it has ended. */
  end(
    ctx: OperationContext,
    session: Pick<ClaimedSession, 'id' | 'fence' | 'scheduleId' | 'attempt' | 'cancelAsked'>,
    ending: Ending,
  ): Promise<boolean>;
}

/** Attempts are put off by no more than this. */
const longestDelaySeconds = 86_400;

export function createEndings({ database, events, quota }: EndingsDeps): Endings {
  const work = new WorkRepository(database);

  const tell = async (
    tx: TransactionContext,
    scheduleId: string,
    sessionId: string,
    schedule: EndingSchedule,
    ended: Ended,
    { outcome, reason, message }: Ending,
  ): Promise<void> => {
    const owner = { type: schedule.ownerType, id: schedule.ownerId };
    const { data, domainId } = factsOf({ id: scheduleId, ...schedule, owner });
    await events.publish(tx, sessionFinished, {
      id: sessionId,
      domainId,
      data: {
        ...data,
        ...{ session_id: sessionId, slot: ended.slot.toISOString(), outcome, attempts: ended.attempt },
        ...(reason !== undefined && { reason: reason.slice(0, 200) }),
      },
    });
    const { emails, on } = schedule.notify;
    if (emails.length === 0 || !on.includes(outcome)) return;
    await work.addMail(tx, {
      id: newId(),
      recipients: emails,
      subject: `${oneLine(schedule.name)}: ${outcome}`,
      body: mailBody(scheduleId, sessionId, schedule, ended, { outcome, reason, message }),
    });
  };

  return {
    end: (ctx, session, ending) =>
      database.transact(ctx, async (tx) => {
        const schedule = await work.lockSchedule(tx, session.scheduleId);
        if (!schedule) return false;
        const { outcome, reason, message, report, isFinal = false } = ending;
        const triesAgain =
          outcome === 'failed' && !isFinal && !session.cancelAsked && session.attempt < schedule.maxAttempts;
        if (triesAgain) {
          const delay = schedule.retryDelaySeconds * schedule.retryFactor ** (session.attempt - 1);
          return work.again(tx, session, {
            ...{ reason: reason ?? 'failed', message },
            delaySeconds: Math.min(longestDelaySeconds, delay),
          });
        }
        const ended = await work.end(tx, session, { state: outcome, reason, message, report });
        if (!ended) return false;
        if (outcome === 'failed' || outcome === 'succeeded') {
          const isDisabled = await work.countOutcome(tx, session.scheduleId, outcome === 'failed');
          if (isDisabled) {
            const owner = { type: schedule.ownerType, id: schedule.ownerId };
            const facts = factsOf({ id: session.scheduleId, ...schedule, owner });
            await events.publish(tx, scheduleDisabled, {
              ...facts,
              data: { ...facts.data, reason: 'failures' },
            });
          }
        }
        await tell(tx, session.scheduleId, session.id, schedule, ended, ending);
        await work.release(tx, session.scheduleId);
        // Last: it locks the owner's counter. What never ran counts for nothing.
        if (ended.holdId !== null && ended.externalId === null) await quota?.giveBack(tx, ended.holdId);
        return true;
      }),
  };
}

function mailBody(
  scheduleId: string,
  sessionId: string,
  schedule: EndingSchedule,
  { slot, attempt }: Ended,
  { outcome, reason, message }: Ending,
): string {
  return [
    `Schedule: ${oneLine(schedule.name)} (${scheduleId})`,
    `Session: ${sessionId}`,
    `Slot: ${slot.toISOString()}`,
    `Outcome: ${outcome}${reason === undefined ? '' : ` (${reason})`} after ${attempt} attempt(s)`,
    ...(message === undefined ? [] : ['', message]),
    '',
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
