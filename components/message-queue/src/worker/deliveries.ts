import { type Database, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { extractTraceContext, withSpan } from '@ashlar/telemetry';
import type { JobHandler, JobRun, SingleHandler } from '../jobs.types.js';
import {
  JobClaimLostError,
  JobFromNewerReleaseError,
  JobInterruptedError,
  JobPayloadError,
} from '../message-queue.errors.js';
import { parsePayload } from '../payload.js';
import type { Delivery } from '../queue/queue.types.js';
import { lostMessage } from '../relay/outbox.repository.js';
import type { AttemptRepository, Claim, Setback } from './attempt.repository.js';
import type { Attempt, Attempts } from './attempts.js';
import type { Counts, JobOutcome } from './counts.js';
import { createEndings } from './endings.js';
import { pauseBefore } from './retry.js';

/** A worker of the newer release takes it; until there is one, it comes by this often. */
const deferMs = 10_000;
const progressEveryMs = 1_000;

export interface DeliveriesDeps {
  readonly database: Database;
  readonly bound: ReadonlyMap<string, JobHandler>;
  readonly attempts: Attempts;
  readonly counts: Counts;
  readonly repository: AttemptRepository;
  readonly log: Logger;
  /** Whether a delivery was claimed a moment ago, so that nothing need be asked before it begins. */
  readonly claimed: boolean;
}

export interface Deliveries {
  deliver(delivery: Delivery): Promise<Error | undefined>;
  giveUp(delivery: Delivery): Promise<void>;
}

/** Runs jobs one by one, as the queue delivers them, and writes down what came of each attempt. */
export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const { database, bound, attempts, counts, repository, log, claimed } = deps;

  const endings = createEndings(repository);

  const perform = async ({ name, envelope, onHandled }: Delivery, attempt: Attempt): Promise<JobOutcome> => {
    const { job, run } = handlerFor(bound, name, envelope.version);
    const payload = parsePayload(job, envelope.payload);
    attempt.limit(job.options.timeoutMs);
    const ctx = systemContext(`job ${name}`, { requestId: envelope.requestId, signal: attempt.signal });
    const outcome = await database.transact(
      ctx,
      async (tx) => {
        if (!claimed && (await repository.standing(tx, envelope)) !== 'open') return 'duplicate';
        await attempt.unlessEnded(run(tx, payload, runOf(envelope, repository)));
        if (claimed && repository.hasNothing(tx)) return 'nothing';
        // Last, and so not locked before: whoever finishes first wins, and a worker that stalled blocks nobody.
        if (!(await repository.complete(tx, envelope))) throw new JobClaimLostError();
        return 'completed';
      },
      // The end of the row makes a second run of the whole harmless.
      { idempotent: true, lazy: claimed },
    );
    if (outcome !== 'nothing') return outcome;
    onHandled?.();
    if (!(await endings.end(envelope))) throw new JobClaimLostError();
    return 'completed';
  };

  const traced = (delivery: Delivery, attempt: Attempt): Promise<JobOutcome> => {
    const { name, envelope } = delivery;
    const traceparent = envelope.traceparent ?? undefined;
    const attributes = { 'job.id': envelope.id, 'job.attempt': envelope.attempt };
    return withSpan(`job ${name}`, attributes, () => perform(delivery, attempt), {
      kind: 'consumer',
      parent: extractTraceContext({ traceparent }),
    });
  };

  const report = ({ name, envelope }: Delivery, outcome: JobOutcome, error: Error): void => {
    const { id, requestId, attempt } = envelope;
    const fields = { job: name, job_id: id, request_id: requestId, attempt, error };
    if (outcome === 'retried') log.warn('A job failed and will be tried again', fields);
    else if (outcome === 'failed') log.error('A job failed and is not tried again', fields);
    else if (outcome === 'returned') log.info('A job was ended and given back', fields);
    else if (outcome === 'deferred') log.info('A job is left to a newer release', fields);
    else if (outcome === 'cancelled') log.info('A job was cancelled while it ran', fields);
  };

  const writeDown = async ({ name, envelope }: Delivery, setback: Setback, error: Error): Promise<void> => {
    try {
      await repository.setBack(envelope, setback);
    } catch (cause) {
      const fields = { job: name, job_id: envelope.id, request_id: envelope.requestId };
      log.error('A failed attempt could not be written down; it will be made again', {
        ...fields,
        error,
        cause,
      });
      throw cause;
    }
  };

  return {
    async deliver(delivery) {
      const { envelope, name } = delivery;
      const finish = counts.begin({ name, ...envelope });
      const attempt = attempts.begin(envelope);
      try {
        finish(await traced(delivery, attempt));
        return undefined;
      } catch (thrown) {
        const error = attempt.interruption ?? asError(thrown);
        const { outcome, setback } = judge(error, envelope);
        if (claimed && outcome === 'duplicate') await repository.forget(envelope);
        if (setback) await writeDown(delivery, setback, error);
        finish(outcome);
        report(delivery, outcome, error);
        return outcome === 'retried' || outcome === 'failed' ? error : undefined;
      } finally {
        attempt.end();
      }
    },
    async giveUp(delivery) {
      const error = new Error(lostMessage);
      await repository.setBack(delivery.envelope, failed(error));
      counts.begin({ name: delivery.name, ...delivery.envelope })('failed');
      report(delivery, 'failed', error);
    },
  };
}

