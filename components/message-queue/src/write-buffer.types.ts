import type { OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';

/**
 * Writes a batch of one key in one transaction: all of it or nothing. Heeds the signal of `ctx`.
 * @returns a result per item in the items' order, or nothing.
 */
export type BatchWriter<T, R = void> = (
  ctx: OperationContext,
  items: readonly T[],
  key: string,
) => Promise<readonly R[] | void>;

export interface WriteBufferLimits {
  /** A batch is written when it has this many items. Default 500; no batch has more. */
  readonly batchItems: number;
  /** The same in bytes. Default 1 MiB; an item that is larger is refused. */
  readonly batchBytes: number;
  /**
   * How long after the last batch of its key began an item waits for others, in milliseconds, unless somebody waits for
   * it. Default 100.
   */
  readonly intervalMs: number;
  /** Held at once over all keys, waiting and being written. Default 10,000 items, 16 MiB, 1,000 keys. */
  readonly items: number;
  readonly bytes: number;
  readonly keys: number;
  /** Batches written at once over all keys; of one key always one. Default 4. */
  readonly concurrency: number;
  /** How often a batch is tried while the database is away. Default 3, with doubling pauses from 200 ms. */
  readonly attempts: number;
  readonly backoffMs: number;
  /** After this the batch is told to stop; a second later it counts as in doubt. Default 30,000. */
  readonly writeTimeoutMs: number;
  /** A key without items is forgotten after this. Default 60,000. */
  readonly idleKeyMs: number;
}

/** Why an item was not written, or not known to be. */
export type DeadLetterReason =
  /** Never accepted: no room, stopped, too large, or no key could be found for it. */
  | 'full'
  | 'closed'
  | 'too-large'
  | 'unusable'
  /** It fails when it is written alone. */
  | 'poison'
  /** The database was away for longer than all attempts. */
  | 'unavailable'
  /** Written or not: the connection was lost during COMMIT, or the writer did not answer. */
  | 'in-doubt'
  /** Not written when the time for stopping was over. */
  | 'left';

export interface BufferDeadLetter {
  readonly buffer: string;
  readonly key: string;
  readonly item: unknown;
  readonly reason: DeadLetterReason;
  readonly error: string;
}

/** Where items go that could not be written. */
export interface DeadLetterSink {
  store(letters: readonly BufferDeadLetter[]): Promise<void>;
}

export interface WriteBufferOptions<T, R = void> {
  /** `brick.what`: names it in logs, metrics and dead letters. */
  readonly name: string;
  readonly write: BatchWriter<T, R>;
  /** Items of one key are written in their order, and never in one batch with others. Default: one key for all. */
  readonly keyOf?: (item: T) => string;
  /** Bytes of an item. Default: of its JSON. */
  readonly sizeOf?: (item: T) => number;
  readonly limits?: Partial<WriteBufferLimits>;
  /** Writing a batch again is harmless. Then one in doubt is tried again. Default false: it never is. */
  readonly idempotent?: boolean;
  readonly deadLetters: DeadLetterSink;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface BufferStopReport {
  /** Items that were still waiting when the time was over. They are dead letters. */
  readonly left: number;
  /** Items that were being written then: nobody knows. They are dead letters too. */
  readonly inDoubt: number;
  /** Dead letters that could not be stored. */
  readonly lost: number;
}

/**
 * Writes many small items in few statements. What it holds is lost in a crash, so it is for what may be lost; with
 * `spillToOutbox` as its writer, not once `fireAndWait` has resolved. Every item is written at most once.
 */
export interface WriteBuffer<T, R = void> {
  /**
   * Takes the item; what comes of it is in log, metrics and dead letters alone.
   * @throws {BufferFull | BufferClosed | BufferItemTooLarge}
   */
  fireAndForget(item: T): void;
  /**
   * Resolves when the item is written. When `signal` is aborted, the wait is over with the signal's reason: an item
   * that is not yet being written is withdrawn, another is written all the same.
   * @throws {BufferFull | BufferClosed | BufferItemTooLarge} and whatever the writer throws for this item alone.
   */
  fireAndWait(item: T, signal?: AbortSignal): Promise<R>;
  /** What it holds now. */
  fill(): { readonly items: number; readonly bytes: number; readonly keys: number };
  /** Takes nothing more and writes what it has, for as long as `deadlineMs`. */
  stop(deadlineMs: number): Promise<BufferStopReport>;
}
