import { type Database, systemContext } from '@ashlar/database';
import type { Metrics } from '@ashlar/telemetry';
import { createConsumersRepository } from './consumers.repository.js';
import { createEventsRepository } from './events.repository.js';

const batch = 5_000;

/** Deletes events older than `retentionMs`, in batches of their own transactions. @returns how many. */
export async function sweepEvents({
  database,
  retentionMs,
  signal,
}: {
  readonly database: Database;
  readonly retentionMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const repository = createEventsRepository(database);
  const ctx = systemContext('sweep events', signal && { signal });
  for (let total = 0; ;) {
    const deleted = await database.transact(ctx, (tx) => repository.sweep(tx, retentionMs, batch));
    total += deleted;
    if (deleted < batch) return total;
  }
}

/** Lag of consumers, and how long an open transaction has kept events from everybody. */
export function observeEvents({
  database,
  metrics,
}: {
  readonly database: Database;
  readonly metrics: Metrics;
}): void {
  const ctx = systemContext('measure events');
  metrics.observedGauge(
    'ashlar_events_lag_seconds',
    'Age of the oldest event that a consumer has not read.',
    ['consumer'],
    async (set) => {
      for (const { name, seconds } of await createConsumersRepository(database).lags(ctx))
        set(seconds, { consumer: name });
    },
  );
  metrics.observedGauge(
    'ashlar_events_hidden_seconds',
    'Age of the oldest event that nobody can read yet, because an older transaction is still open.',
    [],
    async (set) => set((await createEventsRepository(database).lag(ctx)).hidden),
  );
  metrics.observedGauge(
    'ashlar_events_from_another_cluster',
    '1 when events carry transaction numbers that this cluster has not reached: it was restored from a dump.',
    [],
    async (set) => set((await createEventsRepository(database).lag(ctx)).restored ? 1 : 0),
  );
}
