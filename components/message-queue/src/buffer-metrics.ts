import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import type { DeadLetterReason, WriteBuffer } from './write-buffer.types.js';

export interface BufferCounts {
  ended(outcome: DeadLetterReason | 'written' | 'withdrawn'): void;
  /** One that was not accepted: counted each, logged once a second. */
  refused(reason: DeadLetterReason, error: unknown): void;
  failed(reason: DeadLetterReason, count: number, error: unknown): void;
  batch(items: number, seconds: number): void;
}

const logEveryMs = 1_000;
const batchSizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

export function countBuffer({
  name,
  metrics,
  logger,
  fill,
}: {
  readonly name: string;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly fill: WriteBuffer<unknown>['fill'];
}): BufferCounts {
  const labels = { buffer: name };
  metrics.observedGauge('ashlar_buffer_items', 'Items that buffers hold.', ['buffer'], (set) =>
    set(fill().items, labels),
  );
  metrics.observedGauge('ashlar_buffer_bytes', 'Bytes that buffers hold.', ['buffer'], (set) =>
    set(fill().bytes, labels),
  );
  metrics.observedGauge('ashlar_buffer_keys', 'Keys that buffers know.', ['buffer'], (set) =>
    set(fill().keys, labels),
  );
  const items = metrics.counter('ashlar_buffer_items_total', 'Items of buffers by how they ended.', [
    'buffer',
    'outcome',
  ]);
  const sizes = metrics.histogram('ashlar_buffer_batch_items', 'Items per batch.', ['buffer'], batchSizes);
  const seconds = metrics.histogram('ashlar_buffer_batch_seconds', 'Duration of a batch.', ['buffer']);
  let quietUntil = -Infinity;
  let unlogged = 0;

  return {
    ended: (outcome) => items.inc({ ...labels, outcome }),
    refused(reason, error) {
      items.inc({ ...labels, outcome: reason });
      unlogged += 1;
      if (performance.now() < quietUntil) return;
      quietUntil = performance.now() + logEveryMs;
      logger.warn('A buffer took nothing', { ...labels, reason, count: unlogged, error });
      unlogged = 0;
    },
    failed(reason, count, error) {
      items.add(count, { ...labels, outcome: reason });
      logger.error('Items of a buffer were not written', { ...labels, reason, count, error });
    },
    batch(count, duration) {
      sizes.observe(count, labels);
      seconds.observe(duration, labels);
    },
  };
}
