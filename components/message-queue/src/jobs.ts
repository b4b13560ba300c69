import {
  type Database,
  newId,
  newIds,
  onBeforeCommit,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import type { Transaction } from '@ashlar/database';
import { currentTraceparent } from '@ashlar/telemetry';
import type { EnqueueOptions, JobDefinition, Jobs } from './jobs.types.js';
import { createOutboxWriter, type OutboxEntry } from './outbox-writer.repository.js';
import { serializePayload } from './payload.js';

export const messageQueueSchema: SchemaNeed = {
  brick: 'message-queue',
  migration: '0042-sessions-and-tasks',
};

/** The real port: jobs commit as outbox rows, which a relay hands to the queue. */
export function createJobs({ database }: { readonly database: Database }): Jobs {
  const outbox = createOutboxWriter(database);
  // All jobs of a transaction are written by one statement, at its end: one round trip and one NOTIFY.
  const collected = new WeakMap<Transaction, OutboxEntry[]>();

  const collect = (tx: TransactionContext, added: readonly OutboxEntry[]): void => {
    const entries = collected.get(tx.transaction);
    if (entries) {
      for (const entry of added) entries.push(entry);
      return;
    }
    onBeforeCommit(tx, async (ending) => {
      const all = collected.get(tx.transaction) ?? [];
      collected.delete(tx.transaction);
      await outbox.add(ending, all);
    });
    collected.set(tx.transaction, [...added]);
  };

  const enqueueMany = async <P extends object>(
    tx: TransactionContext,
    job: JobDefinition<P>,
    payloads: readonly P[],
    options: EnqueueOptions = {},
  ): Promise<readonly string[]> => {
    assertFits(job, options);
    const common = {
      job: job as JobDefinition,
      request_id: tx.requestId,
      traceparent: currentTraceparent() ?? null,
    };
    const ids = newIds(payloads.length);
    const entries = payloads.map((payload, index): OutboxEntry => {
      const { request_id, traceparent } = common;
      const text = serializePayload(job, payload);
      return { id: ids[index] ?? newId(), job: common.job, payload: text, options, request_id, traceparent };
    });
    if (entries.length > 0) collect(tx, entries);
    return ids;
  };

  return {
    enqueueMany,
    async enqueue(tx, job, payload, options) {
      const [id] = await enqueueMany(tx, job, [payload], options);
      if (id === undefined) throw new Error('One payload gave no job');
      return id;
    },
  };
}

const longestKey = 200;

function assertFits({ name, options: { batch } }: JobDefinition, options: EnqueueOptions): void {
  const { delayMs = 0, priority = 0, concurrencyKey, dedupeKey = '', tenant = '' } = options;
  if (!Number.isFinite(delayMs) || delayMs < 0) throw new TypeError(`${name}: delayMs is not negative`);
  if (!Number.isInteger(priority) || priority < 0 || priority > 1_000)
    throw new TypeError(`${name}: priority is a whole number from 0 to 1000`);
  if (batch > 0 && concurrencyKey !== undefined)
    throw new TypeError(`${name}: jobs that are taken in batches have no concurrency key`);
  for (const key of [concurrencyKey ?? '', dedupeKey, tenant])
    if (key.length > longestKey) throw new TypeError(`${name}: keys have up to ${longestKey} characters`);
}
