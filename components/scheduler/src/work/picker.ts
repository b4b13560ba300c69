import { type Database, type OperationContext, unhurried } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { LaunchResult, RunKinds, RunReport, RunRequest } from '@ashlar/runs';
import { passBy, type Reached } from '../crash-points.js';
import type { Endings } from './endings.js';
import { inLanes } from './in-lanes.js';
import { endingFor } from './run-states.js';
import type { SessionQuota } from './session-quota.js';
import { type ClaimedSession, WorkRepository } from './work.repository.js';

export interface PickerDeps {
  readonly database: Database;
  readonly kinds: RunKinds;
  readonly endings: Endings;
  readonly logger: Logger;
  /** Absent: nothing limits how many sessions there are. */
  readonly quota?: SessionQuota | undefined;
  readonly reached?: Reached;
  readonly settings?: Partial<PickerSettings>;
}

export interface PickerSettings {
  /** Sessions claimed at once. */
  readonly batch: number;
  /** Launches at once. */
  readonly concurrency: number;
  /** How long a claim lasts: after that another process takes the session over. */
  readonly leaseMs: number;
  /** Before a launch without an answer is asked for again; longer from time to time. */
  readonly againMs: number;
  /**
   * For so long launches are begun while a session is launching: without an answer it then waits again, and is launched
   * under the same key. A launch may take as long as its kind says, so this and that are how long a session is launching.
   */
  readonly launchingMs: number;
  /** After so long without an answer the attempt has failed. */
  readonly patienceMs: number;
  /** Before a run is asked about for the first time. */
  readonly pollMs: number;
}

export const pickerSettings: PickerSettings = {
  batch: 100,
  concurrency: 16,
  leaseMs: 30_000,
  againMs: 2_000,
  launchingMs: 25_000,
  patienceMs: 600_000,
  pollMs: 1_000,
};

export interface PickReport {
  readonly picked: number;
  readonly launched: number;
}

/** Launches sessions. Any number of pickers may work at once. */
export interface Picker {
  /** One batch. */
  step(ctx: OperationContext): Promise<PickReport>;
  /** Until nothing waits for its launch, or the signal says stop. */
  run(ctx: OperationContext): Promise<PickReport>;
}

/** One run per session and attempt, however often it is asked for. */
export function runKeyOf({ id, attempt }: { readonly id: string; readonly attempt: number }): string {
  return `${id}-${attempt}`;
}

/** A session that is launching, and when it was read, by the clock that only goes forward. */
interface Turn {
  readonly session: ClaimedSession;
  readonly since: number;
}

/** Milliseconds since the launch was begun, whoever began it. */
function launchingFor({ session, since }: Turn): number {
  return (session.launchingFor ?? 0) * 1_000 + performance.now() - since;
}

/** What is asked of a kind for a session. */
export function requestOf(session: ClaimedSession): RunRequest {
  const { id, scheduleId, runSpec: spec, attempt, deadlineAt } = session;
  const labels = { schedule_id: scheduleId, session_id: id };
  return { key: runKeyOf(session), spec, attempt, labels, ...(deadlineAt && { deadline: deadlineAt }) };
}

