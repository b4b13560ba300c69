import type { Database, OperationContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import type { Logger } from '@ashlar/logging';
import {
  RunSystemUnavailable,
  type RunKind,
  type RunKinds,
  type RunReport,
  type RunState,
} from '@ashlar/runs';
import { CheckRepository, type DueTarget } from './checks.repository.js';
import { tellOfChanges } from './pipelines.events.js';
import { isFinal, type PipelineStatus } from './pipelines.types.js';
import { type ReportEntry, TargetRepository } from './targets.repository.js';

export interface BabysitterDeps {
  readonly database: Database;
  readonly events: Events;
  readonly kinds: RunKinds;
  readonly logger: Logger;
  /** Targets of one round. Default 100. */
  readonly batch?: number;
  /** Until others may take what this one took. Default five minutes. */
  readonly leaseMs?: number;
  /** Between two looks at one target, as a function of how many there were. Default from 10 s to 10 min. */
  readonly backoffMs?: (tries: number) => number;
}

/** Looks after targets that the worker runs, and after deadlines of all. */
export interface Babysitter {
  /**
   * Starts what is due, asks about what runs, stops what was cancelled, and ends what is past its deadline, until nothing
   * is due or `ctx` is aborted. Any number may run at once; each takes others.
   */
  run(ctx: OperationContext): Promise<BabysitterReport>;
}

export interface BabysitterReport {
  readonly looked: number;
  readonly launched: number;
  readonly ended: number;
  readonly timedOut: number;
}

const statusOf: Readonly<Record<RunState, PipelineStatus>> = {
  pending: 'pending',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  lost: 'error',
};

/** What a round found out: reports, and what needs no looking after any more. */
interface Findings {
  readonly reports: ReportEntry[];
  readonly done: Set<string>;
  launched: number;
  timedOut: number;
}

export function createBabysitter({
  database,
  events,
  kinds,
  logger,
  batch = 100,
  leaseMs = 300_000,
  backoffMs = (tries) => Math.min(10_000 * 1.5 ** (tries - 1), 600_000),
}: BabysitterDeps): Babysitter {
  const targets = new TargetRepository(database);
  const checks = new CheckRepository(database);

  const kindOf = (target: DueTarget): RunKind | undefined =>
    target.run && kinds.names.includes(target.run.kind) ? kinds.get(target.run.kind) : undefined;

  /** What the outside system does not say now is asked again later; anything else is a fault of the kind or of ours. */
  const unlessAway = async (
    what: string,
    due: readonly Pick<DueTarget, 'id'>[],
    act: () => Promise<void>,
  ): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const ids = due.map(({ id }) => id);
      if (error instanceof RunSystemUnavailable)
        logger.warn('A run system is away', { what, targets: ids.length });
      else logger.error('A run kind failed', { what, targets: ids, error });
    }
  };

  const stop = async (
    ctx: OperationContext,
    kind: RunKind | undefined,
    target: DueTarget,
  ): Promise<boolean> => {
    const { id: key, externalId, run } = target;
    if (!kind || !run || externalId === undefined) return true;
    let stopped = false;
    await unlessAway('cancel', [target], async () => {
      await kind.cancel(ctx, { key, externalId, spec: run.spec });
      stopped = true;
    });
    return stopped;
  };

  const take = ({ reports }: Findings, target: DueTarget, report: RunReport): void => {
    const lost = report.state === 'lost';
    reports.push({
      targetId: target.id,
      status: statusOf[report.state],
      rawStatus: report.raw.slice(0, 255),
      message: report.message?.slice(0, 4_000),
      system: target.system,
      externalId: report.externalId,
      links: report.links,
      startedAt: report.startedAt,
      finishedAt: report.finishedAt,
      ...(lost && { reason: 'lost' }),
    });
  };

  const launch = async (ctx: OperationContext, kind: RunKind, target: DueTarget, found: Findings) =>
    unlessAway('launch', [target], async () => {
      const request = {
        key: target.id,
        spec: target.run?.spec ?? {},
        attempt: target.attempt,
        labels: { project: target.projectId, target: target.id },
        deadline: target.deadlineAt,
      };
      const result = await kind.launch(ctx, request);
      if (result.outcome === 'launched') {
        found.launched += 1;
        take(found, target, result.report);
        return;
      }
      const message = `${result.code}: ${result.message}`.slice(0, 4_000);
      found.reports.push({ targetId: target.id, status: 'error', reason: 'refused', message });
    });

  const poll = async (ctx: OperationContext, kind: RunKind, due: readonly DueTarget[], found: Findings) => {
    for (let from = 0; from < due.length; from += kind.batch) {
      const part = due.slice(from, from + kind.batch);
      await unlessAway('poll', part, async () => {
        const reports = await kind.poll(
          ctx,
          part.map(({ id: key, externalId = '', run }) => ({ key, externalId, spec: run?.spec ?? {} })),
        );
        part.forEach((target, place) => {
          const report = reports[place];
          if (report) take(found, target, report);
        });
      });
    }
  };

  /** What can be said without asking anybody. True when that is all. */
  const settle = async (ctx: OperationContext, target: DueTarget, found: Findings): Promise<boolean> => {
    const kind = kindOf(target);
    if (isFinal(target.status)) {
      if (!target.cancelRequested || (await stop(ctx, kind, target))) found.done.add(target.id);
      // What cannot be stopped within its own deadline is left to itself.
      else if (target.pastDeadline) found.done.add(target.id);
      return true;
    }
    if (target.pastDeadline) {
      const message = `Not ended within ${target.timeoutSeconds} s`;
      found.reports.push({ targetId: target.id, status: 'error', reason: 'timeout', message });
      found.timedOut += 1;
      await stop(ctx, kind, target);
      return true;
    }
    if (!kind) return true;
    if (target.status !== 'waiting') return false;
    const failed = target.needs.some((status) => isFinal(status) && status !== 'succeeded');
    if (failed) {
      const message = 'What it uses did not succeed';
      found.reports.push({ targetId: target.id, status: 'skipped', reason: 'needs', message });
    }
    return failed || target.needs.some((status) => status !== 'succeeded');
  };

  /** What runs although its target was removed with its project. */
  const stopAbandoned = async (ctx: OperationContext): Promise<void> => {
    while (!ctx.signal.aborted) {
      const runs = await checks.claimAbandoned(ctx, { most: batch, leaseMs });
      if (runs.length === 0) return;
      const over: string[] = [];
      for (const { kind, past, ...run } of runs) {
        if (past || !kinds.names.includes(kind)) over.push(run.key);
        else {
          await unlessAway('cancel', [{ id: run.key }], async () => {
            await kinds.get(kind).cancel(ctx, run);
            over.push(run.key);
          });
        }
      }
      await checks.forgetAbandoned(ctx, over);
    }
  };

  const write = async (
    ctx: OperationContext,
    due: readonly DueTarget[],
    found: Findings,
  ): Promise<number> => {
    const outcomes = await database.transact(ctx, async (tx) => {
      const done = await targets.report(tx, found.reports, `background-jobs/${ctx.requestId}`);
      await tellOfChanges(tx, events, done);
      // Removed while it was being launched: what runs is known here alone.
      const gone = done.outcomes.flatMap(({ outcome, target_id: key }, place) => {
        const run = due.find(({ id }) => id === key)?.run;
        const externalId = found.reports[place]?.externalId;
        return outcome === 'unknown' && run && externalId !== undefined ? [{ key, ...run, externalId }] : [];
      });
      await checks.abandon(tx, gone);
      return done.outcomes;
    });
    // Cancelled while it was being launched: now it is known what to stop, at once in the next round.
    const cancelled = outcomes
      .filter(({ outcome }) => outcome === 'after-end')
      .map(({ target_id }) => target_id);
    const ended = outcomes.filter(
      ({ outcome, status }) => outcome === 'applied' && status && isFinal(status),
    );
    const over = new Set([...found.done, ...ended.map(({ target_id }) => target_id)]);
    await database.transact(ctx, async (tx) => {
      await checks.uncheck(tx, [...over]);
      const changed = new Set(
        outcomes.filter(({ outcome }) => outcome === 'applied').map(({ target_id }) => target_id),
      );
      await checks.reschedule(
        tx,
        due
          .filter(({ id }) => !over.has(id))
          .map((target) => {
            // What moves is looked at often, what stands still less and less. Others report of what has no kind.
            const tries = changed.has(target.id) ? 1 : target.tries;
            const idle = kindOf(target) ? backoffMs(tries) : Number.MAX_SAFE_INTEGER;
            const afterMs = cancelled.includes(target.id) ? 0 : Math.min(idle, 400 * 86_400_000);
            return { id: target.id, afterMs, tries };
          }),
      );
    });
    return ended.length;
  };

  return {
    async run(ctx) {
      const total = { looked: 0, launched: 0, ended: 0, timedOut: 0 };
      while (!ctx.signal.aborted) {
        const due = await checks.claim(ctx, { most: batch, leaseMs });
        if (due.length === 0) break;
        const found: Findings = { reports: [], done: new Set(), launched: 0, timedOut: 0 };
        const running = new Map<RunKind, DueTarget[]>();
        for (const target of due) {
          if (await settle(ctx, target, found)) continue;
          const kind = kindOf(target);
          if (!kind) continue;
          if (target.externalId === undefined) await launch(ctx, kind, target, found);
          else running.set(kind, [...(running.get(kind) ?? []), target]);
        }
        for (const [kind, some] of running) await poll(ctx, kind, some, found);
        total.ended += await write(ctx, due, found);
        total.looked += due.length;
        total.launched += found.launched;
        total.timedOut += found.timedOut;
      }
      await stopAbandoned(ctx);
      return total;
    },
  };
}
