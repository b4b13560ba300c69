import { type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** What there is to do, in one snapshot. Counts end at 100,000. */
export interface Backlog {
  /** Could run now and waits for its turn. */
  readonly waiting: number;
  /** For how long the oldest of these that are next of their tenant could have run; 0 when there is none. */
  readonly oldestSeconds: number;
  /** Waits for others of its key, or for the next window of its rate. */
  readonly parked: number;
  /** Given to the queue: about to run, running, or claimed by a worker that has died. */
  readonly handed: number;
  /** Waits for its time: enqueued for later, or to be tried again. */
  readonly delayed: number;
  /** Given up; kept to be looked at. */
  readonly failed: number;
}

/** Who is next of each tenant: looking for the oldest of all would need an index that each job would pay for. */
const heads = `
  select o.ready_at from turn cross join lateral (
    select ready_at from message_queue.outbox own
    where own.lane = turn.lane and own.tenant = turn.tenant and own.state = 'waiting'
    order by own.priority, own.ready_at, own.id limit 1
  ) o
  union all
  (select ready_at from message_queue.outbox where state = 'delayed' order by ready_at limit 1)`;

export async function readBacklog(database: Database): Promise<Backlog> {
  const [row] = await managerFor(systemContext('count jobs'), database).query<readonly Backlog[]>(
    `with recursive at (now) as materialized (select clock_timestamp()),
     turn (lane, tenant) as (
       (select lane, tenant from message_queue.outbox where state = 'waiting' order by lane, tenant limit 1)
       union all
       select next.* from turn cross join lateral (
         select o.lane, o.tenant from message_queue.outbox o
         where o.state = 'waiting' and (o.lane, o.tenant) > (turn.lane, turn.tenant)
         order by o.lane, o.tenant limit 1
       ) next
     )
     select
       ${count(`state = 'waiting'`)} + ${count(`state = 'delayed' and ready_at <= (select now from at)`)} as waiting,
       greatest(0, coalesce((select extract(epoch from max((select now from at) - head.ready_at))::float8
         from (${heads}) head), 0)) as "oldestSeconds",
       ${count(`state = 'parked'`)} as parked,
       ${count(`state = 'handed'`)} as handed,
       ${count(`state = 'delayed' and ready_at > (select now from at)`)} as delayed,
       ${count(`state = 'failed'`)} as failed`,
  );
  if (!row) throw new Error('A statement without FROM gave no row');
  return row;
}

function count(condition: string): string {
  return `(select count(*)::int from (select from message_queue.outbox where ${condition} limit 100000) counted)`;
}
