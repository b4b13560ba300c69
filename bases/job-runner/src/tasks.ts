import { withTimeLimit } from '@ashlar/errors';
import { type Environment, loadConfig } from '@ashlar/config';
import { createLogger } from '@ashlar/logging';
import { migrateQueue, runJobs } from '@ashlar/message-queue';
import { migrate } from '@ashlar/schema';
import { frameConfig, reasonOf, runTask, whenReady } from '@ashlar/service';
import { feedOnce } from './authz-feed.js';
import { deliverOnce } from './deliveries.js';
import { createSweeps, runSweep } from './sweeps.js';
import { sweepNames } from './task-names.js';
import { createTaskRecord } from './task-record.js';
import { worker, workerConfig } from './worker-spec.js';
import { openWorkerQueue } from './worker.js';

/** With the three seconds in which ended jobs are given back, within the time that a task has to stop. */
const jobsStopDeadlineMs = 4_000;

/** What `--task` can name. Each resolves when it is done; what it throws becomes exit code 1, or 69 without a database. */
export const tasks: Readonly<Record<string, (env: Environment) => Promise<void>>> = {
  /** Brings the database to the level of this release. Needs the owner's login, and no pooler. */
  'schema.migrate': async (env) => {
    const { database, logging, service } = loadConfig({ ...frameConfig, ...workerConfig }, env);
    const logger = createLogger({ service: worker.name, version: worker.version, ...logging });
    try {
      const url = (database.directUrl ?? database.url).reveal();
      const bring = () =>
        migrate({ url, onApplied: (migration) => logger.info('Migration applied', { migration }) });
      const { applied, level } = await whenReady(bring, {
        signal: new AbortController().signal,
        deadlineMs: service.taskDatabaseWaitMs,
        onWaiting: (error) => logger.warn('The task waits for the database', { reason: reasonOf(error) }),
      });
      const queueLevel = await migrateQueue({ url });
      logger.info('The database is current', { level, applied: applied.length, queue_level: queueLevel });
    } finally {
      await logger.close();
    }
  },

  /** Relays and runs jobs until none is due, or the time budget ends. */
  'jobs.drain': (env) =>
    runTask(worker, env, async (parts) => {
      const { config, lifecycle, logger } = parts;
      const queue = await openWorkerQueue(parts);
      const report = await createTaskRecord(parts, 'always').run('jobs.drain', () =>
        runJobs({
          ...queue,
          until: 'drained',
          signal: lifecycle.signal,
          budgetMs: config.service.taskBudgetMs,
          stopDeadlineMs: Math.min(config.queue.stopDeadlineMs, jobsStopDeadlineMs),
        }),
      );
      logger.info('Jobs done', { ...report });
    }),

  /** Hands events that wait to webhooks, and to the stream, until nothing is due. */
  'events.deliver': (env) =>
    runTask(worker, env, async (parts) => {
      const record = createTaskRecord(parts, 'always');
      const delivered = await record.run('events.deliver', () => deliverOnce(parts));
      parts.logger.info('Events delivered', { ...delivered });
    }),

  /** Tells SpiceDB of all that changed; nothing where the database alone decides. */
  'authz.feed': (env) =>
    runTask(worker, env, async (parts) => {
      const record = createTaskRecord(parts, 'always');
      const fed = await record.run('authz.feed', () => feedOnce(parts));
      parts.logger.info('SpiceDB fed', { ...fed });
    }),

  /** One round of each sweep. */
  ...Object.fromEntries(
    sweepNames.map((name) => [
      name,
      (env: Environment) =>
        runTask(worker, env, (parts) => {
          const { lifecycle, config } = parts;
          // What is left when the time is over, the next run takes up.
          const signal = withTimeLimit(lifecycle.signal, config.service.taskBudgetMs);
          const record = createTaskRecord(parts, 'always');
          return runSweep(name, createSweeps(parts)[name], parts, record, signal);
        }),
    ]),
  ),
};
