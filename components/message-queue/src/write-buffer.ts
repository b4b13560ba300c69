import { type BufferCounts, countBuffer } from './buffer-metrics.js';
import { createLetterBox, type LetterBox } from './letter-box.js';
import { type ItemFate, writeBatch } from './write-batch.js';
import { BufferClosed, BufferFull, BufferItemTooLarge } from './write-buffer.errors.js';
import type {
  BufferStopReport,
  DeadLetterReason,
  WriteBuffer,
  WriteBufferLimits,
  WriteBufferOptions,
} from './write-buffer.types.js';

const defaults: WriteBufferLimits = {
  batchItems: 500,
  batchBytes: 1_048_576,
  intervalMs: 100,
  items: 10_000,
  bytes: 16_777_216,
  keys: 1_000,
  concurrency: 4,
  attempts: 3,
  backoffMs: 200,
  writeTimeoutMs: 30_000,
  idleKeyMs: 60_000,
};

/** When storing them is all that is left to do, dead letters get this long beyond the deadline. */
const lastLettersMs = 1_000;

interface Waiter<R> {
  resolve(result: R): void;
  reject(error: unknown): void;
}

interface Entry<T, R> {
  readonly item: T;
  readonly bytes: number;
  /** Gone once it has been told, or has left. */
  waiter: Waiter<R> | undefined;
  /** It is known what came of it. */
  ended: boolean;
}

/** The items of one key. */
interface Lane<T, R> {
  readonly key: string;
  readonly pending: Set<Entry<T, R>>;
  bytes: number;
  /** How many of the pending are waited for. */
  waitedFor: number;
  writing: readonly Entry<T, R>[] | undefined;
  lastBegan: number;
  timer: NodeJS.Timeout | undefined;
}

