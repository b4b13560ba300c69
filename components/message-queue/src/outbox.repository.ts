import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** The channel that says: there are new rows in the outbox. */
export const outboxChannel = 'ashlar_outbox';

export interface OutboxOptions {
  readonly attempts: number;
  readonly backoffMs: number;
  readonly priority: number;
  readonly delayMs: number;
}

/** A job as it commits with the data that caused it. */
export interface OutboxEntry {
  readonly id: string;
  readonly job: string;
  readonly payload_version: number;
  readonly payload: object;
  readonly options: OutboxOptions;
  readonly request_id: string;
  readonly traceparent: string | null;
}

export interface ClaimedEntry extends OutboxEntry {
  /** Milliseconds since 1970, by the database's clock. */
  readonly enqueued_at: number;
  /** Milliseconds from then until it is due. */
  readonly delay: number;
  /** Milliseconds until it is due, by the database's clock. */
  readonly due_in: number;
}

export interface OutboxRepository {
  /** Inserts and notifies in one statement. Needs no more than INSERT on the table. */
  add(tx: TransactionContext, entries: readonly OutboxEntry[]): Promise<void>;
  /** Locks the oldest rows that no other relay has. By state, not by position: late commits are never skipped. */
  claim(tx: TransactionContext, limit: number): Promise<readonly ClaimedEntry[]>;
  remove(tx: TransactionContext, entries: readonly ClaimedEntry[]): Promise<void>;
}

export function createOutboxRepository(database: Database): OutboxRepository {
  return {
    async add(tx, entries) {
      await managerFor(tx, database).query(
        `with added as (
           insert into message_queue.outbox (id, job, payload_version, payload, options, request_id, traceparent)
           select id, job, payload_version, payload, options, request_id, traceparent
           from jsonb_to_recordset($1::jsonb) as entry (
             id uuid, job text, payload_version smallint, payload jsonb, options jsonb, request_id text,
             traceparent text
           )
         )
         select pg_notify($2, '')`,
        [JSON.stringify(entries), outboxChannel],
      );
    },
    async claim(tx, limit) {
      return managerFor(tx, database).query<readonly ClaimedEntry[]>(
        `select id, job, payload_version, payload, options, request_id, traceparent,
           extract(epoch from created_at)::float8 * 1000 as enqueued_at, delay,
           greatest(0, extract(epoch from created_at - clock_timestamp()) * 1000 + delay)::float8 as due_in
         from message_queue.outbox
         cross join lateral (
           -- Not from the number if it is none, or one that no clock has: that would fail the whole batch.
           select case when jsonb_typeof(options -> 'delayMs') = 'number'
             then least(greatest((options ->> 'delayMs')::numeric, 0), 1e12)::float8 else 0 end as delay
         ) as due
         order by created_at, id
         limit $1
         for update of outbox skip locked`,
        [limit],
      );
    },
    async remove(tx, entries) {
      await managerFor(tx, database).query('delete from message_queue.outbox where id = any ($1::uuid[])', [
        entries.map(({ id }) => id),
      ]);
    },
  };
}
