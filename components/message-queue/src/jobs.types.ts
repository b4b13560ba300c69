import type { TransactionContext } from '@ashlar/database';

/** How a job is treated when its enqueuer says nothing else. */
export interface JobOptions {
  /** How often it is started at most before it counts as failed, 1 to 100. Default 10. */
  readonly attempts?: number;
  /** Pause before the second attempt in milliseconds; it doubles with each further one, less up to half. Default 1,000. */
  readonly backoffMs?: number;
  /** One attempt may take this long in milliseconds; then it is rolled back and counts as failed. Default 60,000. */
  readonly timeoutMs?: number;
  /** Lower runs first, 0 (default) before everything else, up to 1,000. */
  readonly priority?: number;
}

/** A kind of job: what is enqueued under its name and what its handler gets. Made by `defineJob`. */
export interface JobDefinition<P extends object = object> {
  readonly name: string;
  readonly version: number;
  readonly payload: new () => P;
  readonly options: Required<JobOptions>;
}

/** A job and what does it. Made by `handle`. */
export interface JobHandler {
  readonly job: JobDefinition;
  readonly run: (tx: TransactionContext, payload: object) => Promise<void>;
}

/** What one enqueuing may change. */
export interface EnqueueOptions {
  /** Not before this many milliseconds after the commit's transaction began. Default 0. */
  readonly delayMs?: number;
  /** Default: that of the job. */
  readonly priority?: number;
}

/** The port through which bricks ask for work that must happen if, and only if, their transaction commits. */
export interface Jobs {
  /**
   * Writes the job with the transaction, at its end and together with its other jobs. It takes effect exactly once,
   * after the commit; a rollback leaves nothing.
   * @returns the id of the job, a UUIDv7.
   * @throws {JobPayloadError} when the payload is not valid: a programming error.
   */
  enqueue<P extends object>(
    tx: TransactionContext,
    job: JobDefinition<P>,
    payload: NoInfer<P>,
    options?: EnqueueOptions,
  ): Promise<string>;
}
