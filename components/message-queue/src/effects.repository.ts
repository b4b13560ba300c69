import { type Database, type TransactionContext, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { queueName } from './queue.repository.js';

const sweepBatch = 5_000;

export interface EffectsRepository {
  /** False when a delivery of this job has taken effect before. Waits for one that is under way. */
  record(tx: TransactionContext, jobId: string, job: string): Promise<boolean>;
}

export function createEffectsRepository(database: Database): EffectsRepository {
  return {
    async record(tx, jobId, job) {
      const rows = await managerFor(tx, database).query<readonly unknown[]>(
        `insert into message_queue.effects (job_id, job) values ($1, $2) on conflict do nothing returning job_id`,
        [jobId, job],
      );
      return rows.length === 1;
    },
  };
}

/**
 * Deletes the records of jobs that took effect longer than `retentionMs` ago and of which neither outbox nor queue
 * holds a copy, so that none can be delivered again.
 * @returns how many were deleted.
 */
export async function sweepEffects({
  database,
  retentionMs,
  signal,
}: {
  readonly database: Database;
  readonly retentionMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const ctx = systemContext('sweep job effects', signal && { signal });
  let total = 0;
  for (;;) {
    const deleted = await database.transact(ctx, async (tx) => {
      const rows = await managerFor(tx, database).query<readonly { count: number }[]>(
        `with doomed as (
           select job_id from message_queue.effects effect
           where created_at < now() - make_interval(secs => $1::float8 / 1000)
             and not exists (select from message_queue.outbox where id = effect.job_id)
             and not exists (select from bullmq.job where queue = $2 and id = effect.job_id::text)
           limit $3
         ), deleted as (
           delete from message_queue.effects where job_id in (select job_id from doomed) returning 1
         )
         select count(*)::int as count from deleted`,
        [retentionMs, queueName, sweepBatch],
      );
      return rows[0]?.count ?? 0;
    });
    total += deleted;
    if (deleted < sweepBatch) return total;
  }
}
