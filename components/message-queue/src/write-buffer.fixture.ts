import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import { createMetrics, type Metrics } from '@ashlar/telemetry';
import { createWriteBuffer } from './index.js';
import type {
  BatchWriter,
  BufferDeadLetter,
  DeadLetterSink,
  WriteBuffer,
  WriteBufferOptions,
} from './write-buffer.types.js';

export interface Item {
  readonly id: number;
  readonly key: string;
  readonly bytes: number;
}

export interface OpenBuffer {
  readonly buffer: WriteBuffer<Item>;
  readonly letters: BufferDeadLetter[];
  readonly logger: RecordingLogger;
  readonly metrics: Metrics;
}

export function item(id: number, key = 'a', bytes = 10): Item {
  return { id, key, bytes };
}

/** A buffer of items, with dead letters in memory. */
export function openBuffer(
  write: BatchWriter<Item>,
  limits: WriteBufferOptions<Item>['limits'] = {},
  more: { readonly idempotent?: boolean; readonly sink?: DeadLetterSink } = {},
): OpenBuffer {
  const letters: BufferDeadLetter[] = [];
  const logger = createRecordingLogger();
  const metrics = createMetrics({ logger });
  const buffer = createWriteBuffer<Item>({
    name: 'spec.items',
    write,
    keyOf: ({ key }) => key,
    sizeOf: ({ bytes }) => bytes,
    limits,
    idempotent: more.idempotent ?? false,
    deadLetters: more.sink ?? { store: async (all) => void letters.push(...all) },
    logger,
    metrics,
  });
  return { buffer, letters, logger, metrics };
}
