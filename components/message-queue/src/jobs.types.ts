import type { TransactionContext } from '@ashlar/database';

/** How a job is treated when its enqueuer says nothing else. */
export interface JobOptions {
  /** How often it is started at most before it counts as failed, 1 to 100. Default 10. */
  readonly attempts?: number;
  /**
   * Pause before the second attempt in milliseconds; it doubles with each further one up to an hour, less up to half.
   * Default 1,000.
   */
  readonly backoffMs?: number;
  /** One attempt may take this long in milliseconds; then it is rolled back and counts as failed. Default 60,000. */
  readonly timeoutMs?: number;
  /** Lower runs first among the jobs of one tenant, 0 (default) to 1,000. */
  readonly priority?: number;
  /** At most this many jobs of one concurrency key run at once, 1 to 1,000. Default 1. */
  readonly concurrency?: number;
  /** At most this many begin per tenant and window; 0 (default) means as many as there are. */
  readonly ratePerTenant?: number;
  /** The length of that window in milliseconds. Default 1,000. */
  readonly rateWindowMs?: number;
  /**
   * 0 (default): each job by itself, for `handle`. More: up to this many in one transaction, for `handleMany`; such a
   * job has no concurrency key and no rate.
   */
  readonly batch?: number;
}

/** A kind of job: what is enqueued under its name and what its handler gets. Made by `defineJob`. */
export interface JobDefinition<P extends object = object> {
  readonly name: string;
  readonly version: number;
  readonly payload: new () => P;
  readonly options: Required<JobOptions>;
}

/** What a handler may know of its attempt, and tell. */
export interface JobRun {
  readonly jobId: string;
  /** From 1. */
  readonly attempt: number;
  /** Shows how far the work is, 0 to 1, while its transaction is open. Written at most once a second; never fails. */
  reportProgress(share: number): void;
}

/** A job and what does it. Made by `handle` or `handleMany`. */
export type JobHandler = SingleHandler | BatchHandler;

export interface SingleHandler {
  readonly kind: 'single';
  readonly job: JobDefinition;
  readonly run: (tx: TransactionContext, payload: object, run: JobRun) => Promise<void>;
}

export interface BatchHandler {
  readonly kind: 'batch';
  readonly job: JobDefinition;
  readonly runMany: (tx: TransactionContext, payloads: readonly object[]) => Promise<void>;
}

/** What one enqueuing may change. */
export interface EnqueueOptions {
  /** Not before this many milliseconds after the commit's transaction began. Default 0. */
  readonly delayMs?: number;
  /** Default: that of the job. */
  readonly priority?: number;
  /** Whose job it is, such as the id of a domain: tenants take turns. Default: the platform's. */
  readonly tenant?: string;
  /** Left out when a job of this kind with this key has not ended yet; the id that is given back then names nothing. */
  readonly dedupeKey?: string;
  /** Jobs that share it, of whatever kind, run at most `concurrency` of their definition at once. */
  readonly concurrencyKey?: string;
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
  /**
   * The same for many payloads of one kind; all are written by one statement.
   * @returns their ids, in order.
   * @throws {JobPayloadError} when one is not valid; then none is written.
   */
  enqueueMany<P extends object>(
    tx: TransactionContext,
    job: JobDefinition<P>,
    payloads: readonly NoInfer<P>[],
    options?: EnqueueOptions,
  ): Promise<readonly string[]>;
}
