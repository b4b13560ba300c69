import { createEgress } from '@ashlar/egress';
import { type Consumer, createEvents, createFeeder, createRedisSink, observeEvents } from '@ashlar/events';
import { createWebhookDispatcher, createWebhookSender, type WebhookSender } from '@ashlar/webhooks';
import { worker, type WorkerParts } from './worker-spec.js';

interface Deliveries {
  readonly dispatcher: Consumer;
  /** Absent without `ASHLAR_WEBHOOKS_KEY`: deliveries wait. */
  readonly sender: WebhookSender | undefined;
  /** Absent without a Redis. */
  readonly stream: { readonly feeder: Consumer; close(): Promise<void> } | undefined;
}

function openDeliveries({ config, database, logger, metrics }: WorkerParts): Deliveries {
  const deps = { database, logger, metrics };
  const { redisUrl, stream: name, streamLength } = config.events;
  const sink = redisUrl && createRedisSink({ url: redisUrl, stream: name, length: streamLength, logger });
  const egress = createEgress({ config: config.egress, logger, metrics });
  const events = createEvents({ database, service: worker.name });
  return {
    dispatcher: createWebhookDispatcher(deps),
    sender: config.webhooks.key && createWebhookSender({ ...deps, config: config.webhooks, egress, events }),
    stream: sink && { feeder: createFeeder(deps, sink), close: () => sink.close() },
  };
}

/** Hands events on for as long as the worker runs: to webhooks, and to a stream where there is a Redis. */
export function startDeliveries(parts: WorkerParts): void {
  const { config, database, metrics, lifecycle } = parts;
  observeEvents({ database, metrics });
  const { dispatcher, sender, stream } = openDeliveries(parts);
  dispatcher.start();
  lifecycle.started({ name: 'webhook dispatcher', deadlineMs: 5_000, stop: () => dispatcher.stop() });
  if (sender) {
    sender.start();
    lifecycle.started({
      name: 'webhook sender',
      deadlineMs: config.webhooks.timeoutMs + 1_000,
      stop: () => sender.stop(),
    });
  }
  if (stream) {
    stream.feeder.start();
    lifecycle.started({
      name: 'event stream',
      deadlineMs: 5_000,
      async stop() {
        await stream.feeder.stop();
        await stream.close();
      },
    });
  }
}

/** The same once: until no event waits and no delivery is due, or the time budget of jobs ends. */
export async function deliverOnce(
  parts: WorkerParts,
): Promise<{ readonly events: number; readonly sent: number }> {
  const { config, lifecycle } = parts;
  const end = performance.now() + config.queue.timeBudgetMs;
  const goesOn = (): boolean => !lifecycle.signal.aborted && performance.now() < end;
  const { dispatcher, sender, stream } = openDeliveries(parts);
  const readAll = async (consumer: Consumer): Promise<number> => {
    for (let total = 0; ;) {
      const { events, more } = await consumer.step();
      total += events;
      if (!more || !goesOn()) return total;
    }
  };
  try {
    const events = await readAll(dispatcher);
    if (stream) await readAll(stream.feeder);
    let sent = 0;
    for (let count = -1; sender && count !== 0 && goesOn(); sent += count) count = await sender.step();
    return { events, sent };
  } finally {
    await Promise.all([dispatcher.stop(), sender?.stop(), stream?.feeder.stop()]);
    await stream?.close();
  }
}
