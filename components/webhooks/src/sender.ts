import { type Database, type OperationContext, systemContext } from '@ashlar/database';
import { type Egress, reasonOf } from '@ashlar/egress';
import type { Events } from '@ashlar/events';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { DeliveryRepository } from './deliveries.repository.js';
import { signatureHeaders } from './signature.js';
import type { WebhooksConfig } from './webhooks.config.js';
import { WebhooksNotConfigured } from './webhooks.errors.js';
import { webhookDisabled } from './webhooks.events.js';
import type { Attempt, ClaimedDelivery } from './webhooks.types.js';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
/** Pauses between attempts; after the last one a delivery is given up. About two days in all. */
const schedule = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  hour,
  3 * hour,
  8 * hour,
  12 * hour,
  24 * hour,
];
/** For so long after a rotation the secret before signs too. */
const overlapMs = 24 * hour;
const sweepBatch = 5_000;

export interface WebhookSenderDeps {
  readonly database: Database;
  readonly config: WebhooksConfig;
  readonly egress: Pick<Egress, 'request'>;
  readonly events: Events;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Milliseconds between looks when nothing is due. Default 500. */
  readonly pollMs?: number;
  /** Milliseconds between attempts; only tests name others. */
  readonly schedule?: readonly number[];
}

/** Sends deliveries outside of any transaction. Any number of processes may do so at once. */
export interface WebhookSender {
  /** Sends what is due now and waits for the answers. @returns how many were sent. */
  step(): Promise<number>;
  /** Goes on until stopped. */
  start(): void;
  /**
   * Takes nothing more and ends what is under way, also what `step` sends. That is free for others at once, and the
   * attempt is not counted.
   */
  stop(): Promise<void>;
  /** Deliveries sent so far, by this process, whatever came of them. */
  sent(): number;
  /** Milliseconds for which it has taken and ended nothing although it could; 0 while all it may send at once is sent. */
  idleMs(): number;
  /** How many deliveries nobody sends although they have been due for so long. */
  overdue(ctx: OperationContext, forMs: number): Promise<number>;
}

