import { type Database, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { extractTraceContext, type Metrics, withSpan } from '@ashlar/telemetry';
import { type Attempt, createAttempts } from './attempts.js';
import { bindHandlers } from './define-job.js';
import { createEffectsRepository } from './effects.repository.js';
import type { JobDefinition, JobHandler } from './jobs.types.js';
import { JobInterruptedError, JobPayloadError } from './message-queue.errors.js';
import { parsePayload } from './payload.js';
import { type Consumer, type Delivery, openQueue, type Queue, type Verdict } from './queue.js';

export interface WorkerDeps {
  readonly database: Database;
  readonly queue: Queue;
  /** Every job that may be enqueued. */
  readonly jobs: readonly JobDefinition[];
  /** Exactly one for each of them. */
  readonly handlers: readonly JobHandler[];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** How a delivery ended; `duplicate` means that the job had taken effect before. */
export type JobOutcome = 'completed' | 'duplicate' | 'retried' | 'failed' | 'returned';

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
  /** Claims nothing more, waits for what runs, and ends what still runs at the deadline. */
  stop(deadlineMs: number): Promise<StopReport>;
}

/** An ended attempt still has to roll back and to give its job back. */
const graceMs = 3_000;

/** @throws {JobHandlerError} unless each job has exactly one handler. */
export function createWorker({ database, queue, jobs, handlers, logger, metrics }: WorkerDeps): Worker {
  const log = logger.child({ brick: 'message-queue' });
  const bound = bindHandlers(jobs, handlers);
  const effects = createEffectsRepository(database);
  const open = openQueue(queue);
  const attempts = createAttempts();
  const count = createCounts(metrics);
  let consumer: Consumer | undefined;

  const perform = async ({ jobId, name, envelope }: Delivery, attempt: Attempt): Promise<JobOutcome> => {
    const { job, run } = handlerFor(bound, name, envelope.version);
    const payload = parsePayload(job, envelope.payload);
    attempt.limit(job.options.timeoutMs);
    const ctx = systemContext(`job ${name}`, { requestId: envelope.requestId, signal: attempt.signal });
    return database.transact(
      ctx,
      async (tx) => {
        if (!(await effects.record(tx, jobId, name))) return 'duplicate';
        await attempt.unlessEnded(run(tx, payload));
        return 'completed';
      },
      // The record makes a second run of the whole harmless.
      { idempotent: true },
    );
  };

  const traced = (delivery: Delivery, attempt: Attempt): Promise<JobOutcome> => {
    const { jobId, name, envelope } = delivery;
    const traceparent = envelope.traceparent ?? undefined;
    const attributes = { 'job.id': jobId, 'job.attempt': delivery.attempt };
    return withSpan(`job ${name}`, attributes, () => perform(delivery, attempt), {
      kind: 'consumer',
      parent: extractTraceContext({ traceparent }),
    });
  };

  const deliver = async (delivery: Delivery): Promise<Verdict> => {
    const finish = count.begin(delivery);
    const attempt = attempts.begin(delivery.jobId);
    try {
      finish(await traced(delivery, attempt));
      return { kind: 'done' };
    } catch (thrown) {
      const error = attempt.interruption ?? asError(thrown);
      const verdict = judge(error, delivery);
      finish(verdict.kind === 'return' ? 'returned' : verdict.kind === 'retry' ? 'retried' : 'failed');
      report(delivery, verdict.kind, error);
      return verdict;
    } finally {
      attempt.end();
    }
  };

  const report = (
    { jobId, name, attempt, envelope }: Delivery,
    kind: Verdict['kind'],
    error: Error,
  ): void => {
    const fields = { job: name, job_id: jobId, request_id: envelope.requestId, attempt, error };
    if (kind === 'return') log.info('A job was ended and given back', fields);
    else if (kind === 'retry') log.warn('A job failed and will be tried again', fields);
    else log.error('A job failed and is not tried again', fields);
  };

  return {
    async start() {
      consumer ??= open.consume({ deliver, onLocksLost: (ids) => attempts.interrupt('lock-lost', ids) });
      await consumer.start();
    },
    tally: count.tally,
    async stop(deadlineMs) {
      const before = count.tally().returned;
      const closed = consumer?.close() ?? Promise.resolve();
      if (!(await within(deadlineMs, closed))) {
        attempts.interrupt('stopping');
        await within(graceMs, closed);
      }
      return { returned: count.tally().returned - before, abandoned: attempts.size() };
    },
  };
}

interface Counts {
  begin(delivery: Delivery): (outcome: JobOutcome) => void;
  tally(): Readonly<Record<JobOutcome, number>>;
}

function createCounts(metrics: Metrics): Counts {
  const outcomes = metrics.counter('ashlar_jobs_total', 'Deliveries of jobs by how they ended.', [
    'job',
    'outcome',
  ]);
  const runTime = metrics.histogram('ashlar_job_duration_seconds', 'Duration of one attempt.', [
    'job',
    'outcome',
  ]);
  const waitTime = metrics.histogram('ashlar_job_wait_seconds', 'From due to the first attempt.', ['job']);
  const tally: Record<JobOutcome, number> = {
    completed: 0,
    duplicate: 0,
    retried: 0,
    failed: 0,
    returned: 0,
  };
  return {
    begin({ name, attempt, envelope }) {
      const started = performance.now();
      if (attempt === 1) waitTime.observe(Math.max(0, Date.now() - envelope.dueAt) / 1000, { job: name });
      return (outcome) => {
        tally[outcome] += 1;
        outcomes.inc({ job: name, outcome });
        runTime.observe((performance.now() - started) / 1000, { job: name, outcome });
      };
    },
    tally: () => ({ ...tally }),
  };
}

function handlerFor(bound: ReadonlyMap<string, JobHandler>, name: string, version: number): JobHandler {
  const handler = bound.get(name);
  // Another release may know it, so these are worth another try.
  if (!handler) throw new Error(`This release does not know the job ${name}`);
  if (version > handler.job.version) throw new Error(`${name} version ${version} is from a newer release`);
  if (version < handler.job.version) {
    throw new JobPayloadError(name, [`version ${version} is no longer handled`]);
  }
  return handler;
}

function judge(error: Error, { attempt, attempts }: Delivery): Exclude<Verdict, { kind: 'done' }> {
  if (error instanceof JobInterruptedError && error.reason === 'stopping') return { kind: 'return' };
  const hopeless = error instanceof JobPayloadError || attempt >= attempts;
  return { kind: hopeless ? 'give-up' : 'retry', error };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error('Something that is not an Error was thrown', { cause: thrown });
}

/** Whether it settled in time. */
async function within(ms: number, work: Promise<void>): Promise<boolean> {
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
