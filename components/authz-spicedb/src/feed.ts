import { type Database, type OperationContext, systemContext } from '@ashlar/database';
import type { Metrics } from '@ashlar/telemetry';
import { setTimeout as delay } from 'node:timers/promises';
import { FeedRepository } from './feed.repository.js';
import { TupleStateRepository } from './tuple-state.repository.js';
import { createFeeder, type Feeder, type FeederDeps } from './feeder.js';

/** How much was done, for a log. */
export interface FeedReport {
  readonly sent: number;
  readonly steps: number;
}

/** Steps until nothing waits, another feeds, or `ctx` is aborted. */
export async function feedAll(
  ctx: OperationContext,
  feeder: Pick<Feeder, 'step'>,
  options: { readonly eager?: boolean } = {},
): Promise<FeedReport> {
  let sent = 0;
  for (let steps = 1; ; steps += 1) {
    const step = await feeder.step(ctx, options);
    sent += step.sent;
    if (!step.more || ctx.signal.aborted) return { sent, steps };
  }
}

const failurePauseMs = 500;

/**
 * Feeds for as long as the process lives, or stands by while another does.
 * @returns stops after the step under way and lets another take over.
 */
export function startFeed(
  deps: FeederDeps & { readonly intervalMs: number; readonly onFed?: (report: FeedReport) => void },
): () => Promise<void> {
  const { logger, intervalMs } = deps;
  const controller = new AbortController();
  const { signal } = controller;
  const feeder = createFeeder(deps);
  const failures = deps.metrics.counter('ashlar_authz_feed_failures_total', 'Steps of the feed that failed.');
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        deps.onFed?.(await feedAll(systemContext('authz.feed', { signal }), feeder));
        await delay(intervalMs, undefined, { signal });
      } catch (error) {
        if (signal.aborted) break;
        failures.inc();
        logger.warn('SpiceDB could not be fed; what waits is sent later', { error });
        await delay(Math.max(intervalMs, failurePauseMs), undefined, { signal }).catch(() => undefined);
      }
    }
    await feeder.release().catch(() => undefined);
  };
  const running = run();
  return async () => {
    controller.abort(new Error('stopping'));
    await running;
  };
}

/** Resolves when all that is committed now has been sent, by this feeder or another. @throws when `ctx` is aborted. */
export async function settleFeed(
  ctx: OperationContext,
  database: Database,
  feeder: Pick<Feeder, 'step'>,
): Promise<void> {
  const repository = new FeedRepository(database);
  const tuples = new TupleStateRepository(database);
  const horizon = BigInt(await repository.horizon(ctx));
  for (;;) {
    ctx.signal.throwIfAborted();
    await feedAll(ctx, feeder, { eager: true });
    const { state, xid } = await repository.view(ctx);
    if (state === 'empty') throw new TypeError('SpiceDB was never filled: run authz import');
    const again = await tuples.repairs(ctx, 1);
    if (state === 'fed' && BigInt(xid) >= horizon && again.length === 0) return;
    await delay(20, undefined, { signal: ctx.signal });
  }
}

/** Measures how far SpiceDB is behind, at each scrape. */
export function observeFeed({
  database,
  metrics,
}: {
  readonly database: Database;
  readonly metrics: Metrics;
}): void {
  const repository = new FeedRepository(database);
  const lag = () => repository.lag(systemContext('lag of the feed'));
  metrics.observedGauge(
    'ashlar_authz_feed_lag_rows',
    'Changes of permissions that SpiceDB was not told of, counted to 100,000.',
    [],
    async (set) => set((await lag()).rows),
  );
  metrics.observedGauge(
    'ashlar_authz_feed_lag_seconds',
    'Age of the oldest change of permissions that SpiceDB was not told of.',
    [],
    async (set) => set((await lag()).seconds),
  );
}
