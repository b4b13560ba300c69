import { withTimeLimit } from '@ashlar/errors';
import {
  type Database,
  type OperationContext,
  systemContext,
  type TransactionContext,
} from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { createConsumersRepository } from './consumers.repository.js';
import { EventCursorExpired } from './events.errors.js';
import type { FeedItem, Position } from './events.types.js';
import { createFeed, type Feed, pause } from './feed.js';
import type { EventSignal } from './signal.js';

/** Where events go that leave the database. Delivers again what may not have arrived. */
export interface EventSink {
  /** Stands for its place in the feed: another name begins anew. */
  readonly name: string;
  /** Resolves when all of them have arrived, in this order. May get them again. */
  deliver(items: readonly FeedItem[], signal: AbortSignal): Promise<void>;
}

export interface ConsumerDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Wakes it. Without it the consumer polls. */
  readonly signal?: EventSignal;
  /** Default 500. */
  readonly pollMs?: number;
  /** Events at once, 1 to 1,000. Default 200. */
  readonly batchSize?: number;
  /** Where one begins that has never run. Default: at the oldest event. */
  readonly startAt?: 'oldest' | 'latest';
}

/** Reads on through the feed. Any number of processes may run the same one: one at a time does the work. */
export interface Consumer {
  /** One batch. @returns how many events were read, and whether there may be more; `idle` when another is at it. */
  step(): Promise<{ readonly events: number; readonly more: boolean; readonly idle: boolean }>;
  /** Goes on until stopped. */
  start(): void;
  /** Ends after the batch under way, whose delivery is aborted. */
  stop(): Promise<void>;
  /** Events handed on so far, by this process. */
  handed(): number;
  /** Milliseconds since it last saw a batch through, or found nothing to do. */
  idleMs(): number;
  /** Age of the oldest event that nobody has handed on, in seconds. */
  lag(ctx: OperationContext): Promise<number>;
}

type Step = (signal: AbortSignal) => ReturnType<Consumer['step']>;
const nothing = { events: 0, more: false, idle: true } as const;

/**
 * Hands events to `handle` in the transaction that remembers them as read: what it writes happens once. It touches
 * nothing but the database.
 */
export function createConsumer(
  deps: ConsumerDeps,
  name: string,
  handle: (tx: TransactionContext, items: readonly FeedItem[]) => Promise<void>,
): Consumer {
  const { database, batchSize = 200 } = deps;
  const consumers = createConsumersRepository(database);
  const feed = createFeed({ database });
  return running(deps, name, (signal) =>
    database.transact(
      systemContext(`consume events: ${name}`, { signal }),
      async (tx) => {
        const after = await consumers.lock(tx, name, await startOf(deps, feed));
        if (!after) return nothing;
        const batch = await feed.read(tx, { after, size: batchSize }).catch(skipExpired(deps, name));
        if (!batch) {
          await consumers.move(tx, name, await feed.oldest(tx));
          return { events: 0, more: true, idle: false };
        }
        if (batch.items.length > 0) {
          await handle(tx, batch.items);
          await consumers.move(tx, name, batch.next);
        }
        return { events: batch.items.length, more: !batch.atEnd, idle: false };
      },
      { idempotent: true },
    ),
  );
}

const leaseMs = 30_000;

/** Hands events to a sink, outside of any transaction: at least once, in order, by one process at a time. */
export function createFeeder(deps: ConsumerDeps, sink: EventSink): Consumer {
  const { database, batchSize = 200 } = deps;
  const consumers = createConsumersRepository(database);
  const feed = createFeed({ database });
  return running(deps, sink.name, async (signal) => {
    const ctx = systemContext(`feed events: ${sink.name}`, { signal });
    const claim = await consumers.claim(ctx, sink.name, await startOf(deps, feed), leaseMs);
    if (!claim) return nothing;
    try {
      const batch = await feed
        .read(ctx, { after: claim.position, size: batchSize })
        .catch(skipExpired(deps, sink.name));
      if (batch && batch.items.length > 0) {
        await sink.deliver(batch.items, withTimeLimit(signal, leaseMs / 2));
      }
      const to = batch ? batch.next : await feed.oldest(ctx);
      if (!(await consumers.moveClaimed(ctx, sink.name, claim.fence, to, leaseMs))) return nothing;
      return { events: batch?.items.length ?? 0, more: !batch?.atEnd, idle: false };
    } finally {
      await consumers.release(systemContext('release events'), sink.name, claim.fence);
    }
  });
}

function startOf({ startAt = 'oldest' }: ConsumerDeps, feed: Feed): Promise<Position> {
  const ctx = systemContext('find where to begin');
  return startAt === 'latest' ? feed.latest(ctx) : feed.oldest(ctx);
}

/** A consumer that slept longer than events are kept has missed some: that is said loudly, and it goes on. */
function skipExpired({ logger, metrics }: ConsumerDeps, name: string) {
  const skips = metrics.counter('ashlar_events_skipped_total', 'Times that a consumer missed events.', [
    'consumer',
  ]);
  return (error: unknown): undefined => {
    if (!(error instanceof EventCursorExpired)) throw error;
    skips.inc({ consumer: name });
    logger.error('A consumer of events has missed some: they were deleted before it read them', {
      consumer: name,
    });
    return undefined;
  };
}

function running(deps: ConsumerDeps, name: string, step: Step): Consumer {
  const { logger, metrics, signal: sign, pollMs = 500 } = deps;
  const log = logger.child({ brick: 'events' });
  const consumed = metrics.counter('ashlar_events_consumed_total', 'Events handed on.', ['consumer']);
  const failures = metrics.counter('ashlar_events_failures_total', 'Batches that could not be handed on.', [
    'consumer',
  ]);
  const controller = new AbortController();
  const consumers = createConsumersRepository(deps.database);
  let loop: Promise<void> | undefined;
  let handed = 0;
  let touched = performance.now();

  const once = async (): ReturnType<Step> => {
    const result = await step(controller.signal);
    consumed.add(result.events, { consumer: name });
    handed += result.events;
    touched = performance.now();
    return result;
  };
  const run = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      const woken = sign?.next();
      try {
        const { more } = await once();
        if (!more) await pause(pollMs, woken, controller.signal);
      } catch (error) {
        if (controller.signal.aborted) return;
        failures.inc({ consumer: name });
        log.error('Events could not be handed on; they stay where they are', { consumer: name, error });
        await pause(Math.max(pollMs, 1_000), undefined, controller.signal);
      }
    }
  };
  return {
    step: once,
    start: () => void (loop ??= run()),
    async stop() {
      controller.abort(new Error('stopping'));
      await loop;
    },
    handed: () => handed,
    idleMs: () => performance.now() - touched,
    async lag(ctx) {
      const lags = await consumers.lags(ctx);
      return lags.find((one) => one.name === name)?.seconds ?? 0;
    },
  };
}
