import { createEgress } from '@ashlar/egress';
import { createEvents, createFeeder, createRedisSink, observeEvents } from '@ashlar/events';
import { createWebhookDispatcher, createWebhookSender } from '@ashlar/webhooks';
import { worker, type WorkerParts } from './worker-spec.js';

/** Hands events on for as long as the worker runs: to webhooks, and to a stream where there is a Redis. */
export function startDeliveries({ config, database, logger, metrics, lifecycle }: WorkerParts): void {
  const deps = { database, logger, metrics };
  observeEvents({ database, metrics });

  const dispatcher = createWebhookDispatcher(deps);
  dispatcher.start();
  lifecycle.started({ name: 'webhook dispatcher', deadlineMs: 5_000, stop: () => dispatcher.stop() });

  const { key } = config.webhooks;
  if (key) {
    const egress = createEgress({ config: config.egress, logger, metrics });
    const events = createEvents({ database, service: worker.name });
    const sender = createWebhookSender({ ...deps, config: config.webhooks, egress, events });
    sender.start();
    lifecycle.started({
      name: 'webhook sender',
      deadlineMs: config.webhooks.timeoutMs + 1_000,
      stop: () => sender.stop(),
    });
  }

  const { redisUrl, stream, streamLength } = config.events;
  if (redisUrl) {
    const sink = createRedisSink({ url: redisUrl, stream, length: streamLength, logger });
    const feeder = createFeeder(deps, sink);
    feeder.start();
    lifecycle.started({
      name: 'event stream',
      deadlineMs: 5_000,
      async stop() {
        await feeder.stop();
        await sink.close();
      },
    });
  }
}