function runOf(claim: Claim & { readonly attempt: number }, repository: AttemptRepository): JobRun {
  let told = Number.NEGATIVE_INFINITY;
  return {
    jobId: claim.id,
    attempt: claim.attempt,
    reportProgress(share) {
      const now = performance.now();
      if (now - told < progressEveryMs) return;
      told = now;
      const bounded = Math.min(Math.max(share, 0), 1);
      // On a connection of its own, as others are to see it now. Only a hint.
      void repository.progress(claim, Number.isNaN(bounded) ? 0 : bounded).catch(() => undefined);
    },
  };
}

function handlerFor(bound: ReadonlyMap<string, JobHandler>, name: string, version: number): SingleHandler {
  const handler = bound.get(name);
  if (handler?.kind !== 'single')
    throw new JobFromNewerReleaseError(`This release does not know the job ${name}`);
  if (version > handler.job.version)
    throw new JobFromNewerReleaseError(`${name} version ${version} is from a newer release`);
  if (version < handler.job.version) {
    throw new JobPayloadError(name, [`version ${version} is no longer handled`]);
  }
  return handler;
}

interface Judgement {
  readonly outcome: JobOutcome;
  /** Absent when the row is not this delivery's business any more. */
  readonly setback?: Setback;
}

/** What an error means for a job. */
export function judge(
  error: Error,
  {
    attempt,
    attempts,
    backoffMs,
  }: { readonly attempt: number; readonly attempts: number; readonly backoffMs: number },
): Judgement {
  const message = error.message;
  if (error instanceof JobClaimLostError) return { outcome: 'duplicate' };
  if (error instanceof JobFromNewerReleaseError)
    return {
      outcome: 'deferred',
      setback: { state: 'delayed', counts: false, pauseMs: deferMs, error: message },
    };
  if (error instanceof JobInterruptedError) {
    if (error.reason === 'cancelled') return { outcome: 'cancelled' };
    if (error.reason === 'lock-lost') return { outcome: 'returned' };
    if (error.reason === 'stopping')
      return { outcome: 'returned', setback: { state: 'waiting', counts: false, pauseMs: 0, error: null } };
  }
  if (error instanceof JobPayloadError || attempt >= attempts)
    return { outcome: 'failed', setback: failed(error) };
  const pauseMs = pauseBefore(attempt, backoffMs);
  return {
    outcome: 'retried',
    setback: { state: pauseMs > 0 ? 'delayed' : 'waiting', counts: true, pauseMs, error: message },
  };
}

function failed(error: Error): Setback {
  return { state: 'failed', counts: true, pauseMs: 0, error: error.message };
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error('Something that is not an Error was thrown', { cause: thrown });
}
