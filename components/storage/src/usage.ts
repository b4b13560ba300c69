import {
  type Database,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
  unhurried,
} from '@ashlar/database';
import { StorageNotFound } from './storage.errors.js';
import type { StorageDescription } from './storage.types.js';
import { type Scan, UsageRepository } from './usage.repository.js';
import {
  type ListContents,
  type StorageUsageState,
  type UsageLimits,
  type UsagePoint,
  usualUsageLimits,
} from './usage.types.js';

/** Why a storage could not be listed; the code is shown, nothing else. */
export class UsageListingError extends Error {
  override readonly name = 'UsageListingError';
  constructor(
    /** UPPER_SNAKE, at most 64 characters. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** What storages hold, as it was counted. */
export interface StorageUsageReader {
  /** Whether the caller may see the storage is asked before. */
  current(ctx: OperationContext, storageId: string): Promise<StorageUsageState>;
  /** Sorted by `counted_at`. */
  history(ctx: OperationContext, storageId: string, request: PageRequest): Promise<Page<UsagePoint>>;
}

export function createStorageUsageReader({ database }: { readonly database: Database }): StorageUsageReader {
  const usage = new UsageRepository(database);
  return {
    current: (ctx, storageId) => usage.find(ctx, storageId),
    history: (ctx, storageId, request) => usage.history(ctx, storageId, request),
  };
}

export interface UsageCollectorDeps {
  readonly database: Database;
  readonly describe: (ctx: OperationContext, id: string) => Promise<StorageDescription>;
  readonly list: ListContents;
  readonly limits?: Partial<UsageLimits>;
  /** Told of what nobody foresaw; the storage shows `COUNT_FAILED`. */
  readonly onFailure?: (storageId: string, error: unknown) => void;
}

export interface UsageCollector {
  /** One run within the limits; several at once share the work. Says how many storages were counted, and how far others are. */
  run(ctx: OperationContext): Promise<{
    readonly counted: number;
    readonly unfinished: number;
    readonly failed: number;
  }>;
  /** Removes counts of long ago. Answers how many. */
  forget(ctx: OperationContext): Promise<number>;
}

const firstRetryMs = 300_000;

type Outcome = 'counted' | 'unfinished' | 'failed';

/** For the worker: counts bytes and objects of enabled storages, page by page. */
export function createUsageCollector({
  database,
  describe,
  list,
  onFailure = () => undefined,
  limits: given = {},
}: UsageCollectorDeps): UsageCollector {
  const usage = new UsageRepository(database);
  const limits = { ...usualUsageLimits, ...given };

  /** What was counted is written down whoever gives up meanwhile; not by who lost the lease. */
  const write = async (
    ctx: OperationContext,
    outcome: Outcome,
    work: (tx: TransactionContext) => Promise<boolean>,
  ): Promise<Outcome | 'lost'> =>
    (await database.transact(unhurried(ctx), (tx) => work(tx))) ? outcome : 'lost';

  const scan = async (ctx: OperationContext, claimed: Scan): Promise<Outcome | 'lost'> => {
    let now = claimed;
    let keptAt = performance.now();
    const pause = () => write(ctx, 'unfinished', (tx) => usage.pause(tx, now));
    try {
      const storage = await describe(ctx, claimed.storageId);
      for (let page = 0; page < limits.pages && !ctx.signal.aborted; page += 1) {
        const listed = await list(ctx, storage, now.cursor);
        now = {
          ...now,
          ...{ bytes: now.bytes + listed.bytes, objects: now.objects + listed.objects, cursor: listed.next },
        };
        if (listed.next === undefined) {
          return await write(ctx, 'counted', (tx) => usage.finish(tx, now, newId(), limits.everyMs));
        }
        if (performance.now() - keptAt < limits.leaseMs / 4) continue;
        if (!(await database.transact(ctx, (tx) => usage.keep(tx, now, limits.leaseMs)))) return 'lost';
        keptAt = performance.now();
      }
      return await pause();
    } catch (error) {
      // Gone with its count.
      if (error instanceof StorageNotFound) return 'failed';
      if (ctx.signal.aborted) return pause();
      const isForeseen = error instanceof UsageListingError;
      if (!isForeseen) onFailure(claimed.storageId, error);
      const againMs = Math.min(limits.everyMs, firstRetryMs * 2 ** Math.min(claimed.failures, 20));
      const code = isForeseen ? error.code : 'COUNT_FAILED';
      return write(ctx, 'failed', (tx) => usage.fail(tx, claimed, code, againMs));
    }
  };

  return {
    async run(ctx) {
      const done = { counted: 0, unfinished: 0, failed: 0, lost: 0 };
      await database.transact(ctx, (tx) => usage.enrol(tx, limits.storages));
      const seen = new Set<string>();
      let left = limits.storages;
      const work = async (): Promise<void> => {
        while (left > 0 && !ctx.signal.aborted) {
          left -= 1;
          const [claimed] = await database.transact(ctx, (tx) => usage.claim(tx, 1, limits.leaseMs));
          if (!claimed) return;
          // What this run has paused is for the next one.
          if (seen.has(claimed.storageId)) {
            await database.transact(unhurried(ctx), (tx) => usage.pause(tx, claimed));
            return;
          }
          seen.add(claimed.storageId);
          done[await scan(ctx, claimed)] += 1;
        }
      };
      // All come to their end, and write it down, before one that could not is told of.
      const ends = await Promise.allSettled(Array.from({ length: limits.concurrency }, work));
      for (const end of ends) if (end.status === 'rejected' && !ctx.signal.aborted) throw end.reason;
      const { lost: _, ...told } = done;
      return told;
    },
    async forget(ctx) {
      const batch = 1_000;
      let total = 0;
      for (let count = batch; count === batch && !ctx.signal.aborted; total += count) {
        count = await database.transact(ctx, (tx) => usage.forget(tx, limits.keepMs, batch));
      }
      return total;
    },
  };
}
