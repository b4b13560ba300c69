import type { Secret } from '@ashlar/config';
import { createListener, type Database, type Listener, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import type { MessageQueueConfig } from './message-queue.config.js';
import { createOutboxRepository, outboxChannel } from './outbox.repository.js';
import { openQueue, type Queue } from './queue.js';

const batchSize = 500;
const pauseAfterFailureMs = 1_000;

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

/** Hands committed jobs to the queue. Any number of relays may run at once. */
export interface Relay {
  start(): void;
  /** Hands over one batch. @returns how many jobs it had. */
  relayBatch(): Promise<number>;
  /** Ends after the batch under way. */
  stop(): Promise<void>;
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
  const outbox = createOutboxRepository(database);
  const open = openQueue(queue);
  const ctx = systemContext('relay jobs');
  const relayed = metrics.counter('ashlar_queue_relayed_total', 'Jobs handed from the outbox to the queue.');
  const failures = metrics.counter(
    'ashlar_queue_relay_failures_total',
    'Batches that could not be handed over.',
  );
  let stopping = false;
  let listener: Listener | undefined;
  let running: Promise<void> | undefined;
  const alarm = createAlarm();

  // The queue accepts before the rows are deleted: a crash between the two relays them again, under the same ids.
  const relayBatch = (): Promise<number> =>
    database.transact(
      ctx,
      async (tx) => {
        const entries = await outbox.claim(tx, batchSize);
        if (entries.length > 0) {
          await open.add(entries);
          await outbox.remove(tx, entries);
        }
        return entries.length;
      },
      { idempotent: true },
    );

  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        const count = await relayBatch();
        relayed.add(count);
        if (count < batchSize) await alarm.wait(config.pollIntervalMs);
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
    relayBatch,
    async stop() {
      stopping = true;
      alarm.ring();
      await running;
      await listener?.close();
    },
  };
}

interface Alarm {
  /** Until it rings (also if it did since the last wait) or the time is over. */
  wait(ms: number): Promise<void>;
  ring(): void;
}

function createAlarm(): Alarm {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    async wait(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      rung = false;
    },
    ring() {
      rung = true;
      wake?.();
    },
  };
}
