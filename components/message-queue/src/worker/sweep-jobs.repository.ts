import { type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

const sweepBatch = 5_000;

/**
 * Deletes the records of jobs that took effect longer than `effectsRetentionMs` ago and, with `failedRetentionMs`,
 * the jobs that were given up or cancelled longer ago than that.
 * @returns how many were deleted.
 */
export async function sweepJobs({
  database,
  effectsRetentionMs,
  failedRetentionMs,
  signal,
}: {
  readonly database: Database;
  readonly effectsRetentionMs: number;
  readonly failedRetentionMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const ctx = systemContext('sweep jobs', signal && { signal });
  const sweep = async (doomed: string, retentionMs: number): Promise<number> => {
    let total = 0;
    for (;;) {
      const deleted = await database.transact(ctx, async (tx) => {
        const rows = await managerFor(tx, database).query<readonly { count: number }[]>(doomed, [
          retentionMs,
          sweepBatch,
        ]);
        return rows[0]?.count ?? 0;
      });
      total += deleted;
      if (deleted < sweepBatch) return total;
    }
  };
  return (await sweep(oldEffects, effectsRetentionMs)) + (await sweep(oldFailures, failedRetentionMs));
}

// While its row is in the outbox a job may be delivered, and then its record must be there.
const oldEffects = `
with doomed as (
  select job_id from message_queue.effects effect
  where created_at < now() - make_interval(secs => $1::float8 / 1000)
    and not exists (select from message_queue.outbox where id = effect.job_id)
  limit $2
), deleted as (
  delete from message_queue.effects where job_id in (select job_id from doomed) returning 1
)
select count(*)::int as count from deleted`;

const oldFailures = `
with doomed as (
  select id from message_queue.outbox
  where state in ('failed', 'cancelled') and ended_at < now() - make_interval(secs => $1::float8 / 1000)
  limit $2
), deleted as (
  delete from message_queue.outbox where id in (select id from doomed) returning 1
)
select count(*)::int as count from deleted`;
