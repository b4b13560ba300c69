import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { systemContext } from '@ashlar/database';
import { managerFor, namedQuery } from '@ashlar/database/persistence';
import { outboxChannel, singleLane } from '../outbox-writer.repository.js';

// One relay at a time decides who is next, so that what runs per key and what began per window can be counted.
const advisoryLock = 4_711_013;

/** More tenants than these take turns over several rounds. */
export const tenantsPerRound = 200;

/** Beyond this many lost workers, the job is what kills them. */
export const mostLostWorkers = 25;
export const lostMessage = 'Too many workers have died of this job';

/** A job that is handed to the queue now. */
export interface HandedEntry {
  readonly id: string;
  /** How often it was handed over; an older delivery can finish nothing. */
  readonly fence: number;
  readonly job: string;
  readonly payload_version: number;
  readonly payload: object;
  readonly options: unknown;
  /** Attempts that failed before. */
  readonly attempts: number;
  readonly request_id: string;
  readonly traceparent: string | null;
  /** Milliseconds since 1970, by the database's clock. */
  readonly ready_at: number;
  readonly tenant: string;
}

export interface Ripe {
  /** False while another relay decides. */
  readonly mine: boolean;
  /** Milliseconds until the next delayed job is due; null without one. */
  readonly next_due: number | null;
  /** Whether jobs wait for others of their key, or for the next window. */
  readonly parked: boolean;
}

export interface Round {
  readonly handed: readonly HandedEntry[];
  /** How many rows were looked at; more than `handed` when some had to be parked. */
  readonly looked: number;
  /** Where the next round begins, when there are more tenants than one round serves. */
  readonly cursor: string | undefined;
}

export interface Outbox {
  /** Lets jobs wait for their turn whose time has come or whose key has room again. Before `take` in its transaction. */
  ripen(ctx: OperationContext): Promise<Ripe>;
  /** Marks up to `room` jobs as handed over, tenants taking turns. By state: late commits are never skipped. */
  take(tx: TransactionContext, room: number, cursor: string | undefined): Promise<Round>;
  /** Those handed over longer ago and not finished; the queue has lost them, or works on them still. */
  stale(olderThanMs: number): Promise<readonly HandedEntry[]>;
  /**
   * Lets those wait again whose worker has not renewed its lease; gives those up that so many were lost with.
   * @returns how many that were.
   */
  expire(olderThanMs: number): Promise<number>;
  /** Undoes `take` for a queue that did not accept. */
  putBack(entries: readonly HandedEntry[]): Promise<void>;
}

const handedColumns = `id, fence, job, payload_version, payload, options, attempts, request_id, traceparent, tenant,
  extract(epoch from ready_at)::float8 * 1000 as ready_at`;

export function createOutbox(database: Database): Outbox {
  const alone = systemContext('relay jobs');
  return {
    async ripen(ctx) {
      const [ripe] = await managerFor(ctx, database).query<readonly Ripe[]>(ripen, [
        advisoryLock,
        outboxChannel,
      ]);
      if (!ripe) throw new Error('A statement without FROM gave no row');
      return ripe;
    },
    take: (tx, room, cursor) => claimRound(tx, database, room, cursor),
    async stale(olderThanMs) {
      return managerFor(alone, database).query<readonly HandedEntry[]>(
        `with stale as (
           select id from message_queue.outbox
           where state = 'handed' and handed_at < clock_timestamp() - make_interval(secs => $1::float8 / 1000)
           order by handed_at limit 500 for update skip locked
         ), again as (
           update message_queue.outbox set handed_at = clock_timestamp() where id in (select id from stale)
           returning *
         )
         select ${handedColumns} from again`,
        [olderThanMs],
      );
    },
    async expire(olderThanMs) {
      const [row] = await managerFor(alone, database).query<readonly { readonly count: number }[]>(expire, [
        olderThanMs,
        mostLostWorkers,
        lostMessage,
        outboxChannel,
      ]);
      return row?.count ?? 0;
    },
    async putBack(entries) {
      await managerFor(alone, database).query(
        `update message_queue.outbox o set state = 'waiting', handed_at = null
         from unnest($1::uuid[], $2::int[]) as entry (id, fence)
         where o.id = entry.id and o.fence = entry.fence and o.state = 'handed'`,
        [entries.map(({ id }) => id), entries.map(({ fence }) => fence)],
      );
    },
  };
}

