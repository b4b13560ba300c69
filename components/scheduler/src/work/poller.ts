import { type Database, type OperationContext, unhurried } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { RunKind, RunKinds, RunReport } from '@ashlar/runs';
import { passBy, type Reached } from '../crash-points.js';
import type { Ending, Endings } from './endings.js';
import { inLanes } from './in-lanes.js';
import { requestOf, runKeyOf } from './picker.js';
import { endingFor } from './run-states.js';
import { type ClaimedSession, WorkRepository } from './work.repository.js';

export interface PollerDeps {
  readonly database: Database;
  readonly kinds: RunKinds;
  readonly endings: Endings;
  readonly logger: Logger;
  readonly reached?: Reached;
  readonly settings?: Partial<PollerSettings>;
}

export interface PollerSettings {
  /** Sessions claimed at once. */
  readonly batch: number;
  /** Requests and ends at once. */
  readonly concurrency: number;
  readonly leaseMs: number;
  /** Between two questions about a run. */
  readonly pollMs: number;
  /** A run that was asked to end and does not say that it has, is taken for cancelled after so long. */
  readonly cancelPatienceMs: number;
}

export const pollerSettings: PollerSettings = {
  batch: 1_000,
  concurrency: 8,
  leaseMs: 60_000,
  pollMs: 5_000,
  cancelPatienceMs: 60_000,
};

export interface PollReport {
  readonly polled: number;
  readonly ended: number;
}

/** Asks about runs, ends those that take too long, and writes down what became of them. */
export interface Poller {
  /** One batch. */
  step(ctx: OperationContext): Promise<PollReport>;
  /** Until every run was asked about, or the signal says stop. */
  run(ctx: OperationContext): Promise<PollReport>;
}

export function createPoller({
  database,
  kinds,
  endings,
  logger,
  reached = passBy,
  settings,
}: PollerDeps): Poller {
  const work = new WorkRepository(database);
  const { batch, concurrency, leaseMs, pollMs, cancelPatienceMs } = { ...pollerSettings, ...settings };

  const handleOf = (session: ClaimedSession) => ({
    key: runKeyOf(session),
    externalId: session.externalId ?? '',
    spec: session.runSpec,
  });

  /** Asks for the end of what was cancelled or takes too long. A run that does not answer is asked again later. */
  const stop = async (ctx: OperationContext, session: ClaimedSession): Promise<void> => {
    try {
      await kinds.get(session.runKind).cancel(ctx, handleOf(session));
    } catch (error) {
      logger.warn('A run could not be asked to end', { session_id: session.id, error });
    }
  };

  /** What a report means, together with what was asked for. */
  const endingOf = (session: ClaimedSession, report: RunReport): Ending | undefined => {
    const ending = endingFor(report);
    if (session.cancelAsked) {
      if (ending?.outcome === 'succeeded') return ending;
      if (ending) return { ...ending, outcome: 'cancelled', reason: 'asked', isFinal: true };
      const isHanging = (session.cancelAskedFor ?? 0) * 1_000 > cancelPatienceMs;
      return isHanging ? { outcome: 'cancelled', reason: 'unconfirmed', report, isFinal: true } : undefined;
    }
    if (session.isOverdue && ending?.outcome !== 'succeeded') {
      return { outcome: 'failed', reason: 'timed-out', message: 'It took longer than it may', report };
    }
    return ending;
  };

  /** Runs that have no name yet are looked for by their key; one that is not found goes on. */
  const reportsOf = async (
    ctx: OperationContext,
    kind: RunKind,
    sessions: readonly ClaimedSession[],
  ): Promise<readonly RunReport[]> => {
    const named = kind.find ? sessions.filter(({ externalId }) => externalId !== null) : sessions;
    const unnamed = sessions.filter((session) => !named.includes(session));
    const reports = named.length > 0 ? await kind.poll(ctx, named.map(handleOf)) : [];
    const found = unnamed.length > 0 ? ((await kind.find?.(ctx, unnamed.map(requestOf))) ?? []) : [];
    const byKey = new Map([...reports, ...found].map((report) => [report.key, report]));
    return sessions.map((session) => byKey.get(runKeyOf(session)) ?? unknownRun(session));
  };

  const ask = async (given: OperationContext, sessions: readonly ClaimedSession[]): Promise<number> => {
    const [first] = sessions;
    if (!first) return 0;
    const ctx = unhurried(given);
    await Promise.all(
      sessions.filter((one) => one.cancelAsked || one.isOverdue).map((one) => stop(given, one)),
    );
    let reports: readonly RunReport[];
    try {
      reports = await reportsOf(given, kinds.get(first.runKind), sessions);
    } catch (error) {
      logger.warn('Runs could not be asked about', { kind: first.runKind, runs: sessions.length, error });
      const overdue = sessions.filter(({ isOverdue, cancelAsked }) => isOverdue || cancelAsked);
      await work.putOff(ctx, sessions, pollMs, undefined);
      for (const session of overdue) {
        const ending = endingOf(session, unknownRun(session));
        if (ending) await endings.end(ctx, session, ending);
      }
      return 0;
    }
    const goingOn: { session: ClaimedSession; report: RunReport }[] = [];
    const ended: { session: ClaimedSession; ending: Ending }[] = [];
    sessions.forEach((session, index) => {
      const report = reports[index] ?? unknownRun(session);
      const ending = endingOf(session, report);
      if (ending) ended.push({ session, ending });
      else goingOn.push({ session, report });
    });
    if (goingOn.length > 0) await work.storeProgress(ctx, goingOn, pollMs);
    // Those of one schedule at once: they share a transaction.
    await inLanes(
      together(ended, ({ session }) => session.scheduleId),
      concurrency,
      async (some) => {
        await Promise.all(some.map(({ session, ending }) => endings.end(ctx, session, ending)));
        await reached('terminal-stored');
      },
    );
    return ended.length;
  };

  const step = async (ctx: OperationContext): Promise<PollReport> => {
    if (ctx.signal.aborted) return { polled: 0, ended: 0 };
    const claimed = await work.claimToPoll(ctx, batch, leaseMs);
    let ended = 0;
    await inLanes(inRequests(claimed, kinds), concurrency, async (sessions) => {
      ended += await ask(ctx, sessions);
    });
    return { polled: claimed.length, ended };
  };

  return {
    step,
    async run(ctx) {
      let total: PollReport = { polled: 0, ended: 0 };
      for (;;) {
        const { polled, ended } = await step(ctx);
        total = { polled: total.polled + polled, ended: total.ended + ended };
        if (polled < batch || ctx.signal.aborted) return total;
      }
    },
  };
}

/** Sessions of one kind together, as many as one request takes. */
function inRequests(
  sessions: readonly ClaimedSession[],
  kinds: RunKinds,
): readonly (readonly ClaimedSession[])[] {
  return together(sessions, ({ runKind }) => runKind).flatMap((some) => {
    const kind = some[0]?.runKind ?? '';
    const size = kinds.names.includes(kind) ? kinds.get(kind).batch : some.length;
    return Array.from({ length: Math.ceil(some.length / size) }, (_, index) =>
      some.slice(index * size, (index + 1) * size),
    );
  });
}

function together<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const some = byKey.get(keyOf(item));
    if (some) some.push(item);
    else byKey.set(keyOf(item), [item]);
  }
  return [...byKey.values()];
}

function unknownRun(session: ClaimedSession): RunReport {
  return { key: runKeyOf(session), state: 'running', raw: 'unknown', links: [] };
}
