import type { Secret } from '@ashlar/config';
import type { Database } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import {
  createPostgresBackend,
  type Job as BullJob,
  UnrecoverableError,
  WaitingError,
  withBackend,
} from 'bullmq';
import { type Backlog, readBacklog } from './backlog.repository.js';
import { soundOptions } from './define-job.js';
import type { MessageQueueConfig } from './message-queue.config.js';
import type { ClaimedEntry } from './outbox.repository.js';
import { createQueuePool, queueName } from './queue.repository.js';

const bull = withBackend(createPostgresBackend);

/** Beyond this many lost workers, the job is what kills them. */
const mostLostWorkers = 25;

/** What travels with a job through the queue. */
export interface Envelope {
  readonly payload: object;
  readonly version: number;
  readonly requestId: string;
  readonly traceparent: string | null;
  /** When it could first run, in milliseconds since 1970. */
  readonly dueAt: number;
}

/** One attempt that the queue asks for. */
export interface Delivery {
  readonly jobId: string;
  readonly name: string;
  readonly envelope: Envelope;
  /** From 1. */
  readonly attempt: number;
  readonly attempts: number;
}

/** What becomes of a job after an attempt. */
export type Verdict =
  | { readonly kind: 'done' }
  /** Let another worker have it at once; the attempt does not count. */
  | { readonly kind: 'return' }
  | { readonly kind: 'retry' | 'give-up'; readonly error: Error };

export interface Consumer {
  start(): Promise<void>;
  /** Claims nothing more; resolves when all attempts have ended. */
  close(): Promise<void>;
}

export interface ConsumerDeps {
  readonly deliver: (delivery: Delivery) => Promise<Verdict>;
  /** The queue may have given these jobs to another worker. */
  readonly onLocksLost: (jobIds: readonly string[]) => void;
}

export interface QueueDeps {
  readonly config: MessageQueueConfig;
  readonly database: Database;
  /** `DATABASE_DIRECT_URL`, else `DATABASE_URL`, which then must not be that of a transaction pooler. */
  readonly url: Secret;
  /** Shown by PostgreSQL as application_name. */
  readonly service: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The queue behind relay and worker. Which broker it is, nobody outside needs to know. */
export interface Queue {
  backlog(): Promise<Backlog>;
  /** After relay and worker have stopped. */
  close(): Promise<void>;
}

/** What this brick itself does with a queue. */
export interface OpenQueue extends Queue {
  /** Adds jobs; those that it has already are left as they are. */
  add(entries: readonly ClaimedEntry[]): Promise<void>;
  consume(deps: ConsumerDeps): Consumer;
}

const opened = new WeakMap<Queue, OpenQueue>();

export function openQueue(queue: Queue): OpenQueue {
  const open = opened.get(queue);
  if (!open) throw new TypeError('Not a queue made by createQueue()');
  return open;
}

/** Connects; throws when the database does not answer or `migrateQueue` has not run. */
export async function createQueue({
  config,
  database,
  url,
  service,
  logger,
  metrics,
}: QueueDeps): Promise<Queue> {
  const log = logger.child({ brick: 'message-queue' });
  const faults = metrics.counter('ashlar_queue_faults_total', 'Failures of the queue itself, not of jobs.');
  const onError = (error: unknown): void => {
    faults.inc();
    log.warn('The queue has a problem and goes on by itself', { error });
  };
  const connection = createQueuePool({ url, service, size: Math.min(config.concurrency, 5) + 2, onError });
  const producer = new bull.Queue<Envelope>(queueName, { connection });
  producer.on('error', onError);
  const close = async (): Promise<void> => {
    await producer.close();
    await connection.end();
  };
  try {
    await producer.waitUntilReady();
  } catch (error) {
    await close();
    throw error;
  }

  observeBacklog(metrics, () => readBacklog(database));

  const consume = ({ deliver, onLocksLost }: ConsumerDeps): Consumer => {
    const options = {
      connection,
      autorun: false,
      concurrency: config.concurrency,
      lockDuration: config.lockDurationMs,
      stalledInterval: config.lockDurationMs / 4,
      maxStalledCount: mostLostWorkers,
      runRetryDelay: 1_000,
    };
    const worker = new bull.Worker<Envelope>(queueName, (job, token) => obey(deliver, job, token), options);
    worker.on('error', onError);
    worker.on('lockRenewalFailed', onLocksLost);
    return {
      async start() {
        await worker.waitUntilReady();
        void worker.run().catch(onError);
      },
      close: () => worker.close(),
    };
  };

  const queue: Queue = { backlog: () => readBacklog(database), close };
  opened.set(queue, {
    ...queue,
    async add(entries) {
      await producer.addBulk(entries.map((entry) => toBullJob(entry, config)));
    },
    consume,
  });
  return queue;
}

function observeBacklog(metrics: Metrics, read: () => Promise<Backlog>): void {
  const age = metrics.gauge('ashlar_queue_outbox_age_seconds', 'Age of the oldest job not yet in the queue.');
  metrics.observedGauge(
    'ashlar_queue_jobs',
    'Jobs by where they are; counted up to 100,000.',
    ['state'],
    async (set) => {
      const { outboxAgeSeconds, ...counts } = await read();
      age.set(outboxAgeSeconds);
      for (const [state, value] of Object.entries(counts)) set(value, { state });
    },
  );
}

async function obey(
  deliver: ConsumerDeps['deliver'],
  job: BullJob<Envelope>,
  token: string | undefined,
): Promise<void> {
  const verdict = await deliver({
    jobId: job.id ?? '',
    name: job.name,
    envelope: job.data,
    attempt: job.attemptsMade + 1,
    attempts: job.opts.attempts ?? 1,
  });
  switch (verdict.kind) {
    case 'done':
      return;
    case 'return':
      await job.moveToWait(token);
      throw new WaitingError();
    case 'retry':
      throw verdict.error;
    case 'give-up':
      throw new UnrecoverableError(verdict.error.message);
  }
}

function toBullJob(entry: ClaimedEntry, { failedRetentionMs }: MessageQueueConfig) {
  const { attempts, backoffMs, priority } = soundOptions(entry.options);
  const data: Envelope = {
    payload: entry.payload,
    version: entry.payload_version,
    requestId: entry.request_id,
    traceparent: entry.traceparent,
    dueAt: entry.enqueued_at + entry.delay,
  };
  return {
    name: entry.job,
    data,
    opts: {
      // The outbox id: relaying a row twice adds one job.
      jobId: entry.id,
      attempts,
      backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
      delay: Math.ceil(entry.due_in),
      priority,
      removeOnComplete: true,
      removeOnFail: { age: failedRetentionMs / 1000 },
      stackTraceLimit: 5,
    },
  };
}
