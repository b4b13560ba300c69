import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { pause } from './pause.js';
import type { BufferDeadLetter, DeadLetterSink } from './write-buffer.types.js';

/** More than these wait for a sink that does not take them only to be lost later. */
const capacity = 1_000;
const batchSize = 100;
const attempts = 3;
const backoffMs = 500;

export interface LetterBox {
  /** Never throws and never waits: what finds no room is counted as lost. */
  post(letter: BufferDeadLetter): void;
  /** Resolves when all are stored or lost; at the deadline the rest is lost. @returns how many were lost, ever. */
  empty(deadlineMs: number): Promise<number>;
}

/** Brings dead letters to where they are kept, behind the back of who posts them. */
export function createLetterBox({
  name,
  sink,
  logger,
  metrics,
}: {
  readonly name: string;
  readonly sink: DeadLetterSink;
  readonly logger: Logger;
  readonly metrics: Metrics;
}): LetterBox {
  const losses = metrics.counter(
    'ashlar_buffer_dead_letters_lost_total',
    'Items that were neither written nor kept as dead letters.',
    ['buffer'],
  );
  const waiting: BufferDeadLetter[] = [];
  let lost = 0;
  let carrying: Promise<void> | undefined;

  const lose = (count: number, error: unknown): void => {
    lost += count;
    losses.add(count, { buffer: name });
    logger.error('Dead letters of a buffer are lost', { buffer: name, count, error });
  };

  const carry = async (): Promise<void> => {
    while (waiting.length > 0) {
      const letters = waiting.splice(0, batchSize);
      for (let attempt = 1; ; attempt += 1) {
        try {
          await sink.store(letters);
          break;
        } catch (error) {
          if (attempt === attempts) {
            lose(letters.length, error);
            break;
          }
          await pause(backoffMs * 2 ** (attempt - 1));
        }
      }
    }
    carrying = undefined;
  };

  return {
    post(letter) {
      if (waiting.length >= capacity) {
        lose(1, new Error('Too many dead letters are waiting'));
        return;
      }
      waiting.push(letter);
      carrying ??= Promise.resolve().then(carry);
    },
    async empty(deadlineMs) {
      const late = new AbortController();
      await Promise.race([carrying, pause(deadlineMs, late.signal)]);
      late.abort();
      const rest = waiting.splice(0).length;
      if (rest > 0) lose(rest, new Error(`Not stored in ${deadlineMs} ms`));
      return lost;
    },
  };
}