/** @throws {TypeError} when a limit is not a positive number. */
export function createWriteBuffer<T, R = void>(options: WriteBufferOptions<T, R>): WriteBuffer<T, R> {
  const { name, write, keyOf = () => '', sizeOf = jsonBytes, idempotent = false, deadLetters } = options;
  const limits = checked(name, { ...defaults, ...options.limits });
  const logger = options.logger.child({ brick: 'message-queue' });
  const lanes = new Map<string, Lane<T, R>>();
  /** Since when they have been empty, the longest first. */
  const idle = new Map<Lane<T, R>, number>();
  const ready = new Set<Lane<T, R>>();
  const held = { items: 0, bytes: 0 };
  const outOfTime = new AbortController();
  let running = 0;
  let pumping: NodeJS.Immediate | undefined;
  let evicting: NodeJS.Timeout | undefined;
  let stopping = false;
  let stopped: Promise<BufferStopReport> | undefined;
  let onEmpty: () => void = () => undefined;

  const fill: WriteBuffer<T, R>['fill'] = () => ({ ...held, keys: lanes.size });
  const counts: BufferCounts = countBuffer({ name, logger, metrics: options.metrics, fill });
  const letters: LetterBox = createLetterBox({ name, sink: deadLetters, logger, metrics: options.metrics });

  const laneFor = (key: string): Lane<T, R> => {
    const known = lanes.get(key);
    if (known) {
      idle.delete(known);
      return known;
    }
    if (lanes.size >= limits.keys && !evictLongestIdle()) {
      throw new BufferFull(`${name} holds items of ${limits.keys} keys`);
    }
    const lane: Lane<T, R> = {
      key,
      pending: new Set(),
      bytes: 0,
      waitedFor: 0,
      writing: undefined,
      lastBegan: -Infinity,
      timer: undefined,
    };
    lanes.set(key, lane);
    return lane;
  };

  const evictLongestIdle = (): boolean => {
    const [lane] = idle.keys();
    if (!lane) return false;
    idle.delete(lane);
    lanes.delete(lane.key);
    return true;
  };

  /** One timer for all: the first of the idle is the first to go. */
  const evictLater = (): void => {
    if (evicting !== undefined || idle.size === 0) return;
    const [since = 0] = idle.values();
    evicting = setTimeout(
      () => {
        evicting = undefined;
        const now = performance.now();
        for (const [lane, from] of idle) {
          if (now - from < limits.idleKeyMs) break;
          idle.delete(lane);
          lanes.delete(lane.key);
        }
        evictLater();
      },
      Math.max(1, Math.ceil(since + limits.idleKeyMs - performance.now())),
    );
    evicting.unref();
  };

  const accept = (item: T, waiter?: Waiter<R>): { lane: Lane<T, R>; entry: Entry<T, R> } => {
    let key = '';
    try {
      if (stopping) throw new BufferClosed(`${name} takes nothing more`);
      key = keyOf(item);
      const bytes = sizeOf(item);
      if (!(bytes <= limits.batchBytes)) {
        throw new BufferItemTooLarge(`${name} takes items of up to ${limits.batchBytes} bytes`);
      }
      if (held.items >= limits.items || held.bytes + bytes > limits.bytes) {
        throw new BufferFull(`${name} holds ${held.items} items in ${held.bytes} bytes`, {
          retryAfterSeconds: 1,
        });
      }
      const lane = laneFor(key);
      const entry: Entry<T, R> = { item, bytes, waiter, ended: false };
      lane.pending.add(entry);
      lane.bytes += bytes;
      held.items += 1;
      held.bytes += bytes;
      if (waiter) lane.waitedFor += 1;
      consider(lane);
      return { lane, entry };
    } catch (error) {
      const reason = refusalOf(error);
      counts.refused(reason, error);
      letters.post(letterFor(key, item, reason, error));
      throw error;
    }
  };

  const letterFor = (key: string, item: T, reason: DeadLetterReason, error: unknown) => ({
    buffer: name,
    key,
    item,
    reason,
    error: error instanceof Error ? error.message : String(error),
  });

  const isFull = ({ pending, bytes }: Lane<T, R>): boolean =>
    pending.size >= limits.batchItems || bytes >= limits.batchBytes;

  /** Writes the lane's items soon, or when it is time. */
  const consider = (lane: Lane<T, R>): void => {
    if (lane.writing || lane.pending.size === 0) return;
    const waitMs = lane.lastBegan + limits.intervalMs - performance.now();
    if (stopping || lane.waitedFor > 0 || isFull(lane) || waitMs <= 0) {
      clearTimeout(lane.timer);
      lane.timer = undefined;
      ready.add(lane);
      pumpSoon();
    } else {
      lane.timer ??= setTimeout(() => {
        lane.timer = undefined;
        consider(lane);
      }, Math.ceil(waitMs));
    }
  };

  /** At the end of this turn of the event loop, so that whoever comes at once goes at once. */
  const pumpSoon = (): void => {
    pumping ??= setImmediate(() => {
      pumping = undefined;
      for (const lane of ready) {
        if (running >= limits.concurrency) return;
        ready.delete(lane);
        if (lane.pending.size > 0 && !lane.writing) void flush(lane);
      }
    });
  };

  const flush = async (lane: Lane<T, R>): Promise<void> => {
    const batch = take(lane);
    lane.writing = batch;
    lane.lastBegan = performance.now();
    running += 1;
    const failures = new Map<DeadLetterReason, { count: number; readonly error: unknown }>();
    await writeBatch<T, R>(
      { name, write, idempotent, limits, signal: outOfTime.signal },
      lane.key,
      batch.map(({ item }) => item),
      (index, fate) => {
        const entry = batch[index];
        // Who ran out of time has been told already.
        if (!entry || outOfTime.signal.aborted) return;
        settle(lane, entry, fate);
        if (fate.written) return;
        const known = failures.get(fate.reason);
        if (known) known.count += 1;
        else failures.set(fate.reason, { count: 1, error: fate.error });
      },
    );
    running -= 1;
    lane.writing = undefined;
    if (outOfTime.signal.aborted) return;
    counts.batch(batch.length, (performance.now() - lane.lastBegan) / 1000);
    for (const [reason, { count, error }] of failures) counts.failed(reason, count, error);
    rest(lane);
    if (ready.size > 0) pumpSoon();
  };

  const take = (lane: Lane<T, R>): readonly Entry<T, R>[] => {
    const batch: Entry<T, R>[] = [];
    let bytes = 0;
    for (const entry of lane.pending) {
      if (batch.length >= limits.batchItems || bytes + entry.bytes > limits.batchBytes) break;
      batch.push(entry);
      bytes += entry.bytes;
      lane.pending.delete(entry);
      if (entry.waiter) lane.waitedFor -= 1;
    }
    lane.bytes -= bytes;
    return batch;
  };

  const release = ({ bytes }: Entry<T, R>): void => {
    held.items -= 1;
    held.bytes -= bytes;
    if (held.items === 0) onEmpty();
  };

  const settle = ({ key }: Lane<T, R>, entry: Entry<T, R>, fate: ItemFate<R>): void => {
    const { waiter } = entry;
    entry.waiter = undefined;
    entry.ended = true;
    if (fate.written) {
      counts.ended('written');
      // A writer without results is one whose R is void.
      waiter?.resolve(fate.result as R);
    } else {
      letters.post(letterFor(key, entry.item, fate.reason, fate.error));
      waiter?.reject(fate.error);
    }
    release(entry);
  };

  /** What a lane does after something has left it. */
  const rest = (lane: Lane<T, R>): void => {
    if (lane.writing) return;
    if (lane.pending.size > 0) {
      consider(lane);
      return;
    }
    clearTimeout(lane.timer);
    lane.timer = undefined;
    ready.delete(lane);
    idle.set(lane, performance.now());
    evictLater();
  };

  const withdraw = (lane: Lane<T, R>, entry: Entry<T, R>, reason: unknown): void => {
    const { waiter } = entry;
    if (!waiter) return;
    entry.waiter = undefined;
    if (lane.pending.delete(entry)) {
      lane.waitedFor -= 1;
      lane.bytes -= entry.bytes;
      counts.ended('withdrawn');
      release(entry);
      rest(lane);
    }
    waiter.reject(reason);
  };

  const stop = async (deadlineMs: number): Promise<BufferStopReport> => {
    stopping = true;
    for (const lane of lanes.values()) consider(lane);
    if (held.items > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
        timer = setTimeout(resolve, deadlineMs);
      });
      clearTimeout(timer);
    }
    const error = new BufferClosed(`${name} was not written in ${deadlineMs} ms`);
    outOfTime.abort(error);
    clearTimeout(evicting);
    const remains = { left: 0, inDoubt: 0 };
    const giveUp = (lane: Lane<T, R>, entry: Entry<T, R>, reason: 'left' | 'in-doubt'): void => {
      remains[reason === 'left' ? 'left' : 'inDoubt'] += 1;
      settle(lane, entry, { written: false, reason, error });
    };
    for (const lane of lanes.values()) {
      clearTimeout(lane.timer);
      for (const entry of lane.writing ?? []) if (!entry.ended) giveUp(lane, entry, 'in-doubt');
      for (const entry of lane.pending) giveUp(lane, entry, 'left');
      lane.pending.clear();
    }
    if (remains.left > 0) counts.failed('left', remains.left, error);
    if (remains.inDoubt > 0) counts.failed('in-doubt', remains.inDoubt, error);
    return { ...remains, lost: await letters.empty(lastLettersMs) };
  };

  return {
    fireAndForget: (item) => void accept(item),
    async fireAndWait(item, signal) {
      signal?.throwIfAborted();
      let leave: (() => void) | undefined;
      try {
        return await new Promise<R>((resolve, reject) => {
          const { lane, entry } = accept(item, { resolve, reject });
          leave = () => withdraw(lane, entry, signal?.reason);
          signal?.addEventListener('abort', leave, { once: true });
        });
      } finally {
        if (leave) signal?.removeEventListener('abort', leave);
      }
    },
    fill,
    stop: (deadlineMs) => (stopped ??= stop(deadlineMs)),
  };
}

function refusalOf(error: unknown): DeadLetterReason {
  if (error instanceof BufferFull) return 'full';
  if (error instanceof BufferClosed) return 'closed';
  if (error instanceof BufferItemTooLarge) return 'too-large';
  return 'unusable';
}

function jsonBytes(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item) ?? '');
}

function checked(name: string, limits: WriteBufferLimits): WriteBufferLimits {
  for (const [limit, value] of Object.entries(limits)) {
    const least = limit === 'intervalMs' || limit === 'backoffMs' ? 0 : 1;
    if (!Number.isFinite(value) || value < least) {
      throw new TypeError(`${name}: ${limit} is a number from ${least}`);
    }
  }
  return limits;
}
