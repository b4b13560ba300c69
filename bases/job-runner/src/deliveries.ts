import { createEgress } from '@ashlar/egress';
import { withTimeLimit } from '@ashlar/errors';
import type { ReadinessCheck } from '@ashlar/http';
import { type Consumer, createEvents, createFeeder, createRedisSink, observeEvents } from '@ashlar/events';
import { createWebhookDispatcher, createWebhookSender, type WebhookSender } from '@ashlar/webhooks';
import { createConsumerCheck, createSenderCheck } from './deliveries-check.js';
import { startRecording } from './resident-record.js';
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

/**
 * Hands events on for as long as the worker runs: to webhooks, and to a stream where there is a Redis.
 * @returns whether all of that goes on.
 */
export function startDeliveries(parts: WorkerParts): readonly ReadinessCheck[] {
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
  startRecording(parts, 'events.deliver', () => ({
    events: dispatcher.handed(),
    sent: sender?.sent() ?? 0,
    ...(stream && { streamed: stream.feeder.handed() }),
  }));
  return [
    createConsumerCheck('webhook-dispatcher', dispatcher),
    ...(sender ? [createSenderCheck('webhook-sender', sender)] : []),
    ...(stream ? [createConsumerCheck('event-stream', stream.feeder)] : []),
  ];
}

/** The same once: until no event waits and no delivery is due, the time budget ends, or the process is told to stop. */
export async function deliverOnce(
  parts: WorkerParts,
): Promise<{ readonly events: number; readonly sent: number }> {
  const { config, lifecycle } = parts;
  const signal = withTimeLimit(lifecycle.signal, config.service.taskBudgetMs);
  const { dispatcher, sender, stream } = openDeliveries(parts);
  const readAll = async (consumer: Consumer): Promise<number> => {
    let total = 0;
    for (let more = true; more && !signal.aborted;) {
      try {
        const step = await consumer.step();
        more = step.more;
        total += step.events;
      } catch (error) {
        // What was told to stop in the middle of a batch has undone it.
        if (!signal.aborted) throw error;
      }
    }
    return total;
  };
  const stopAll = () => Promise.all([dispatcher.stop(), sender?.stop(), stream?.feeder.stop()]);
  const onAbort = (): void => void stopAll();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const events = await readAll(dispatcher);
    if (stream) await readAll(stream.feeder);
    let sent = 0;
    while (sender && !signal.aborted) {
      const count = await sender.step();
      if (count === 0) break;
      sent += count;
    }
    return { events, sent };
  } finally {
    signal.removeEventListener('abort', onAbort);
    await stopAll();
    await stream?.close();
  }
}
