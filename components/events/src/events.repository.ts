import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { schemaUriOf } from './define-event.js';
import type { FeedFilter, FeedItem, Position } from './events.types.js';

/** The channel that says: there may be new events. */
export const eventsChannel = 'ashlar_events';

export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly domain_id: string | null;
  readonly aggregate: string;
  readonly aggregate_id: string;
  readonly ends: boolean;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly source: string;
  readonly request_id: string;
  readonly traceparent: string | null;
  readonly data: object;
}

/** Where the feed begins and ends now. */
export interface Bounds {
  /** Everything up to here has been deleted. */
  readonly retained: Position;
  /** Everything before here can be read: no running transaction can add to it. */
  readonly horizon: Position;
  /** The next transaction is not below this. */
  readonly future: string;
}

interface EventRow {
  readonly xid: string;
  readonly seq: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly domain_id: string | null;
  readonly aggregate: string;
  readonly aggregate_id: string;
  readonly sequence: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly source: string;
  readonly traceparent: string | null;
  readonly data: object;
  readonly created_at: Date;
  readonly wanted: boolean;
}

export interface ScanResult {
  readonly items: readonly FeedItem[];
  /** Of the last row looked at, wanted or not; undefined when there was none. */
  readonly last: Position | undefined;
  /** As many rows were looked at as one scan may. */
  readonly full: boolean;
}

export interface EventsRepository {
  add(tx: TransactionContext, entries: readonly NewEvent[]): Promise<void>;
  /** Looks at no more than `most` rows after a position and before the horizon of this very statement. */
  scan(ctx: OperationContext, after: Position, filter: FeedFilter, most: number): Promise<ScanResult>;
  bounds(ctx: OperationContext): Promise<Bounds>;
  /** The position just before the first event that is not older than this. */
  positionAt(ctx: OperationContext, time: Date): Promise<Position>;
  /** Deletes a batch from the beginning. @returns how many rows it was. */
  sweep(tx: TransactionContext, retentionMs: number, most: number): Promise<number>;
  lag(ctx: OperationContext): Promise<{ readonly hidden: number; readonly restored: boolean }>;
}

