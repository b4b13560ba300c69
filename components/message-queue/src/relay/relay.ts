import type { Secret } from '@ashlar/config';
import { createListener, type Database, type Listener, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import type { MessageQueueConfig } from '../message-queue.config.js';
import { outboxChannel } from '../outbox-writer.repository.js';
import { type CarriedQueue, openQueue, type Queue } from '../queue/queue.types.js';
import { createAlarm } from './alarm.js';
import { createOutbox } from './outbox.repository.js';

const pauseAfterFailureMs = 1_000;
/** Another process may take from the queue at any time, and a window of a rate may end. */
const pauseWhileFullMs = 25;
const offerAgainEveryMs = 2_000;
const breathMs = 10;

export interface RelayDeps {
  readonly config: MessageQueueConfig;
  readonly database: Database;
  readonly queue: Queue;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly service: string;
  /** `DATABASE_DIRECT_URL`: to be notified. Without it the relay polls. */
  readonly directUrl?: Secret;
}

/**
 * Hands committed jobs to the queue, tenants taking turns, and never more than its workers need next; where workers
 * claim jobs themselves, lets those ripen whose time comes, whose key has room, or whose worker has died. Any number
 * of relays may run at once.
 */
export interface Relay {
  start(): void;
  /** Hands over what the queue has room for. @returns how many jobs that were. */
  relayBatch(): Promise<number>;
  /** Hands over once more what the queue may have lost, or a worker that died. @returns how many jobs that were. */
  offerAgain(): Promise<number>;
  /** Ends after the batch under way. */
  stop(): Promise<void>;
}

interface Pumped {
  readonly handed: number;
  /** How long nothing new can be expected, in milliseconds. */
  readonly pauseMs: number;
}

export function createRelay({
  config,
  database,
  queue,
  logger,
  metrics,
  service,
  directUrl,
}: RelayDeps): Relay {
  const log = logger.child({ brick: 'message-queue' });
  const outbox = createOutbox(database);
  const open = openQueue(queue);
  const ctx = systemContext('relay jobs');
  const relayed = metrics.counter('ashlar_queue_relayed_total', 'Jobs handed from the outbox to the queue.');
  const failures = metrics.counter(
    'ashlar_queue_relay_failures_total',
    'Batches that could not be handed over.',
  );
  const alarm = createAlarm();
  const breath = createAlarm();
  const ahead = Math.max(16, config.concurrency * 2);
  let cursor: string | undefined;
  /** How many may lie in the queue at most: what was counted last, and what was added since. */
  let lying = Number.POSITIVE_INFINITY;
  let stopping = false;
  let listener: Listener | undefined;
  let running: Promise<void> | undefined;

  /** What workers claim themselves has only to ripen. */
  const ripen = async (): Promise<Pumped> => {
    const ripe = await outbox.ripen(ctx);
    const soon = ripe.parked || !ripe.mine ? pauseWhileFullMs : config.pollIntervalMs;
    return { handed: 0, pauseMs: Math.min(soon, ripe.next_due ?? soon) };
  };

  const pump = async (open: CarriedQueue): Promise<Pumped> => {
    if (lying > ahead / 2) lying = await open.waiting();
    if (lying > ahead / 2) return { handed: 0, pauseMs: pauseWhileFullMs };
    const { ripe, round } = await decide(ahead - lying);
    if (round.handed.length > 0) {
      // After the commit: nothing is locked while the queue answers. What is cut off here is offered again.
      try {
        await open.add(round.handed);
      } catch (error) {
        await outbox.putBack(round.handed);
        throw error;
      }
      lying += round.handed.length;
      cursor = round.cursor;
      relayed.add(round.handed.length);
    } else cursor = undefined;
    if (round.looked > 0) return { handed: round.handed.length, pauseMs: 0 };
    const soon = ripe.parked || !ripe.mine ? pauseWhileFullMs : config.pollIntervalMs;
    return { handed: 0, pauseMs: Math.min(soon, ripe.next_due ?? soon) };
  };

  const decide = (room: number) =>
    database.transact(
      ctx,
      async (tx) => {
        const ripe = await outbox.ripen(tx);
        const round = ripe.mine ? await outbox.take(tx, room, cursor) : { handed: [], looked: 0, cursor };
        return { ripe, round };
      },
      { idempotent: true },
    );

  const turn = (): Promise<Pumped> => (open.kind === 'direct' ? ripen() : pump(open));

  const offerAgain = async (): Promise<number> => {
    if (open.kind === 'direct') return outbox.expire(config.lockDurationMs);
    const entries = await outbox.stale(config.lockDurationMs);
    if (entries.length > 0) await open.addAgain(entries);
    return entries.length;
  };

  const run = async (): Promise<void> => {
    let offered = performance.now();
    while (!stopping) {
      try {
        const { pauseMs } = await turn();
        if (performance.now() - offered > offerAgainEveryMs) {
          offered = performance.now();
          await offerAgain();
        }
        if (pauseMs > 0) await alarm.wait(pauseMs);
        // Every commit of jobs rings, and those that can run now are no business of this.
        if (open.kind === 'direct') await breath.wait(breathMs);
      } catch (error) {
        failures.inc();
        log.error('Jobs could not be handed to the queue; they stay in the outbox', { error });
        await alarm.wait(Math.max(pauseAfterFailureMs, config.pollIntervalMs));
      }
    }
  };

  return {
    start() {
      if (running || stopping) return;
      listener =
        directUrl &&
        createListener({ url: directUrl, channel: outboxChannel, service, logger, onWake: alarm.ring });
      running = run();
    },
    relayBatch: async () => (await turn()).handed,
    offerAgain,
    async stop() {
      stopping = true;
      alarm.ring();
      breath.ring();
      await running;
      await listener?.close();
    },
  };
}
