import type { Database, OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { outboxChannel } from '../outbox-writer.repository.js';

export type JobState = 'delayed' | 'waiting' | 'parked' | 'handed' | 'failed' | 'cancelled' | 'completed';

export interface JobFilter {
  readonly state?: Exclude<JobState, 'completed'>;
  readonly job?: string;
  readonly tenant?: string;
  /** Part of the last error. */
  readonly error?: string;
}

/** A job as the outbox has it; of one that took effect there is no more than its name and when. */
export interface JobRecord {
  readonly id: string;
  readonly job: string;
  readonly state: JobState;
  readonly tenant: string;
  readonly priority: number;
  readonly attempts: number;
  readonly createdAt: Date;
  /** When it may run next. */
  readonly readyAt: Date | null;
  /** When it was completed, failed or cancelled. */
  readonly endedAt: Date | null;
  /** 0 to 1, when the handler tells. */
  readonly progress: number | null;
  readonly lastError: string | null;
  readonly requestId: string | null;
}

export interface JobAdminRepository {
  list(ctx: OperationContext, filter: JobFilter, limit: number): Promise<readonly JobRecord[]>;
  find(ctx: OperationContext, id: string): Promise<JobRecord | undefined>;
  retry(ctx: OperationContext, id: string): Promise<boolean>;
  redrive(ctx: OperationContext, filter: JobFilter, limit: number): Promise<number>;
  cancel(ctx: OperationContext, id: string): Promise<boolean>;
}

const columns = `id, job, state, tenant, priority, attempts, created_at as "createdAt", ready_at as "readyAt",
  ended_at as "endedAt", progress, last_error as "lastError", request_id as "requestId"`;

const fits = `($1::text is null or state = $1) and ($2::text is null or job = $2)
  and ($3::text is null or tenant = $3) and ($4::text is null or position($4 in last_error) > 0)`;

/** Two live jobs of one dedupe key cannot be. */
const keyIsFree = `(o.dedupe_key is null or not exists (
  select from message_queue.outbox other where other.job = o.job and other.dedupe_key = o.dedupe_key
    and other.id <> o.id and other.state in ('delayed', 'waiting', 'parked', 'handed')))`;

const again = `state = 'waiting', attempts = 0, ready_at = clock_timestamp(), ended_at = null, progress = null`;

function values({ state, job, tenant, error }: JobFilter): unknown[] {
  return [state ?? null, job ?? null, tenant ?? null, error ?? null];
}

export function createJobAdminRepository(database: Database): JobAdminRepository {
  const count = async (
    ctx: OperationContext,
    text: string,
    parameters: readonly unknown[],
  ): Promise<number> => {
    const rows = await managerFor(ctx, database).query<readonly { count: number }[]>(text, [...parameters]);
    return rows[0]?.count ?? 0;
  };
  return {
    async list(ctx, filter, limit) {
      return managerFor(ctx, database).query<readonly JobRecord[]>(
        `select ${columns} from message_queue.outbox where ${fits} order by id desc limit $5`,
        [...values(filter), limit],
      );
    },
    async find(ctx, id) {
      const [record] = await managerFor(ctx, database).query<readonly JobRecord[]>(
        `select ${columns} from message_queue.outbox where id = $1
         union all
         select job_id, job, 'completed', '', 0, 0, created_at, null, created_at, null, null, null
         from message_queue.effects where job_id = $1
         limit 1`,
        [id],
      );
      return record;
    },
    async retry(ctx, id) {
      const changed = await count(
        ctx,
        `with changed as (
           update message_queue.outbox o set ${again}
           where id = $1 and state in ('failed', 'delayed', 'cancelled') and ${keyIsFree} returning 1
         )
         select count(*)::int as count, pg_notify($2, '') from changed`,
        [id, outboxChannel],
      );
      return changed === 1;
    },
    redrive: (ctx, filter, limit) =>
      count(
        ctx,
        `with chosen as (
           -- Of several failed jobs of one key, one.
           select distinct on (coalesce(o.dedupe_key, o.id::text), o.job) o.id from (
             select * from message_queue.outbox where ${fits} order by ended_at, id limit $5 for update skip locked
           ) o
           where ${keyIsFree}
         ), changed as (
           update message_queue.outbox set ${again} where id in (select id from chosen) returning 1
         )
         select count(*)::int as count, pg_notify($6, '') from changed`,
        [...values({ ...filter, state: 'failed' }), limit, outboxChannel],
      ),
    async cancel(ctx, id) {
      const changed = await count(
        ctx,
        `with mine as (
           -- A batch that works on it holds its row, and decides.
           select id from message_queue.outbox
           where id = $1 and state in ('delayed', 'waiting', 'parked', 'handed') for update skip locked
         ), changed as (
           update message_queue.outbox set state = 'cancelled', ended_at = clock_timestamp(), parked_on = null
           where id in (select id from mine) returning 1
         )
         select count(*)::int as count, pg_notify($2, '') from changed`,
        [id, outboxChannel],
      );
      return changed === 1;
    },
  };
}
