import { type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { queueName } from './queue.repository.js';

/** What there is to do, in one snapshot: no job is seen in two places or in none. Counts end at 100,000. */
export interface Backlog {
  /** Committed and not yet handed to the queue. */
  readonly outbox: number;
  /** Age of the oldest of these; 0 when there is none. */
  readonly outboxAgeSeconds: number;
  /** Could run now. */
  readonly waiting: number;
  /** Claimed by some worker, perhaps by one that has died. */
  readonly active: number;
  /** Waiting for their time: enqueued for later, or to be tried again. */
  readonly delayed: number;
  /** Given up; kept to be looked at. */
  readonly failed: number;
}

export async function readBacklog(database: Database): Promise<Backlog> {
  const [row] = await managerFor(systemContext('count jobs'), database).query<readonly Backlog[]>(
    `with at (now_ms) as (select extract(epoch from clock_timestamp()) * 1000)
     select
       (select count(*)::int from (select from message_queue.outbox limit 100000) counted) as outbox,
       coalesce((select extract(epoch from clock_timestamp() - created_at)::float8
         from message_queue.outbox order by created_at, id limit 1), 0) as "outboxAgeSeconds",
       ${count(`state = 'waiting'`)} + ${count(`state = 'delayed' and process_at_ms <= (select now_ms from at)`)}
         as waiting,
       ${count(`state = 'active'`)} as active,
       ${count(`state = 'delayed' and process_at_ms > (select now_ms from at)`)} as delayed,
       ${count(`state = 'failed'`)} as failed`,
    [queueName],
  );
  if (!row) throw new Error('A statement without FROM gave no row');
  return row;
}

function count(condition: string): string {
  return `(select count(*)::int from (select from bullmq.job where queue = $1 and ${condition} limit 100000) counted)`;
}
