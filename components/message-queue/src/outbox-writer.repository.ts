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
      const { ids, kindOf, kinds, dedupeKeys, payloads } = columnsOf(entries);
      const deduplicated = dedupeKeys.some((key) => key !== null);
      await managerFor(tx, database).query(
        `with added as (
           insert into message_queue.outbox (id, job, payload_version, payload, options, request_id, traceparent,
             lane, tenant, priority, ready_at, state, dedupe_key, concurrency_key, concurrency_limit, rate_limit,
             rate_window_ms)
           select row.id, job, payload_version, row.payload, options, request_id, traceparent,
             lane, tenant, priority, now() + make_interval(secs => delay_ms / 1000),
             case when delay_ms > 0 then 'delayed' else 'waiting' end,
             row.dedupe_key, concurrency_key, concurrency_limit, rate_limit, rate_window_ms
           from rows from (
             unnest($1::uuid[]), unnest($2::int[]), unnest($3::text[]), jsonb_array_elements($4::jsonb)
           ) as row (id, kind, dedupe_key, payload)
           join jsonb_to_recordset($5::jsonb) as kinds (
             kind int, job text, payload_version smallint, options jsonb, request_id text, traceparent text,
             lane text, tenant text, priority smallint, delay_ms float8, concurrency_key text,
             concurrency_limit smallint, rate_limit integer, rate_window_ms integer
           ) using (kind)
           ${deduplicated ? 'on conflict do nothing' : ''}
         )
         select pg_notify($6, '')`,
        [ids, kindOf, dedupeKeys, `[${payloads.join()}]`, JSON.stringify(kinds), outboxChannel],
      );
    },
  };
}

/** What many rows share travels once; the rest as one array per column. */
function columnsOf(entries: readonly OutboxEntry[]) {
  const kinds: object[] = [];
  const placeOf = new Map<string, number>();
  const columns = {
    ids: [] as string[],
    kindOf: [] as number[],
    dedupeKeys: [] as (string | null)[],
    payloads: [] as string[],
    kinds,
  };
  let last: OutboxEntry | undefined;
  let kind = 0;
  for (const entry of entries) {
    if (last?.job !== entry.job || last.options !== entry.options || last.traceparent !== entry.traceparent) {
      const shared = sharedBy(entry);
      const text = JSON.stringify(shared);
      kind = placeOf.get(text) ?? kinds.length;
      placeOf.set(text, kind);
      if (kind === kinds.length) kinds.push({ ...shared, kind });
    }
    last = entry;
    columns.ids.push(entry.id);
    columns.kindOf.push(kind);
    columns.payloads.push(entry.payload);
    columns.dedupeKeys.push(entry.options.dedupeKey ?? null);
  }
  return columns;
}

function sharedBy({ job, options, request_id, traceparent }: OutboxEntry): object {
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
