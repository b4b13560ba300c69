import type { Environment } from '@ashlar/config';
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
import { NotReadyError, reasonOf, type RunningService, startService } from '@ashlar/service';
import { createEvents } from '@ashlar/events';
import { announceSchedule, schedulerJobHandlers } from '@ashlar/scheduler';
import { recordStorageChange, storageJobHandlers } from '@ashlar/storage';
import { startAuthzFeed } from './authz-feed.js';
import { startDeliveries } from './deliveries.js';
import { startRecording } from './resident-record.js';
import { startSweeps } from './sweeps.js';
import { worker, type WorkerParts } from './worker-spec.js';

/** Every job that may be enqueued. */
export const jobs: readonly JobDefinition[] = [recordStorageChange, announceSchedule];

function jobHandlers({ database }: WorkerParts): readonly JobHandler[] {
  const events = createEvents({ database, service: worker.name });
  return [...storageJobHandlers({ database }), ...schedulerJobHandlers({ database, events })];
}

export interface WorkerQueue {
  readonly queue: Queue;
  readonly relay: Relay;
  readonly worker: Worker;
}

/** The queue with its two ends: from the outbox into it, and from it to the handlers. */
export async function openWorkerQueue(parts: WorkerParts): Promise<WorkerQueue> {
  const { config, database, logger, metrics, lifecycle } = parts;
  const service = worker.name;
  const queue = await createQueue({
    config: config.queue,
    database,
    url: config.database.directUrl ?? config.database.url,
    logger,
    metrics,
    service,
  }).catch((cause: unknown) => {
    // Its tables are made after the migrations of this release.
    throw new NotReadyError(`The queue cannot be opened: ${reasonOf(cause)}`, { cause });
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
    startAuthzFeed(parts);
    startRecording(parts, 'jobs.drain', jobWorker.tally);
    const deliveries = startDeliveries(parts);
    startSweeps(parts);
    return { routes: [], checks: [createWorkerCheck({ queue, worker: jobWorker }), ...deliveries] };
  });
}
