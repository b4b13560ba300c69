import type { Database } from '@ashlar/database';
import type { JobDefinition, Jobs } from './jobs.types.js';
import type { BatchWriter } from './write-buffer.types.js';

export interface SpillOptions<T, P extends object> {
  readonly database: Database;
  readonly jobs: Jobs;
  /** Its handler writes the batch. */
  readonly job: JobDefinition<P>;
  readonly payloadOf: (items: readonly T[], key: string) => P;
}

/**
 * The durable mode of a buffer: a batch is not written but committed as one job, which then takes effect once, whatever
 * crashes. Whoever waits for an item knows that it will be written; batches of one key may be written in another order.
 */
export function spillToOutbox<T, P extends object>({
  database,
  jobs,
  job,
  payloadOf,
}: SpillOptions<T, P>): BatchWriter<T> {
  return (ctx, items, key) =>
    database.transact(ctx, async (tx) => {
      await jobs.enqueue(tx, job, payloadOf(items, key));
    });
}
