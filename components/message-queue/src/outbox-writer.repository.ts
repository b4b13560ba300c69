import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { EnqueueOptions, JobDefinition } from './jobs.types.js';

/** The channel that says: there are new rows in the outbox, or room for those that wait. */
export const outboxChannel = 'ashlar_outbox';

/** Jobs that are handed to the queue one by one. Those of other lanes are taken in batches, by the job's name. */
export const singleLane = 'single';

/** A job as it commits with the data that caused it. */
export interface OutboxEntry {
  readonly id: string;
  readonly job: JobDefinition;
  /** As JSON text. */
  readonly payload: string;
  readonly options: EnqueueOptions;
  readonly request_id: string;
  readonly traceparent: string | null;
}

export interface OutboxWriter {
  /** Inserts and notifies in one statement. Needs no more than INSERT on the table. */
  add(tx: TransactionContext, entries: readonly OutboxEntry[]): Promise<void>;
}

export function createOutboxWriter(database: Database): OutboxWriter {
  return {
    async add(tx, entries) {
      // What many rows share travels once; an array of each of the rest costs the least in driver and server.
      const kinds = new Map<string, object>();
      const rows = {
        id: [] as string[],
        kind: [] as string[],
        payload: [] as string[],
        key: [] as unknown[],
      };
      let last: OutboxEntry | undefined;
      let kind = '';
      for (const entry of entries) {
        if (
          last?.job !== entry.job ||
          last.options !== entry.options ||
          last.traceparent !== entry.traceparent
        ) {
          const shared = kindOf(entry);
          const text = JSON.stringify(shared);
          if (!kinds.has(text)) kinds.set(text, { ...shared, kind: String(kinds.size) });
          kind = String([...kinds.keys()].indexOf(text));
        }
        last = entry;
        rows.id.push(entry.id);
        rows.kind.push(kind);
        rows.payload.push(entry.payload);
        rows.key.push(entry.options.dedupeKey ?? null);
      }
      await managerFor(tx, database).query(
        `with added as (
           insert into message_queue.outbox (id, job, payload_version, payload, options, request_id, traceparent,
             lane, tenant, priority, ready_at, state, dedupe_key, concurrency_key, concurrency_limit, rate_limit,
             rate_window_ms)
           select row.id, job, payload_version, row.payload::jsonb, options, request_id, traceparent,
             lane, tenant, priority, now() + make_interval(secs => delay_ms / 1000),
             case when delay_ms > 0 then 'delayed' else 'waiting' end,
             row.dedupe_key, concurrency_key, concurrency_limit, rate_limit, rate_window_ms
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as row (id, kind, payload, dedupe_key)
           join jsonb_to_recordset($5::jsonb) as kinds (
             kind text, job text, payload_version smallint, options jsonb, request_id text, traceparent text,
             lane text, tenant text, priority smallint, delay_ms float8, concurrency_key text,
             concurrency_limit smallint, rate_limit integer, rate_window_ms integer
           ) using (kind)
           order by row.id
           -- Only of a job that is deduplicated: ids are new.
           on conflict do nothing
         )
         select pg_notify($6, '')`,
        [rows.id, rows.kind, rows.payload, rows.key, JSON.stringify([...kinds.values()]), outboxChannel],
      );
    },
  };
}

function kindOf({ job, options, request_id, traceparent }: OutboxEntry): object {
  const { attempts, backoffMs, priority, concurrency, ratePerTenant, rateWindowMs, batch } = job.options;
  const keyed = options.concurrencyKey !== undefined;
  return {
    job: job.name,
    payload_version: job.version,
    options: { attempts, backoffMs },
    request_id,
    traceparent,
    lane: batch > 0 ? job.name : singleLane,
    tenant: options.tenant ?? '',
    priority: options.priority ?? priority,
    delay_ms: Math.min(options.delayMs ?? 0, 1e11),
    concurrency_key: options.concurrencyKey ?? null,
    concurrency_limit: keyed ? concurrency : null,
    rate_limit: ratePerTenant > 0 ? ratePerTenant : null,
    rate_window_ms: ratePerTenant > 0 ? rateWindowMs : null,
  };
}
