import { type Database, type OperationContext, type TransactionContext, unhurried } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { CheckRecord, StorageConfig, StorageDescription } from '@ashlar/storage';
import { StorageNotFound } from '@ashlar/storage';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProbeReport } from '../checks.types.js';
import { type Probe, untried } from '../probe/probe.js';
import { type FetchValues, ValuesUnavailable } from './values.js';
import { CheckWorkRepository, type ClaimedCheck, type TurnTimes } from './work.repository.js';

export interface StorageCheckerDeps {
  readonly database: Database;
  readonly probe: Probe;
  readonly values: FetchValues;
  readonly describe: (ctx: OperationContext, id: string) => Promise<StorageDescription>;
  readonly recordCheck: (tx: TransactionContext, id: string, check: CheckRecord) => Promise<boolean>;
  /** Destroys the secrets of a test, with their keys. */
  readonly shred: (
    tx: TransactionContext,
    owner: { readonly type: 'storage'; readonly id: string },
  ) => Promise<unknown>;
  readonly logger: Logger;
  readonly settings?: Partial<CheckerSettings>;
}

export interface CheckerSettings extends TurnTimes {
  /** Tests at once; half of them may be ones that nobody asked for. */
  readonly concurrency: number;
  /** Longer than a test takes. */
  readonly leaseMs: number;
  /** Before it is looked for more, while a test is still under way. */
  readonly pollMs: number;
}

export const usualCheckerSettings: CheckerSettings = {
  ...{ concurrency: 8, leaseMs: 60_000, pollMs: 500 },
  ...{ intervalMs: 6 * 3_600_000, firstRetryMs: 300_000, lastRetryMs: 86_400_000 },
};

export interface StorageChecker {
  /** Makes all tests that were asked for or are due, and ends what nobody comes to the end of. Any number may run at once. */
  run(
    ctx: OperationContext,
  ): Promise<{ readonly made: number; readonly abandoned: number; readonly shredded: number }>;
  /** Removes tests of long ago. Answers how many. */
  forget(ctx: OperationContext, retentionMs: number): Promise<number>;
}

const enrolAtMost = 1_000;
const trialsAtMost = 100;

export function createStorageChecker(deps: StorageCheckerDeps): StorageChecker {
  const { database, probe, values, describe, recordCheck, shred, logger } = deps;
  const settings = { ...usualCheckerSettings, ...deps.settings };
  const work = new CheckWorkRepository(database);

  /** What is tried, and where it stands. */
  const subjectOf = async (
    ctx: OperationContext,
    { id, storageId, config, refs }: ClaimedCheck,
  ): Promise<{
    readonly config: StorageConfig;
    readonly version: number;
    readonly wanted: Parameters<FetchValues>[0];
  }> => {
    const purpose = 'storage-check' as const;
    if (config)
      return { config, version: 0, wanted: { purpose, config, about: 'check', id, refs: refs ?? [] } };
    const storage = await describe(ctx, storageId ?? '');
    const { config: settings, version, credentials } = storage;
    const wanted = {
      purpose,
      config: settings,
      about: 'storage',
      id: storage.id,
      refs: credentials,
    } as const;
    return { config: settings, version, wanted };
  };

  const tried = async (
    ctx: OperationContext,
    check: ClaimedCheck,
  ): Promise<{ readonly report: ProbeReport; readonly version: number }> => {
    const { intendedUse: use } = check;
    const { config, version, wanted } = await subjectOf(ctx, check);
    try {
      const credentials = await values(wanted);
      return { version, report: await probe({ config, credentials, use, signal: ctx.signal }) };
    } catch (error) {
      if (!(error instanceof ValuesUnavailable)) throw error;
      logger.warn('The credentials of a storage could not be had', { check: check.id, error });
      return { version, report: untried(use, 'CREDENTIALS_UNAVAILABLE') };
    }
  };

  const endTrial = async (tx: TransactionContext, id: string): Promise<boolean> => {
    if (!(await work.forgetTrial(tx, id))) return false;
    await shred(tx, { type: 'storage', id });
    return true;
  };

  const make = async (ctx: OperationContext, check: ClaimedCheck): Promise<boolean> => {
    try {
      const { report, version } = await tried(ctx, check);
      return await database.transact(ctx, async (tx) => {
        if (!(await work.finish(tx, check, report))) return false;
        if (check.config) await endTrial(tx, check.id);
        const { storageId } = check;
        if (storageId === null || check.reason === 'rotation') return true;
        const { status } = report;
        const { intendedUse } = check;
        if (status !== 'skip') await recordCheck(tx, storageId, { status, intendedUse, version });
        const failed = status === 'fail' || report.code === 'CREDENTIALS_UNAVAILABLE';
        await work.plan(tx, storageId, failed, settings);
        return true;
      });
    } catch (error) {
      // The next worker makes it; one that came to its end meanwhile stays as it is.
      if (ctx.signal.aborted) {
        await database.transact(unhurried(ctx), (tx) => work.giveBack(tx, check));
        return false;
      }
      if (!(error instanceof StorageNotFound))
        logger.error('A test of a storage failed', { check: check.id, error });
      return false;
    }
  };

  return {
    async run(ctx) {
      const abandoned = await database.transact(ctx, (tx) =>
        work.abandon(tx, (use) => untried(use, 'NOT_MADE')),
      );
      let shredded = 0;
      for (const id of await database.transact(ctx, (tx) => work.expiredTrials(tx, trialsAtMost))) {
        if (await database.transact(ctx, (tx) => endTrial(tx, id))) shredded += 1;
      }
      if (settings.intervalMs > 0) {
        await database.transact(ctx, (tx) =>
          work.enrol(tx, Math.min(settings.intervalMs, 3_600_000), enrolAtMost),
        );
      }
      let made = 0;
      let busy = 0;
      let due = 0;
      const dueAtMost = settings.intervalMs > 0 ? Math.max(1, Math.floor(settings.concurrency / 2)) : 0;
      const next = (): Promise<ClaimedCheck | undefined> =>
        database.transact(ctx, async (tx) => {
          const asked = await work.claim(tx, settings.leaseMs);
          return asked ?? (due < dueAtMost ? work.claimDue(tx, settings.leaseMs) : undefined);
        });
      const lane = async (): Promise<void> => {
        while (!ctx.signal.aborted) {
          const check = await next().catch((error: unknown) => {
            // Others still have to give back what they began.
            if (ctx.signal.aborted) return undefined;
            throw error;
          });
          if (!check) {
            // Whoever asks while a slow test is under way is not kept waiting for it.
            if (busy === 0) return;
            await pause(settings.pollMs, undefined, { signal: ctx.signal }).catch(() => undefined);
            continue;
          }
          busy += 1;
          due += check.reason === 'due' ? 1 : 0;
          try {
            if (await make(ctx, check)) made += 1;
          } finally {
            busy -= 1;
            due -= check.reason === 'due' ? 1 : 0;
          }
        }
      };
      await Promise.all(Array.from({ length: settings.concurrency }, lane));
      return { made, abandoned, shredded };
    },
    async forget(ctx, retentionMs) {
      const batch = 1_000;
      let total = 0;
      for (let count = batch; count === batch && !ctx.signal.aborted; total += count) {
        count = await database.transact(ctx, (tx) => work.forget(tx, retentionMs, batch));
      }
      return total;
    },
  };
}
