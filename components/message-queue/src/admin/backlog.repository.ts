import { type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** What there is to do, in one snapshot. Counts end at 100,000. */
export interface Backlog {
  /** Could run now and waits for its turn. */
  readonly waiting: number;
  /** For how long the oldest of these could have run; 0 when there is none. */
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

export async function readBacklog(database: Database): Promise<Backlog> {
  const [row] = await managerFor(systemContext('count jobs'), database).query<readonly Backlog[]>(
    `with at (now) as materialized (select clock_timestamp())
     select
       ${count(`state = 'waiting'`)} + ${count(`state = 'delayed' and ready_at <= (select now from at)`)} as waiting,
       greatest(0, coalesce((select extract(epoch from now - ready_at)::float8
         from message_queue.outbox, at where state in ('waiting', 'delayed') and ready_at <= now
         order by ready_at limit 1), 0)) as "oldestSeconds",
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
