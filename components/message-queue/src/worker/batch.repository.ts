import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { HandedEntry } from '../relay/outbox.repository.js';

export interface BatchRepository {
  /**
   * Takes up to `size` jobs, tenants taking turns, and records them as done: both with the transaction alone, so
   * whoever dies has taken nothing. Only those of `ids` when there are any.
   */
  take(
    tx: TransactionContext,
    batch: {
      readonly job: string;
      readonly version: number;
      readonly size: number;
      readonly ids?: readonly string[];
    },
  ): Promise<readonly HandedEntry[]>;
}

export function createBatchRepository(database: Database): BatchRepository {
  return {
    async take(tx, { job, version, size, ids }) {
      const manager = managerFor(tx, database);
      return ids
        ? manager.query<readonly HandedEntry[]>(takeThese, [job, version, ids])
        : manager.query<readonly HandedEntry[]>(takeNext, [job, version, size]);
    },
  };
}

const finish = `
gone as (
  delete from message_queue.outbox where id in (select id from picked) returning *
), recorded as (
  insert into message_queue.effects (job_id, job) select id, job from gone on conflict do nothing returning job_id
)
select id, fence, job, payload_version, payload, options, attempts, request_id, traceparent, tenant,
  extract(epoch from ready_at)::float8 * 1000 as ready_at
from gone join recorded on job_id = id`;

const takeThese = `
with picked as (
  select id from message_queue.outbox
  where lane = $1 and state = 'waiting' and payload_version <= $2 and id = any ($3::uuid[])
  for update skip locked
), ${finish}`;

const takeNext = `
with recursive turn (tenant, place) as (
  (select tenant, 1 from message_queue.outbox where lane = $1 and state = 'waiting' order by tenant limit 1)
  union all
  select next.tenant, place + 1 from turn cross join lateral (
    select o.tenant from message_queue.outbox o
    where o.lane = $1 and o.state = 'waiting' and o.tenant > turn.tenant order by o.tenant limit 1
  ) next
  where place < least($3::int, 1000)
), picked as (
  select own.id from turn cross join lateral (
    select id from message_queue.outbox
    where lane = $1 and state = 'waiting' and tenant = turn.tenant and payload_version <= $2
    order by priority, ready_at, id
    limit (select ceil($3::float8 / count(*))::int from turn)
    for update skip locked
  ) own
), ${finish}`;