export function createEventsRepository(database: Database): EventsRepository {
  const query = <Row>(
    ctx: OperationContext,
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> => managerFor(ctx, database).query<readonly Row[]>(sql, [...values]);

  return {
    async add(tx, entries) {
      const counts = new Map<string, number>();
      const numbered = entries.map((entry, place) => {
        const key = `${entry.aggregate}/${entry.aggregate_id}`;
        const number = (counts.get(key) ?? 0) + 1;
        counts.set(key, number);
        return { ...entry, number, place };
      });
      // Each head is locked before the number of its event is drawn, so order of numbers is order of commits. Its
      // position pulls up that of an older transaction that comes later to the same thing.
      await query(
        tx,
        `with entry as materialized (
           select * from jsonb_to_recordset($1::jsonb) as given (
             id uuid, type text, version smallint, domain_id uuid, aggregate text, aggregate_id text, ends boolean,
             actor_kind text, actor_id text, source text, request_id text, traceparent text, data jsonb, number bigint,
             place bigint
           )
         ), head as (
           insert into events.heads as head (aggregate, aggregate_id, sequence, xid, ended)
           select aggregate, aggregate_id, count(*), pg_current_xact_id(), bool_or(ends)
           from entry group by aggregate, aggregate_id order by aggregate, aggregate_id
           on conflict (aggregate, aggregate_id) do update set
             sequence = head.sequence + excluded.sequence,
             xid = greatest(head.xid, excluded.xid),
             ended = excluded.ended
           returning aggregate, aggregate_id, sequence, xid
         ), total as (
           select aggregate, aggregate_id, count(*) as events from entry group by aggregate, aggregate_id
         ), added as (
           insert into events.events (
             xid, id, type, version, domain_id, aggregate, aggregate_id, sequence, actor_kind, actor_id, source,
             request_id, traceparent, data
           )
           select head.xid, entry.id, entry.type, entry.version, entry.domain_id, entry.aggregate, entry.aggregate_id,
             head.sequence - total.events + entry.number, entry.actor_kind, entry.actor_id, entry.source,
             entry.request_id, entry.traceparent, entry.data
           from entry join total using (aggregate, aggregate_id) join head using (aggregate, aggregate_id)
           order by entry.place
         )
         select pg_notify($2, '')`,
        [JSON.stringify(numbered), eventsChannel],
      );
    },

    async scan(ctx, after, { types, domainIds }, most) {
      const rows = await query<EventRow>(
        ctx,
        `select xid::text, seq::text, id, type, version, domain_id, aggregate, aggregate_id, sequence::text, actor_kind,
           actor_id, source, traceparent, data, created_at,
           ($3::text[] is null or type = any ($3)) and ($4::uuid[] is null or domain_id = any ($4)) as wanted
         from events.events
         where (xid, seq) > ($1::text::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
         order by events.xid, events.seq
         limit $5`,
        [after.xid, after.seq, types ?? null, domainIds ?? null, most],
      );
      const last = rows.at(-1);
      return {
        items: rows.filter(({ wanted }) => wanted).map(toItem),
        last: last && { xid: last.xid, seq: last.seq },
        full: rows.length === most,
      };
    },

    async bounds(ctx) {
      const [row] = await query<{ xid: string; seq: string; xmin: string; xmax: string }>(
        ctx,
        `select xid::text, seq::text, pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
           pg_snapshot_xmax(pg_current_snapshot())::text as xmax
         from events.retained`,
        [],
      );
      if (!row) throw new Error('events.retained has lost its row');
      return {
        retained: { xid: row.xid, seq: row.seq },
        horizon: { xid: row.xmin, seq: '0' },
        future: row.xmax,
      };
    },

    async positionAt(ctx, time) {
      const [row] = await query<{ xid: string; seq: string }>(
        ctx,
        `select xid::text, (seq - 1)::text as seq from events.events where created_at >= $1
         order by events.xid, events.seq limit 1`,
        [time],
      );
      return row ?? { xid: (await this.bounds(ctx)).horizon.xid, seq: '0' };
    },

    async sweep(tx, retentionMs, most) {
      // Only from the beginning, and one at a time: what is deleted is always all up to a position.
      await query(tx, 'select from events.retained for update', []);
      const [row] = await query<{ count: number }>(
        tx,
        `with oldest as (
           select xid, seq, bool_and(created_at < now() - make_interval(secs => $1::float8 / 1000))
             over (order by xid, seq) as expired
           from (
             select xid, seq, created_at from events.events
             where xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, seq limit $2
           ) as first
         ), deleted as (
           delete from events.events using oldest
           where oldest.expired and events.xid = oldest.xid and events.seq = oldest.seq
           returning events.xid, events.seq, events.aggregate, events.aggregate_id
         ), forgotten as (
           -- This statement still sees what it deletes, so a head stays until no event was left before it began.
           delete from events.heads where ended and (aggregate, aggregate_id) in (
             select aggregate, aggregate_id from deleted
             group by aggregate, aggregate_id
             having count(*) = (
               select count(*) from events.events as e
               where e.aggregate = deleted.aggregate and e.aggregate_id = deleted.aggregate_id
             )
           )
         ), moved as (
           update events.retained set (xid, seq) = (select xid, seq from deleted order by xid desc, seq desc limit 1)
           where exists (select from deleted)
         )
         select count(*)::int as count from deleted`,
        [retentionMs, most],
      );
      return row?.count ?? 0;
    },

    async lag(ctx) {
      const [row] = await query<{ hidden: number; restored: boolean }>(
        ctx,
        `select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as hidden,
           coalesce(max(xid) >= pg_snapshot_xmax(pg_current_snapshot()), false) as restored
         from (
           select xid, created_at from events.events where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 10000
         ) as unread`,
        [],
      );
      return row ?? { hidden: 0, restored: false };
    },
  };
}

function toItem(row: EventRow): FeedItem {
  return {
    position: { xid: row.xid, seq: row.seq },
    domainId: row.domain_id ?? undefined,
    event: {
      specversion: '1.0',
      id: row.id,
      source: row.source,
      type: row.type,
      subject: `${row.aggregate}/${row.aggregate_id}`,
      time: row.created_at.toISOString(),
      datacontenttype: 'application/json',
      dataschema: schemaUriOf(row),
      ...(row.domain_id !== null && { domainid: row.domain_id }),
      actorkind: row.actor_kind,
      actorid: row.actor_id,
      sequence: row.sequence.padStart(20, '0'),
      ...(row.traceparent !== null && { traceparent: row.traceparent }),
      data: row.data,
    },
  };
}