export function createPicker({
  database,
  kinds,
  endings,
  logger,
  quota,
  reached = passBy,
  settings,
}: PickerDeps): Picker {
  const work = new WorkRepository(database);
  const { batch, concurrency, leaseMs, againMs, launchingMs, patienceMs, pollMs } = {
    ...pickerSettings,
    ...settings,
  };

  /** Sessions that may be launched now: with a hold, where there are quotas, and with the attempt written down. */
  const begin = async (
    given: OperationContext,
    sessions: readonly ClaimedSession[],
  ): Promise<readonly ClaimedSession[]> => {
    const ctx = unhurried(given);
    const entries: { session: ClaimedSession; holdId: string | undefined }[] = [];
    // At once, not one after another: holds that are asked for together share a statement.
    await inLanes(sessions, concurrency, async (session) => {
      if (given.signal.aborted) {
        await work.takeBack(ctx, [session], 0, undefined);
        return;
      }
      // What was asked for once may run by now: it is found first, and ended then.
      if (session.cancelAsked && session.askedFor === null) {
        await endings.end(ctx, session, { outcome: 'cancelled', isFinal: true });
        return;
      }
      if (!quota || session.holdId !== null) {
        entries.push({ session, holdId: undefined });
        return;
      }
      const owner = { type: session.ownerType, id: session.ownerId };
      const held = await quota.hold(ctx, owner, `session:${runKeyOf(session)}`);
      if ('holdId' in held) entries.push({ session, holdId: held.holdId });
      else {
        await endings.end(ctx, session, { outcome: 'skipped', reason: 'quota', message: held.refused });
      }
    });
    if (entries.length === 0) return [];
    const begun = await work.beginLaunch(
      ctx,
      entries.map(({ session: { id, fence }, holdId }) => ({ id, fence, holdId })),
    );
    return entries.flatMap(({ session, holdId }): readonly ClaimedSession[] => {
      const deadlineAt = begun.get(session.id);
      if (deadlineAt === undefined) return [];
      const attempt = session.attempt + 1;
      const launching = { state: 'launching', launchingFor: null } as const;
      return [{ ...session, ...launching, attempt, deadlineAt, holdId: holdId ?? session.holdId }];
    });
  };

  const store = async (ctx: OperationContext, session: ClaimedSession, report: RunReport): Promise<void> => {
    const ending = endingFor(report);
    // What has ended by now takes the arrow to running as well, so that the run has a name whatever happens next.
    const isOurs = await database.transact(ctx, async (tx) => {
      if (!(await work.storeRun(tx, session, report, ending ? leaseMs : pollMs))) return false;
      const owner = { type: session.ownerType, id: session.ownerId };
      if (quota && session.holdId !== null) await quota.use(tx, owner, session.holdId);
      return true;
    });
    if (!isOurs) return;
    await reached('run-id-stored');
    if (!ending) return;
    await endings.end(ctx, session, ending);
    await reached('terminal-stored');
  };

  /** A launch without an answer may have happened: nothing is forgotten, and the same key is asked for again. */
  const hadNoAnswer = async (ctx: OperationContext, turn: Turn, error: unknown): Promise<void> => {
    const { session } = turn;
    const message = error instanceof Error ? error.message : String(error);
    logger.warn('A launch has no answer', { session_id: session.id, attempt: session.attempt, error });
    if ((session.askedFor ?? 0) * 1_000 >= patienceMs) {
      await endings.end(ctx, session, { outcome: 'failed', reason: 'no-answer', message });
      return;
    }
    const laterMs = againMs * (1 + launchingFor(turn) / launchingMs);
    if (launchingFor(turn) + laterMs < launchingMs) await work.putOff(ctx, [session], laterMs, message);
    else await work.takeBack(ctx, [{ ...session, askedFor: 0 }], laterMs, message);
  };

  const launch = async (given: OperationContext, turn: Turn): Promise<boolean> => {
    const ctx = unhurried(given);
    const { session } = turn;
    let result: LaunchResult;
    try {
      result = await kinds.get(session.runKind).launch(given, requestOf(session));
    } catch (error) {
      await hadNoAnswer(ctx, turn, error);
      return false;
    }
    await reached('run-launched');
    if (result.outcome === 'refused') {
      const { code, message } = result;
      await endings.end(ctx, session, { outcome: 'failed', reason: code, message, isFinal: true });
      await reached('terminal-stored');
      return false;
    }
    await store(ctx, session, result.report);
    return true;
  };

  /** Of sessions whose launch had no answer, those whose run is there by its key: many in one question. */
  const findRuns = async (
    ctx: OperationContext,
    sessions: readonly ClaimedSession[],
  ): Promise<ReadonlyMap<string, RunReport>> => {
    const found = new Map<string, RunReport>();
    for (const name of new Set(sessions.map(({ runKind }) => runKind))) {
      const kind = kinds.names.includes(name) ? kinds.get(name) : undefined;
      const some = sessions.filter(({ runKind }) => runKind === name);
      try {
        const reports = (await kind?.find?.(ctx, some.map(requestOf))) ?? [];
        for (const report of reports) if (report.externalId !== undefined) found.set(report.key, report);
      } catch (error) {
        // Each of them is asked about once more by its launch.
        logger.warn('Runs could not be looked for', { kind: name, runs: some.length, error });
      }
    }
    return found;
  };

  const step = async (given: OperationContext): Promise<PickReport> => {
    if (given.signal.aborted) return { picked: 0, launched: 0 };
    const ctx = unhurried(given);
    const claimed = await work.claimToLaunch(ctx, batch, leaseMs);
    if (claimed.length === 0) return { picked: 0, launched: 0 };
    await reached('session-claimed');
    const fresh = await begin(
      given,
      claimed.filter(({ state }) => state === 'claimed'),
    );
    await reached('tag-written');
    const since = performance.now();
    const left = claimed.filter(({ state }) => state === 'launching');
    const found = await findRuns(given, left);
    let launched = 0;
    await inLanes([...left, ...fresh], concurrency, async (session) => {
      const report = found.get(runKeyOf(session));
      if (report) {
        await store(ctx, session, report);
        launched += 1;
        return;
      }
      const turn = { session, since };
      // Its turn came late, or it has been launching for long: somebody else may take it right away.
      const isLate = given.signal.aborted || performance.now() - since > launchingMs / 2;
      if (isLate || launchingFor(turn) >= launchingMs) await work.takeBack(ctx, [session], 0, undefined);
      else if (await launch(given, turn)) launched += 1;
    });
    return { picked: claimed.length, launched };
  };

  return {
    step,
    async run(ctx) {
      let total: PickReport = { picked: 0, launched: 0 };
      for (;;) {
        const { picked, launched } = await step(ctx);
        total = { picked: total.picked + picked, launched: total.launched + launched };
        if (picked === 0 || ctx.signal.aborted) return total;
      }
    },
  };
}
