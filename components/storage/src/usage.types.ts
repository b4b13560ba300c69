import type { OperationContext } from '@ashlar/database';
import type { StorageDescription } from './storage.types.js';

/** What a storage holds. */
export interface StorageContents {
  readonly bytes: bigint;
  readonly objects: bigint;
  readonly countedAt: Date;
}

/** The last count, and how the next one is doing. */
export interface StorageUsageState {
  /** Undefined before the first count. */
  readonly contents: StorageContents | undefined;
  /** A count that takes several runs is under way since then. */
  readonly countingSince: Date | undefined;
  /** Why the last run counted nothing. */
  readonly errorCode: string | undefined;
}

/** One count of the past. */
export interface UsagePoint extends StorageContents {
  readonly id: string;
}

/** One page of what a storage holds. */
export interface ListedPage {
  readonly bytes: bigint;
  readonly objects: bigint;
  /** Where the next page begins; undefined after the last one. At most 2,000 characters. */
  readonly next: string | undefined;
}

/**
 * Lists what a storage holds, a page at a time; over the network, so outside of transactions.
 * @param cursor from the page before; undefined for the first one.
 * @throws {UsageListingError} when the storage cannot be listed.
 */
export type ListContents = (
  ctx: OperationContext,
  storage: StorageDescription,
  cursor: string | undefined,
) => Promise<ListedPage>;

/** How much may be asked of stores. */
export interface UsageLimits {
  /** Between two counts of a storage. */
  readonly everyMs: number;
  /** Storages in one run. */
  readonly storages: number;
  /** Pages of one storage in one run; a count goes on in the next. */
  readonly pages: number;
  /** At the same time. */
  readonly concurrency: number;
  /** After that without a sign of who counts a storage, somebody else goes on with it. */
  readonly leaseMs: number;
  /** Counts older than this are forgotten. */
  readonly keepMs: number;
}

export const usualUsageLimits: UsageLimits = {
  ...{ everyMs: 86_400_000, storages: 1_000, pages: 100, concurrency: 4 },
  leaseMs: 600_000,
  keepMs: 400 * 86_400_000,
};
