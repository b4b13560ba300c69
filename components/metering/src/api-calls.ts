import type { Database, SchemaNeed } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { type BufferStopReport, createWriteBuffer, type DeadLetterSink } from '@ashlar/message-queue';
import type { Metrics } from '@ashlar/telemetry';
import { type CountedCall, createApiCallRepository } from './api-calls.repository.js';
import type { ServedCall } from './metering.types.js';

export const meteringSchema: SchemaNeed = { brick: 'metering', migration: '0014-write-buffers' };

export interface MeterDeps {
  readonly database: Database;
  readonly deadLetters: DeadLetterSink;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface ApiCallMeter {
  /** Counts an answer. Never throws and never waits. */
  onServed(call: ServedCall): void;
  /** Writes what it has, for as long as `deadlineMs`. After the API server, before the database. */
  stop(deadlineMs: number): Promise<BufferStopReport>;
}

/** How long counts gather. */
const intervalMs = 1_000;

/** Counts API calls per user or service and day. A count that is in doubt is not counted again. */
export function createApiCallMeter({ database, deadLetters, logger, metrics }: MeterDeps): ApiCallMeter {
  const repository = createApiCallRepository(database);
  const buffer = createWriteBuffer<CountedCall>({
    name: 'metering.api-calls',
    write: (ctx, calls) => database.transact(ctx, (tx) => repository.add(tx, calls)),
    // About; to write each as JSON would be most of what counting costs.
    sizeOf: () => 128,
    limits: { intervalMs, concurrency: 1 },
    deadLetters,
    logger,
    metrics,
  });
  return {
    onServed({ actor, status }) {
      if (actor?.kind !== 'user' && actor?.kind !== 'service') return;
      try {
        buffer.fireAndForget({ kind: actor.kind, id: actor.id, status });
      } catch {
        // Counted, logged and kept by the buffer; the caller has its answer.
      }
    },
    stop: (deadlineMs) => buffer.stop(deadlineMs),
  };
}
