import type { Database } from '@ashlar/database';
import type { Metrics } from '@ashlar/telemetry';
import type { Backlog } from './backlog.repository.js';
import { readTableHealth } from './table-health.repository.js';

/** What an operator watches: how much there is to do, since when, and what keeps the tables from being tidied. */
export function observeHealth({
  metrics,
  database,
  backlog,
}: {
  readonly metrics: Metrics;
  readonly database: Database;
  readonly backlog: () => Promise<Backlog>;
}): void {
  const oldest = metrics.gauge(
    'ashlar_queue_oldest_seconds',
    'For how long the oldest job that could run has waited.',
  );
  metrics.observedGauge(
    'ashlar_queue_jobs',
    'Jobs by where they are; counted up to 100,000.',
    ['state'],
    async (set) => {
      const { oldestSeconds, ...counts } = await backlog();
      oldest.set(oldestSeconds);
      for (const [state, value] of Object.entries(counts)) set(value, { state });
    },
  );
  const transaction = metrics.gauge(
    'ashlar_queue_oldest_transaction_seconds',
    'Age of the oldest open transaction that this login may see: nothing that died since is tidied away.',
  );
  metrics.observedGauge(
    'ashlar_queue_dead_rows',
    'Rows of the tables of the queue that wait for vacuum.',
    ['table'],
    async (set) => {
      const { oldestTransactionSeconds, dead } = await readTableHealth(database);
      transaction.set(oldestTransactionSeconds);
      for (const { table, rows } of dead) set(rows, { table });
    },
  );
}
