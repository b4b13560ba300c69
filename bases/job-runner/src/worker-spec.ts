import { ConfigurationError } from '@ashlar/config';
import { authnEntities, authnSchema } from '@ashlar/authn';
import { MessageQueueConfig, messageQueueSchema } from '@ashlar/message-queue';
import { release, type ServiceParts, type ServiceSpec } from '@ashlar/service';
import { storageEntities, storageSchema } from '@ashlar/storage';

export const workerConfig = { queue: MessageQueueConfig } as const;

export const worker: ServiceSpec<typeof workerConfig> = {
  name: 'background-jobs',
  version: release,
  prefix: '/api/worker',
  title: 'Ashlar worker',
  description: 'Runs the background jobs. It has no operations beyond those of every service.',
  config: workerConfig,
  entities: [...authnEntities, ...storageEntities],
  needs: [messageQueueSchema, authnSchema, storageSchema],
  // Jobs that wait for each other's connections would wait for ever.
  assertConfig({ queue, database }) {
    if (database.poolSize >= queue.concurrency + 2) return;
    throw new ConfigurationError([
      { variable: 'ASHLAR_QUEUE_CONCURRENCY', message: 'must be at least 2 below ASHLAR_DATABASE_POOL_SIZE' },
    ]);
  },
};

export type WorkerParts = ServiceParts<typeof workerConfig>;
