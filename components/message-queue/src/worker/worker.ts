import type { Secret } from '@ashlar/config';
import type { Database } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { bindHandlers } from '../define-job.js';
import type { JobDefinition, JobHandler } from '../jobs.types.js';
import type { MessageQueueConfig } from '../message-queue.config.js';
import { type Consumer, openQueue, type Queue } from '../queue/queue.types.js';
import { createAttemptRepository } from './attempt.repository.js';
import { createAttempts } from './attempts.js';
import { createBatches } from './batches.js';
import { createClaimRepository } from './claim.repository.js';
import { createClaims } from './claims.js';
import { createCounts, type JobOutcome } from './counts.js';
import { createDeliveries } from './deliveries.js';
import { createGuard } from './guard.js';

export interface WorkerDeps {
  readonly config: MessageQueueConfig;
  readonly database: Database;
  readonly queue: Queue;
  /** Every job that may be enqueued. */
  readonly jobs: readonly JobDefinition[];
  /** Exactly one for each of them. */
  readonly handlers: readonly JobHandler[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly service: string;
  /** `DATABASE_DIRECT_URL`: to be notified of jobs that are taken from the outbox. Without it the worker polls. */
  readonly directUrl?: Secret;
}

export interface StopReport {
  /** Attempts that were ended and whose jobs any worker may take at once. */
  readonly returned: number;
  /** Attempts that did not end in time: their jobs run again when the lock has expired. */
  readonly abandoned: number;
}

/** Runs jobs, each in one transaction with the record that it took effect. */
export interface Worker {
  /** Claims jobs from now on. */
  start(): Promise<void>;
  /** How its deliveries ended so far. */
  tally(): Readonly<Record<JobOutcome, number>>;
  /** Milliseconds for which it has begun and ended nothing although it could; 0 while all it may run at once runs. */
  idleMs(): number;
  /** Claims nothing more, waits for what runs, and ends what still runs at the deadline. */
  stop(deadlineMs: number): Promise<StopReport>;
}

/** An ended attempt still has to roll back and to give its job back. */
const graceMs = 3_000;

/** @throws {JobHandlerError} unless each job has exactly one handler. */
export function createWorker(deps: WorkerDeps): Worker {
  const { config, database, queue, jobs, handlers, logger, metrics } = deps;
  const log = logger.child({ brick: 'message-queue' });
  const bound = bindHandlers(jobs, handlers);
  const open = openQueue(queue);
  const attempts = createAttempts();
  const counts = createCounts(metrics);
  const repository = createAttemptRepository(database);
  const deliveries = createDeliveries({
    ...{ database, bound, attempts, counts, repository, log },
    claimed: open.kind === 'direct',
  });
  const batches = createBatches({ ...deps, attempts, counts, repository, log });
  const guard = createGuard({ attempts, repository, log });
  let consumer: Consumer | undefined;

  return {
    async start() {
      consumer ??=
        open.kind === 'direct'
          ? createClaims({
              ...deps,
              repository: createClaimRepository(database),
              deliver: deliveries.deliver,
              log,
            })
          : open.consume({
              deliver: deliveries.deliver,
              onLocksLost: (ids) => attempts.interrupt('lock-lost', ids),
              onDeadly: deliveries.giveUp,
            });
      counts.touch();
      await consumer.start();
      guard.start();
      batches.start();
    },
    tally: counts.tally,
    idleMs: () => (attempts.size() >= config.concurrency ? 0 : counts.untouchedMs()),
    async stop(deadlineMs) {
      const before = counts.tally().returned;
      const closed = Promise.all([consumer?.close(), batches.stop()]);
      if (!(await within(deadlineMs, closed))) {
        attempts.interrupt('stopping');
        await within(graceMs, closed);
      }
      await guard.stop();
      return { returned: counts.tally().returned - before, abandoned: attempts.size() };
    },
  };
}

/** Whether it settled in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
