import { type Database, systemContext } from '@ashlar/database';
import { createLaunches } from './launches.repository.js';

const sweepBatch = 5_000;

/**
 * Forgets launches made longer than `retentionMs` ago. A key that is forgotten could be launched again: keep them for
 * longer than anybody may ask for the same run.
 * @returns how many.
 */
export async function sweepLaunches({
  database,
  retentionMs,
  signal,
}: {
  readonly database: Database;
  readonly retentionMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const launches = createLaunches({ database });
  const ctx = systemContext('sweep launches', signal && { signal });
  for (let total = 0; ;) {
    const deleted = await database.transact(ctx, (tx) => launches.sweep(tx, retentionMs, sweepBatch));
    total += deleted;
    if (deleted < sweepBatch) return total;
  }
}
