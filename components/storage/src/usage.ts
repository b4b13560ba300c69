import { type Database, newId, type OperationContext, type Page, type PageRequest } from '@ashlar/database';
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

const leaseMs = 600_000;
const firstRetryMs = 300_000;

/** For the worker: counts bytes and objects of enabled storages, page by page. */
export function createUsageCollector({
  database,
  describe,
  list,
  limits: given = {},
}: UsageCollectorDeps): UsageCollector {
  const usage = new UsageRepository(database);
  const limits = { ...usualUsageLimits, ...given };

  const scan = async (ctx: OperationContext, claimed: Scan): Promise<'counted' | 'unfinished' | 'failed'> => {
    const { storageId } = claimed;
    let { cursor, bytes, objects } = claimed;
    try {
      const storage = await describe(ctx, storageId);
      for (let page = 0; page < limits.pages && !ctx.signal.aborted; page += 1) {
        const listed = await list(ctx, storage, cursor);
        bytes += listed.bytes;
        objects += listed.objects;
        cursor = listed.next;
        if (cursor !== undefined) continue;
        const done = { ...claimed, bytes, objects };
        await database.transact(ctx, (tx) => usage.finish(tx, done, newId(), limits.everyMs));
        return 'counted';
      }
      await database.transact(ctx, (tx) => usage.pause(tx, { ...claimed, cursor, bytes, objects }));
      return 'unfinished';
    } catch (error) {
      // Gone with its count.
      if (error instanceof StorageNotFound) return 'failed';
      if (!(error instanceof UsageListingError)) throw error;
      const againMs = Math.min(limits.everyMs, firstRetryMs * 2 ** Math.min(claimed.failures, 20));
      await database.transact(ctx, (tx) => usage.fail(tx, storageId, error.code, againMs));
      return 'failed';
    }
  };

  return {
    async run(ctx) {
      const done = { counted: 0, unfinished: 0, failed: 0 };
      await database.transact(ctx, (tx) => usage.enrol(tx, limits.storages));
      const seen = new Set<string>();
      let left = limits.storages;
      const work = async (): Promise<void> => {
        while (left > 0 && !ctx.signal.aborted) {
          left -= 1;
          const [claimed] = await database.transact(ctx, (tx) => usage.claim(tx, 1, leaseMs));
          if (!claimed) return;
          // What this run has paused is for the next one.
          if (seen.has(claimed.storageId)) {
            await database.transact(ctx, (tx) => usage.pause(tx, claimed));
            return;
          }
          seen.add(claimed.storageId);
          done[await scan(ctx, claimed)] += 1;
        }
      };
      await Promise.all(Array.from({ length: limits.concurrency }, work));
      return done;
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
