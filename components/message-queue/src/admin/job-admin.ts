import { type Database, type OperationContext } from '@ashlar/database';
import { defineError } from '@ashlar/errors';
import type { EnqueueOptions, JobDefinition, Jobs } from '../jobs.types.js';
import { createJobAdminRepository, type JobFilter, type JobRecord } from './job-admin.repository.js';

export const JobNotFound = defineError({
  code: 'JOB_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such job; records of ended ones are kept for a time only',
  remedy: 'Check the id.',
  inside: true,
});

export const JobStateUnfit = defineError({
  code: 'JOB_STATE_UNFIT',
  kind: 'conflict',
  title: 'The job is not in a state in which this can be done',
  remedy: 'Look at the job again: it may have ended or begun meanwhile.',
  inside: true,
});

export const JobUnknown = defineError({
  code: 'JOB_UNKNOWN',
  kind: 'not-found',
  title: 'This release knows no job of this name',
  remedy: 'List the jobs.',
  inside: true,
});

export interface JobAdminDeps {
  readonly database: Database;
  readonly jobs: Jobs;
  /** What `run` may start. */
  readonly definitions: readonly JobDefinition[];
}

/** What an operator does with jobs. Whoever calls has checked that the caller may. */
export interface JobAdmin {
  /** Those that have not taken effect, newest first. Default 50, at most 1,000. */
  list(
    ctx: OperationContext,
    filter?: JobFilter & { readonly limit?: number },
  ): Promise<readonly JobRecord[]>;
  /** @throws {JobNotFound} */
  show(ctx: OperationContext, id: string): Promise<JobRecord>;
  /**
   * Enqueues one by name. @returns its id.
   * @throws {JobUnknown}, or {JobPayloadError} when the payload does not fit.
   */
  run(ctx: OperationContext, name: string, payload: object, options?: EnqueueOptions): Promise<string>;
  /**
   * Lets a job that failed or waits for its time run now, with all its attempts before it.
   * @throws {JobNotFound}, or {JobStateUnfit} when it is in no such state or one of its dedupe key is under way.
   */
  retry(ctx: OperationContext, id: string): Promise<void>;
  /** The same for all failed jobs that fit, but those whose dedupe key is under way. @returns how many. */
  redrive(ctx: OperationContext, filter: Omit<JobFilter, 'state'>): Promise<number>;
  /**
   * Whether it waits or runs: it takes no effect any more; the signal of one that runs is aborted within a second.
   * @throws {JobNotFound}, or {JobStateUnfit} when it has ended or its batch is under way.
   */
  cancel(ctx: OperationContext, id: string): Promise<void>;
}

const most = 1_000;

export function createJobAdmin({ database, jobs, definitions }: JobAdminDeps): JobAdmin {
  const repository = createJobAdminRepository(database);
  const show: JobAdmin['show'] = async (ctx, id) => {
    const record = uuid.test(id) ? await repository.find(ctx, id) : undefined;
    if (!record) throw new JobNotFound();
    return record;
  };
  const change = async (ctx: OperationContext, id: string, done: Promise<boolean>): Promise<void> => {
    if (await done) return;
    const { state } = await show(ctx, id);
    throw new JobStateUnfit(`The job is ${state}, and this cannot be done`);
  };
  return {
    list: (ctx, { limit = 50, ...filter } = {}) =>
      repository.list(ctx, filter, Math.min(Math.max(Math.trunc(limit), 1), most)),
    show,
    async run(ctx, name, payload, options) {
      const job = definitions.find((definition) => definition.name === name);
      if (!job) throw new JobUnknown();
      return database.transact(ctx, (tx) => jobs.enqueue(tx, job, payload, options));
    },
    async retry(ctx, id) {
      await show(ctx, id);
      await change(ctx, id, repository.retry(ctx, id));
    },
    async redrive(ctx, filter) {
      let total = 0;
      for (;;) {
        const count = await repository.redrive(ctx, filter, most);
        total += count;
        if (count < most) return total;
      }
    },
    async cancel(ctx, id) {
      await show(ctx, id);
      await change(ctx, id, repository.cancel(ctx, id));
    },
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
