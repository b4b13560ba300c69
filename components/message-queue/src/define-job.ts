import type { TransactionContext } from '@ashlar/database';
import type {
  BatchHandler,
  JobDefinition,
  JobHandler,
  JobOptions,
  JobRun,
  SingleHandler,
} from './jobs.types.js';
import { JobHandlerError } from './message-queue.errors.js';

export interface JobDeclaration<P extends object> {
  /** `noun.verb`, the verb a hyphenated phrase: `storage.record-change`. Stored with each job, so it never changes. */
  readonly name: string;
  /** Counts the shapes of the payload, from 1. A job of another version does not run. */
  readonly version: number;
  /**
   * A class with class-validator decorators. Properties that it does not declare are refused. Nested classes need
   * `@Type`; class-transformer does nothing else to a payload.
   */
  readonly payload: new () => P;
  readonly options?: JobOptions;
}

const defaults: Required<JobOptions> = {
  attempts: 10,
  backoffMs: 1_000,
  timeoutMs: 60_000,
  priority: 0,
  concurrency: 1,
  ratePerTenant: 0,
  rateWindowMs: 1_000,
  batch: 0,
};

const limits: Readonly<Record<keyof JobOptions, readonly [number, number]>> = {
  attempts: [1, 100],
  backoffMs: [0, 3_600_000],
  timeoutMs: [1, 86_400_000],
  priority: [0, 1_000],
  concurrency: [1, 1_000],
  ratePerTenant: [0, 1_000_000],
  rateWindowMs: [100, 86_400_000],
  batch: [0, 10_000],
};

/** @throws {TypeError} when the declaration breaks a rule: at start, not when the first job is enqueued. */
export function defineJob<P extends object>({
  name,
  version,
  payload,
  options,
}: JobDeclaration<P>): JobDefinition<P> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 100) {
    throw new TypeError(`"${name}" is not a job name such as storage.record-change`);
  }
  if (!Number.isInteger(version) || version < 1 || version > 32_767) {
    throw new TypeError(`${name}: the version is a whole number from 1`);
  }
  const complete = Object.freeze({ ...defaults, ...options });
  for (const [option, [least, most]] of Object.entries(limits))
    assertBetween(name, option, complete, least, most);
  if (complete.batch > 0 && complete.ratePerTenant > 0)
    throw new TypeError(`${name}: jobs that are taken in batches have no rate`);
  return Object.freeze({ name, version, payload, options: complete });
}

/** What decides about a row that this release did not check: out of bounds becomes the default. */
export function soundOptions(given: unknown): Pick<Required<JobOptions>, 'attempts' | 'backoffMs'> {
  const options: object = typeof given === 'object' && given !== null ? given : {};
  const sound = (name: keyof JobOptions): number => {
    const [least, most] = limits[name];
    const value: unknown = Reflect.get(options, name);
    return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? Number(value)
      : defaults[name];
  };
  return { attempts: sound('attempts'), backoffMs: sound('backoffMs') };
}

function assertBetween(name: string, option: string, options: object, least: number, most: number): void {
  const value: unknown = Object.entries(options).find(([key]) => key === option)?.[1];
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
    throw new TypeError(`${name}: ${option} is a whole number from ${least} to ${most}`);
  }
}

/**
 * Says what does a job. `handler` runs in the transaction that records the job as done: its writes and that record
 * commit together, so they happen once. It may run more than once before it commits, and touches nothing outside
 * the database. `tx.signal` is aborted when the attempt has ended.
 */
export function handle<P extends object>(
  job: JobDefinition<P>,
  handler: (tx: TransactionContext, payload: P, run: JobRun) => Promise<void>,
): SingleHandler {
  // The worker passes what it has checked against this very job's class.
  return Object.freeze({
    kind: 'single',
    job,
    run: (tx: TransactionContext, payload: object, run: JobRun) => handler(tx, payload as P, run),
  });
}

/**
 * The same for up to `options.batch` jobs in one transaction: all of them take effect, or none. When it fails the
 * batch is halved until the job that cannot be done stands alone.
 */
export function handleMany<P extends object>(
  job: JobDefinition<P>,
  handler: (tx: TransactionContext, payloads: readonly P[]) => Promise<void>,
): BatchHandler {
  return Object.freeze({
    kind: 'batch',
    job,
    runMany: (tx: TransactionContext, payloads: readonly object[]) => handler(tx, payloads as readonly P[]),
  });
}

/**
 * The handler of each job by the job's name.
 * @throws {JobHandlerError} for a job without a handler, with two, and for a handler of an unknown job.
 */
export function bindHandlers(
  jobs: readonly JobDefinition[],
  handlers: readonly JobHandler[],
): ReadonlyMap<string, JobHandler> {
  const faults: string[] = [];
  const bound = new Map<string, JobHandler>();
  const known = new Set<JobDefinition>(jobs);
  const names = new Set<string>();
  for (const job of known) {
    if (names.has(job.name)) faults.push(`${job.name} is defined twice`);
    names.add(job.name);
    const own = handlers.filter((handler) => handler.job === job);
    if (own.length !== 1)
      faults.push(`${job.name} has ${own.length === 0 ? 'no handler' : `${own.length} handlers`}`);
    const takesMany = job.options.batch > 0;
    if (own[0] && takesMany !== (own[0].kind === 'batch'))
      faults.push(`${job.name} needs ${takesMany ? 'handleMany' : 'handle'}`);
    if (own[0]) bound.set(job.name, own[0]);
  }
  for (const { job } of handlers)
    if (!known.has(job)) faults.push(`${job.name} has a handler but is not one of the jobs`);
  if (faults.length > 0) throw new JobHandlerError(faults);
  return bound;
}
