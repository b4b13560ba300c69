import { ConfigurationError, type Environment } from '@ashlar/config';
import { schemaMismatches } from '@ashlar/database';
import {
  createQueue,
  createRelay,
  createWorker,
  createWorkerCheck,
  type JobDefinition,
  type JobHandler,
  type Queue,
  type Relay,
  type Worker,
} from '@ashlar/message-queue';
import { type RunningService, startService } from '@ashlar/service';
import { recordStorageChange, storageJobHandlers } from '@ashlar/storage';
import { startSweeps } from './sweeps.js';
import { worker, type WorkerParts } from './worker-spec.js';

/** Every job that may be enqueued. */
export const jobs: readonly JobDefinition[] = [recordStorageChange];

function jobHandlers({ database }: WorkerParts): readonly JobHandler[] {
  return [...storageJobHandlers({ database })];
}

export interface WorkerQueue {
  readonly queue: Queue;
  readonly relay: Relay;
  readonly worker: Worker;
}

/** The queue with its two ends: from the outbox into it, and from it to the handlers. */
export async function openWorkerQueue(parts: WorkerParts): Promise<WorkerQueue> {
  const { config, database, logger, metrics, lifecycle } = parts;
  assertPoolFits(parts);
  await assertSchemaFits(parts);
  const service = worker.name;
  const queue = await createQueue({
    config: config.queue,
    database,
    url: config.database.directUrl ?? config.database.url,
    logger,
    metrics,
    service,
  });
  lifecycle.started({ name: 'queue', deadlineMs: 10_000, stop: () => queue.close() });
  return {
    queue,
    relay: createRelay({
      config: config.queue,
      database,
      queue,
      logger,
      metrics,
      service,
      directUrl: config.database.directUrl,
    }),
    worker: createWorker({
      config: config.queue,
      database,
      queue,
      jobs,
      handlers: jobHandlers(parts),
      logger,
      metrics,
      service,
      directUrl: config.database.directUrl,
    }),
  };
}

/** Jobs that wait for each other's connections would wait for ever. */
function assertPoolFits({ config: { queue, database } }: WorkerParts): void {
  if (database.poolSize >= queue.concurrency + 2) return;
  throw new ConfigurationError([
    { variable: 'ASHLAR_QUEUE_CONCURRENCY', message: 'must be at least 2 below ASHLAR_DATABASE_POOL_SIZE' },
  ]);
}

/** A worker takes work instead of being given it, so no readiness probe keeps it from a database it does not fit. */
async function assertSchemaFits({ database }: WorkerParts): Promise<void> {
  const mismatches = await schemaMismatches(database, worker.needs);
  if (mismatches.length > 0)
    throw new Error(`The database does not fit this release: ${mismatches.join('; ')}`);
}

/** Resident mode: relays and works until the process is told to stop. */
export function startWorker(env: Environment): Promise<RunningService> {
  return startService(worker, env, async (parts) => {
    const { config, lifecycle, logger } = parts;
    const { queue, relay, worker: jobWorker } = await openWorkerQueue(parts);
    const { stopDeadlineMs } = config.queue;
    lifecycle.started({
      name: 'jobs',
      deadlineMs: stopDeadlineMs + 5_000,
      async stop() {
        await relay.stop();
        const { returned, abandoned } = await jobWorker.stop(stopDeadlineMs);
        if (returned + abandoned > 0) logger.warn('Jobs were not finished', { returned, abandoned });
      },
    });
    relay.start();
    await jobWorker.start();
    startSweeps(parts);
    return { routes: [], checks: [createWorkerCheck({ queue, worker: jobWorker })] };
  });
}