/** @throws {WebhooksNotConfigured} without a key. */
export function createWebhookSender({
  database,
  config,
  egress,
  events,
  logger,
  metrics,
  pollMs = 500,
  schedule: pauses = schedule,
}: WebhookSenderDeps): WebhookSender {
  const { key } = config;
  if (!key) throw new WebhooksNotConfigured();
  const log = logger.child({ brick: 'webhooks' });
  const deliveries = new DeliveryRepository(database);
  const controller = new AbortController();
  const ctx = systemContext('send webhooks');
  const outcomes = metrics.counter(
    'ashlar_webhook_attempts_total',
    'Attempts to deliver by how they ended.',
    ['outcome'],
  );
  const duration = metrics.histogram('ashlar_webhook_attempt_seconds', 'Duration of attempts.', ['outcome']);
  metrics.observedGauge('ashlar_webhook_pending', 'Deliveries that wait.', [], async (set) =>
    set((await deliveries.backlog(ctx)).pending),
  );
  metrics.observedGauge('ashlar_webhook_pending_age_seconds', 'Age of the oldest of them.', [], async (set) =>
    set((await deliveries.backlog(ctx)).age),
  );
  const underWay = new Set<Promise<void>>();
  let wake = (): void => undefined;
  let loop: Promise<void> | undefined;
  let sent = 0;
  let touched = performance.now();

  const attempt = async (claimed: ClaimedDelivery): Promise<Attempt | undefined> => {
    const { webhookId, eventId, url, secretVersion, overlapping, now } = claimed;
    const body = JSON.stringify(claimed.event);
    const versions = overlapping && secretVersion > 1 ? [secretVersion, secretVersion - 1] : [secretVersion];
    const started = performance.now();
    const ended = (status: number | undefined, failure: string | undefined): Attempt => {
      const pause = pauses[claimed.attempts - 1];
      return {
        status,
        durationMs: performance.now() - started,
        failure,
        retryInMs:
          failure === undefined || pause === undefined ? undefined : pause * (1 + Math.random() * 0.2),
      };
    };
    try {
      const { status } = await egress.request({
        method: 'POST',
        url,
        body,
        headers: {
          'content-type': 'application/cloudevents+json',
          'user-agent': 'ashlar-webhooks',
          ...signatureHeaders(key, webhookId, versions, { id: eventId, timestamp: now, body }),
        },
        maxResponseBytes: 'discard',
        timeoutMs: config.timeoutMs,
        signal: controller.signal,
      });
      return ended(status, status >= 200 && status < 300 ? undefined : `answered ${status}`);
    } catch (error) {
      // It counts as no failure of the receiver.
      if (controller.signal.aborted) return undefined;
      if (reasonOf(error) === undefined) throw error;
      // The same words for every reason: who made the webhook learns nothing of the network.
      return ended(undefined, 'could not be reached');
    }
  };

  const settle = async (claimed: ClaimedDelivery, result: Attempt): Promise<void> => {
    const { webhookId } = claimed;
    await database.transact(
      ctx,
      async (tx) => {
        if (!(await deliveries.finish(tx, claimed, result))) return;
        if (result.failure === undefined) return deliveries.countSuccess(tx, webhookId);
        const failing = await deliveries.countFailure(tx, webhookId);
        const reason = failing && reasonToDisable(result, failing.failures, failing.failing_for_ms, config);
        if (reason === undefined || !(await deliveries.disable(tx, webhookId, reason))) return;
        await events.publish(tx, webhookDisabled, {
          id: webhookId,
          domainId: failing?.domain_id ?? undefined,
          data: { webhook_id: webhookId, reason },
        });
      },
      { idempotent: true },
    );
  };

  const send = async (claimed: ClaimedDelivery): Promise<void> => {
    try {
      const result = await attempt(claimed);
      if (!result) return await deliveries.release(ctx, claimed);
      const outcome =
        result.failure === undefined ? 'delivered' : result.retryInMs === undefined ? 'failed' : 'retried';
      outcomes.inc({ outcome });
      duration.observe(result.durationMs / 1000, { outcome });
      sent += 1;
      touched = performance.now();
      await settle(claimed, result);
    } catch (error) {
      // Its lease ends, and then it is sent again under the same id.
      log.error('A delivery could not be finished', { error, delivery: claimed.id });
    }
  };

  const claim = (most: number): Promise<readonly ClaimedDelivery[]> =>
    deliveries.claim(ctx, {
      most,
      mostPerWebhook: config.concurrencyPerWebhook,
      leaseMs: config.timeoutMs + 30_000,
      overlapMs,
    });

  const run = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      let claimed: readonly ClaimedDelivery[] = [];
      try {
        const free = config.concurrency - underWay.size;
        if (free > 0) claimed = await claim(free);
        touched = performance.now();
      } catch (error) {
        log.error('Deliveries could not be claimed', { error });
      }
      for (const one of claimed) {
        const work = send(one).finally(() => {
          underWay.delete(work);
          wake();
        });
        underWay.add(work);
      }
      if (claimed.length === 0) await rest();
    }
  };
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (controller.signal.aborted) wake();
    });

  return {
    async step() {
      const claimed = await claim(config.concurrency);
      await Promise.all(claimed.map(send));
      return claimed.length;
    },
    start: () => void (loop ??= run()),
    async stop() {
      controller.abort(new Error('stopping'));
      wake();
      await loop;
      await Promise.all(underWay);
    },
    sent: () => sent,
    idleMs: () => (underWay.size >= config.concurrency ? 0 : performance.now() - touched),
    overdue: (ctx, forMs) => deliveries.overdue(ctx, forMs),
  };
}

function reasonToDisable(
  { status }: Attempt,
  failures: number,
  failingMs: number,
  { maxFailures, maxFailingMs }: WebhooksConfig,
): string | undefined {
  if (status === 410) return 'The receiver says that it is gone (410)';
  if (failures >= maxFailures) return `${failures} attempts failed in a row`;
  if (failingMs >= maxFailingMs) return 'Nothing has arrived for too long';
  return undefined;
}

/** Deletes what was delivered or given up longer than `retentionMs` ago. @returns how many. */
export async function sweepDeliveries({
  database,
  retentionMs,
  signal,
}: {
  readonly database: Database;
  readonly retentionMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const deliveries = new DeliveryRepository(database);
  const ctx = systemContext('sweep webhook deliveries', signal && { signal });
  for (let total = 0; ;) {
    const deleted = await database.transact(ctx, (tx) => deliveries.sweep(tx, retentionMs, sweepBatch));
    total += deleted;
    if (deleted < sweepBatch) return total;
  }
}
