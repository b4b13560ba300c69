import type { Secret } from '@ashlar/config';
import type { Database } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { type Backlog, readBacklog } from '../admin/backlog.repository.js';
import { observeHealth } from '../admin/observe.js';
import type { MessageQueueConfig } from '../message-queue.config.js';
import type { Carrier } from './carrier.js';
import { type Queue, registerQueue } from './queue.types.js';

export { openQueue, type Queue } from './queue.types.js';

export interface QueueDeps {
  readonly config: MessageQueueConfig;
  readonly database: Database;
  /** For BullMQ on PostgreSQL: `DATABASE_DIRECT_URL`, else `DATABASE_URL`, which then must not be that of a transaction pooler. */
  readonly url: Secret;
  /** Shown by PostgreSQL as application_name. */
  readonly service: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * What carries jobs to workers: BullMQ on Redis when `config.redisUrl` is there, BullMQ on PostgreSQL with
 * `config.bullmq`, and otherwise the outbox alone. Throws when it does not answer or, for BullMQ on PostgreSQL,
 * `migrateQueue` has not run.
 */
export async function createQueue({
  config,
  database,
  url,
  service,
  logger,
  metrics,
}: QueueDeps): Promise<Queue> {
  const backlog = (): Promise<Backlog> => readBacklog(database);
  observeHealth({ metrics, database, backlog });
  if (!config.redisUrl && !config.bullmq)
    return registerQueue({ carrier: 'outbox', backlog, close: async () => undefined }, { kind: 'direct' });
  const log = logger.child({ brick: 'message-queue' });
  const faults = metrics.counter('ashlar_queue_faults_total', 'Failures of the queue itself, not of jobs.');
  const onError = (error: unknown): void => {
    faults.inc();
    log.warn('The queue has a problem and goes on by itself', { error });
  };
  // Loaded by those alone that use it: most processes start without.
  const { openPostgresCarrier, openRedisCarrier } = await import('./carrier.js');
  const { bullQueue } = await import('./bull-queue.js');
  const carrier: Carrier = config.redisUrl
    ? await openRedisCarrier({ url: config.redisUrl, service, onError })
    : openPostgresCarrier({ url, service, size: Math.min(config.concurrency, 32) + 2, onError });
  const open = bullQueue({ config, carrier, onError });
  const close = async (): Promise<void> => {
    await open.close();
    await carrier.close();
  };
  try {
    await open.ready();
  } catch (error) {
    await close();
    throw error;
  }
  return registerQueue({ carrier: carrier.kind, backlog, close }, open);
}