/**
 * Marks up to `room` jobs as handed over, tenants taking turns, under the lock of whoever decides: until the end of the
 * transaction of `ctx`, or of the statement.
 */
export async function claimRound(
  ctx: OperationContext,
  database: Database,
  room: number,
  cursor: string | undefined,
): Promise<Round> {
  const rows = await namedQuery<HandedEntry & RoundRow>(ctx, database, {
    name: 'message-queue.claim',
    text: 'select * from message_queue.claim($1, $2, $3, $4)',
    values: [singleLane, room, cursor ?? null, tenantsPerRound],
  });
  const [facts] = rows;
  const more = facts !== undefined && facts.tenants >= tenantsPerRound;
  const handed = rows.filter(({ state }) => state === 'handed');
  return { handed, looked: rows.length, cursor: more ? facts.last_tenant : undefined };
}

/** A row that a round looked at, with what each of them says of the round. */
interface RoundRow {
  readonly state: 'handed' | 'parked';
  readonly tenants: number;
  readonly last_tenant: string;
}

const expire = `
with stale as (
  select id from message_queue.outbox
  where state = 'handed' and handed_at < clock_timestamp() - make_interval(secs => $1::float8 / 1000)
  order by handed_at limit 500 for update skip locked
), freed as (
  update message_queue.outbox set lost = lost + 1, handed_at = null, progress = null,
    state = case when lost >= $2::int then 'failed' else 'waiting' end,
    ended_at = case when lost >= $2::int then clock_timestamp() end,
    last_error = case when lost >= $2::int then $3 else last_error end
  where id in (select id from stale) returning 1
)
select count(*)::int as count, case when count(*) > 0 then pg_notify($4, '') end from freed`;

// What is handed over and lost in a crash is handed over again, so nobody waits for a disk here.
const ripen = `
with recursive locked as materialized (
  select pg_try_advisory_xact_lock($1) as mine, set_config('synchronous_commit', 'off', true)
), due as (
  select id from message_queue.outbox where (select mine from locked) and state = 'delayed'
    and ready_at <= clock_timestamp()
  order by ready_at limit 1000 for update skip locked
), woken as (
  update message_queue.outbox set state = 'waiting' where id in (select id from due)
), gate (name) as (
  (select parked_on from message_queue.outbox where (select mine from locked) and state = 'parked'
   order by parked_on limit 1)
  union all
  select (select o.parked_on from message_queue.outbox o where o.state = 'parked' and o.parked_on > gate.name
          order by o.parked_on limit 1)
  from gate where gate.name is not null
), room as (
  select gate.name, case
    when gate.name like 'c:%' then head.concurrency_limit - (
      select count(*) from message_queue.outbox where state = 'handed' and concurrency_key = head.concurrency_key)
    else head.rate_limit - coalesce((
      select used from message_queue.rate_windows where key = substr(gate.name, 3)
        and window_start = date_bin(head.rate_window_ms * interval '1 ms', clock_timestamp(), 'epoch')), 0)
    end as free
  from gate cross join lateral (
    select * from message_queue.outbox where state = 'parked' and parked_on = gate.name
    order by priority, ready_at, id limit 1
  ) head
), chosen as (
  select o.id from room cross join lateral (
    select id from message_queue.outbox where state = 'parked' and parked_on = room.name
    order by priority, ready_at, id limit least(greatest(room.free, 0), 1000) for update skip locked
  ) o
), freed as (
  update message_queue.outbox set state = 'waiting', parked_on = null where id in (select id from chosen)
)
select mine,
  case when exists (select from due) or exists (select from chosen) then pg_notify($2, '') end,
  (select greatest(0, extract(epoch from ready_at - clock_timestamp()) * 1000)::float8
   from message_queue.outbox where state = 'delayed' and ready_at > clock_timestamp() order by ready_at limit 1)
    as next_due,
  exists (select from gate where name is not null) as parked
from locked`;
