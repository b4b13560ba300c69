import { BaseAdapter } from '@bull-board/api/dist/queueAdapters/base.js';
import type { JobAdmin } from '../admin/job-admin.js';
import type { Backlog } from '../admin/backlog.repository.js';
import { systemContext } from '@ashlar/database';
import type { BoardRepository, Shelf, ShownJob } from './board.repository.js';

type QueueJob = NonNullable<Awaited<ReturnType<BaseAdapter['getJob']>>>;
type Status = ReturnType<BaseAdapter['getStatuses']>[number];
type JobStatus = ReturnType<BaseAdapter['getJobStatuses']>[number];
type JobState = Awaited<ReturnType<QueueJob['getState']>>;
type JobCounts = Awaited<ReturnType<BaseAdapter['getJobCounts']>>;

/** What bull-board calls the states of the outbox. */
const statusOf: Readonly<Record<ShownJob['state'], JobStatus>> = {
  waiting: 'waiting',
  parked: 'paused',
  handed: 'active',
  delayed: 'delayed',
  failed: 'failed',
  cancelled: 'failed',
  completed: 'completed',
};

const shelfOf: Partial<Readonly<Record<JobStatus, Shelf>>> = {
  waiting: 'waiting',
  paused: 'parked',
  active: 'handed',
  delayed: 'delayed',
  failed: 'failed',
  completed: 'completed',
};

const statuses: readonly JobStatus[] = ['active', 'waiting', 'paused', 'delayed', 'failed', 'completed'];
const most = 100;

export interface OutboxAdapterDeps {
  readonly repository: BoardRepository;
  readonly backlog: () => Promise<Backlog>;
  readonly admin: JobAdmin;
  readonly readOnly: boolean;
}

/** The outbox, as bull-board wants to see a queue. What one cannot do to an outbox is refused. */
export class OutboxAdapter extends BaseAdapter {
  readonly #repository: BoardRepository;
  readonly #backlog: () => Promise<Backlog>;
  readonly #admin: JobAdmin;

  constructor({ repository, backlog, admin, readOnly }: OutboxAdapterDeps) {
    super('bullmq', {
      readOnlyMode: readOnly,
      allowRetries: !readOnly,
      allowCompletedRetries: false,
      description: 'Paused: waits for others of its key, or for its rate. Payloads are not shown.',
    });
    this.#repository = repository;
    this.#backlog = backlog;
    this.#admin = admin;
  }

  getName(): string {
    return 'jobs';
  }

  getStatuses(): Status[] {
    return ['latest', ...statuses];
  }

  getJobStatuses(): JobStatus[] {
    return [...statuses];
  }

  async getJobCounts(): Promise<JobCounts> {
    const [backlog, completed] = await Promise.all([this.#backlog(), this.#repository.countCompleted()]);
    const { waiting, parked, handed, delayed, failed } = backlog;
    const none = { latest: 0, prioritized: 0, 'waiting-children': 0 };
    return { ...none, waiting, paused: parked, active: handed, delayed, failed, completed };
  }

  async getJobs(wanted: JobStatus[], start = 0, end = start + most - 1): Promise<QueueJob[]> {
    const limit = Math.min(Math.max(end - start + 1, 0), most);
    const lists = await Promise.all(
      wanted
        .flatMap((status) => shelfOf[status] ?? [])
        .map((shelf) => this.#repository.list(shelf, Math.max(start, 0), limit)),
    );
    return lists.flat().map((job) => this.#shown(job));
  }

  async getJob(id: string): Promise<QueueJob | undefined> {
    const job = uuid.test(id) ? await this.#repository.find(id) : undefined;
    return job && this.#shown(job);
  }

  #shown(job: ShownJob): QueueJob {
    const ctx = systemContext('job board');
    return {
      opts: {},
      toJSON: () => ({
        id: job.id,
        name: job.job,
        progress: Math.round((job.progress ?? 0) * 100),
        attemptsMade: job.attempts,
        finishedOn: job.endedAt,
        processedOn: job.beganAt,
        timestamp: job.createdAt,
        failedReason: job.state === 'cancelled' ? 'cancelled' : (job.lastError ?? ''),
        stacktrace: [],
        data: {
          tenant: job.tenant,
          ready_at: job.readyAt === null ? null : new Date(job.readyAt).toISOString(),
          request_id: job.requestId,
          fence: job.fence,
          ...(job.parkedOn !== null && { parked_on: job.parkedOn }),
        },
        returnvalue: null,
        opts: {},
        priority: job.priority,
      }),
      getState: async (): Promise<JobState> => statusOf[job.state],
      retry: () => this.#admin.retry(ctx, job.id),
      promote: () => this.#admin.retry(ctx, job.id),
      remove: () => this.#admin.cancel(ctx, job.id),
    };
  }

  getJobLogs = (): Promise<string[]> => Promise.resolve([]);
  getRedisInfo = (): Promise<null> => Promise.resolve(null);
  isPaused = (): Promise<boolean> => Promise.resolve(false);
  getGlobalConcurrency = (): Promise<null> => Promise.resolve(null);
  getJobSchedulers = (): Promise<[]> => Promise.resolve([]);
  getJobSchedulersCount = (): Promise<number> => Promise.resolve(0);
  removeJobScheduler = (): Promise<boolean> => Promise.resolve(false);
  updateJobScheduler = (): Promise<'not-found'> => Promise.resolve('not-found');
  runJobSchedulerNow = (): Promise<'not-found'> => Promise.resolve('not-found');
  getMetrics = (): Promise<never> => this.#refuse();
  clean = (): Promise<never> => this.#refuse();
  addJob = (): Promise<never> => this.#refuse();
  pause = (): Promise<never> => this.#refuse();
  resume = (): Promise<never> => this.#refuse();
  empty = (): Promise<never> => this.#refuse();
  obliterate = (): Promise<never> => this.#refuse();
  promoteAll = (): Promise<never> => this.#refuse();
  setGlobalConcurrency = (): Promise<never> => this.#refuse();

  #refuse(): Promise<never> {
    return Promise.reject(new Error('Jobs cannot be treated like this'));
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
