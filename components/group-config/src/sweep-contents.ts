import { type Database, systemContext } from '@ashlar/database';
import { ContentRepository } from './contents.repository.js';

/** For the worker: removes contents that nothing refers to any longer. @returns how many went. */
export async function sweepContents({
  database,
  retentionMs,
  signal,
}: {
  readonly database: Database;
  /** Since they were needed last: longer than any transaction. */
  readonly retentionMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const contents = new ContentRepository(database);
  const ctx = systemContext('sweep of contents', signal ? { signal } : {});
  const batch = 1_000;
  for (let total = 0; ;) {
    const gone = await database.transact(ctx, (tx) => contents.sweep(tx, retentionMs / 1_000, batch));
    total += gone;
    if (gone < batch || signal?.aborted) return total;
  }
}
