import { type Database, newId, onBeforeCommit, type SchemaNeed, type Transaction } from '@ashlar/database';
import { currentTraceparent } from '@ashlar/telemetry';
import type { Jobs } from './jobs.types.js';
import { createOutboxRepository, type OutboxEntry } from './outbox.repository.js';
import { serializePayload } from './payload.js';

export const messageQueueSchema: SchemaNeed = { brick: 'message-queue', migration: '0004-message-queue' };

/** The real port: jobs commit as outbox rows, which a relay hands to the queue. */
export function createJobs({ database }: { readonly database: Database }): Jobs {
  const outbox = createOutboxRepository(database);
  // All jobs of a transaction are written by one statement, at its end: one round trip and one NOTIFY.
  const collected = new WeakMap<Transaction, OutboxEntry[]>();

  return {
    async enqueue(tx, job, payload, { delayMs = 0, priority = job.options.priority } = {}) {
      const { attempts, backoffMs } = job.options;
      const entry: OutboxEntry = {
        id: newId(),
        job: job.name,
        payload_version: job.version,
        payload: serializePayload(job, payload),
        options: { attempts, backoffMs, priority, delayMs },
        request_id: tx.requestId,
        traceparent: currentTraceparent() ?? null,
      };
      onBeforeCommit(tx, async (ending) => {
        const entries = collected.get(tx.transaction);
        if (!entries) return;
        collected.delete(tx.transaction);
        await outbox.add(ending, entries);
      });
      const entries = collected.get(tx.transaction);
      if (entries) entries.push(entry);
      else collected.set(tx.transaction, [entry]);
      return entry.id;
    },
  };
}
