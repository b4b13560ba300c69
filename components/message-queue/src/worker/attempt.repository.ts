import { type Database, systemContext, type TransactionContext } from '@ashlar/database';
import { isUntouched, managerFor, namedQuery } from '@ashlar/database/persistence';
import { outboxChannel } from '../outbox-writer.repository.js';

/** The right to finish a job: of all deliveries only the one with the newest fence has it, and only while it lasts. */
export interface Claim {
  readonly id: string;
  readonly fence: number;
}

export interface LostClaim extends Claim {
  readonly cancelled: boolean;
}

/** What becomes of a job whose attempt brought nothing. */
export interface Setback {
  readonly state: 'waiting' | 'delayed' | 'failed';
  /** Whether the attempt counts. */
  readonly counts: boolean;
  readonly pauseMs: number;
  readonly error: string | null;
}

export interface AttemptRepository {
  /** Whether the job still is to be done by this delivery, has been done, or is no longer its business. */
  standing(tx: TransactionContext, claim: Claim): Promise<'open' | 'done' | 'gone'>;
  /**
   * Ends the job and records that it took effect, with the handler's writes.
   * @returns false when another delivery has done so, or the job was cancelled or handed over anew.
   */
  complete(tx: TransactionContext, claim: Claim): Promise<boolean>;
  /** Whether the handler has left nothing to commit, so that `completeMany` may end its job. */
  hasNothing(tx: TransactionContext): boolean;
  /** Ends jobs whose handlers have written nothing. @returns the ids of those that this has done. */
  completeMany(claims: readonly Claim[]): Promise<readonly string[]>;
  /** Ends a job that had taken effect before, such as one whose row came back with a copy of the database. */
  forget(claim: Claim): Promise<void>;
  /**
   * @param failedBefore attempts, where nothing else tells two apart who had the job at once.
   * @returns false when another has finished the job, or has set it back.
   */
  setBack(claim: Claim, setback: Setback, failedBefore?: number): Promise<boolean>;
  /** Of these claims those that have lost their right. */
  lost(claims: readonly Claim[]): Promise<readonly LostClaim[]>;
  progress(claim: Claim, share: number): Promise<void>;
}

const longestError = 2_000;

const record = `
recorded as (
  insert into message_queue.effects (job_id, job) select id, job from ended
  on conflict do nothing returning job_id
)
select id, case when concurrency_key is not null then pg_notify($3, '') end
from ended join recorded on job_id = id`;

const complete = `
with ended as (
  delete from message_queue.outbox where id = $1 and fence = $2 and state = 'handed'
  returning id, job, concurrency_key
), ${record}`;

const completeMany = `
with ended as (
  delete from message_queue.outbox o using unnest($1::uuid[], $2::int[]) as claim (id, fence)
  where o.id = claim.id and o.fence = claim.fence and o.state = 'handed'
  returning o.id, o.job, o.concurrency_key
), ${record}`;

export function createAttemptRepository(database: Database): AttemptRepository {
  const alone = systemContext('attend to jobs');
  return {
    async standing(tx, { id, fence }) {
      const [row] = await managerFor(tx, database).query<readonly { readonly done: boolean }[]>(
        `select exists (select from message_queue.effects where job_id = $1) as done
         from message_queue.outbox where id = $1 and fence = $2 and state = 'handed'`,
        [id, fence],
      );
      if (!row) return 'gone';
      if (!row.done) return 'open';
      await managerFor(tx, database).query('delete from message_queue.outbox where id = $1', [id]);
      return 'done';
    },
    async complete(tx, { id, fence }) {
      const rows = await namedQuery(tx, database, {
        name: 'message-queue.complete',
        text: complete,
        values: [id, fence, outboxChannel],
      });
      return rows.length === 1;
    },
    hasNothing: isUntouched,
    completeMany: (claims) =>
      database.transact(
        alone,
        async (tx) => {
          const values = [claims.map(({ id }) => id), claims.map(({ fence }) => fence), outboxChannel];
          const statement = { name: 'message-queue.complete-many', text: completeMany, values };
          const rows = await namedQuery<{ readonly id: string }>(tx, database, statement);
          return rows.map(({ id }) => id);
        },
        // What had ended although the answer was lost counts as a duplicate, and that is all that comes of it.
        { idempotent: true },
      ),
    async forget({ id }) {
      await managerFor(alone, database).query(
        `delete from message_queue.outbox where id = $1
           and exists (select from message_queue.effects where job_id = $1)`,
        [id],
      );
    },
    async setBack({ id, fence }, { state, counts, pauseMs, error }, failedBefore) {
      const rows = await managerFor(alone, database).query<readonly object[]>(
        `with moved as (
           update message_queue.outbox set state = $3, attempts = attempts + $4::int,
             ready_at = clock_timestamp() + make_interval(secs => $5::float8 / 1000), last_error = left($6, ${longestError}),
             ended_at = case when $3 = 'failed' then clock_timestamp() end, handed_at = null, progress = null
           where id = $1 and fence = $2 and state in ('handed', 'waiting') and ($8::int is null or attempts = $8)
           returning concurrency_key, state
         )
         select case when concurrency_key is not null or state <> 'failed' then pg_notify($7, '') end from moved`,
        [id, fence, state, counts ? 1 : 0, pauseMs, error, outboxChannel, failedBefore ?? null],
      );
      return rows.length === 1;
    },
    async lost(claims) {
      return managerFor(alone, database).query<readonly LostClaim[]>(
        `select claim.id, claim.fence, coalesce((
           select state = 'cancelled' from message_queue.outbox where id = claim.id), false) as cancelled
         from unnest($1::uuid[], $2::int[]) as claim (id, fence)
         where not exists (select from message_queue.outbox o
           where o.id = claim.id and o.fence = claim.fence and o.state = 'handed')`,
        [claims.map(({ id }) => id), claims.map(({ fence }) => fence)],
      );
    },
    async progress({ id, fence }, share) {
      await managerFor(alone, database).query(
        `update message_queue.outbox set progress = $3 where id = $1 and fence = $2 and state = 'handed'`,
        [id, fence, share],
      );
    },
  };
}
