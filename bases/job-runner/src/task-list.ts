import { type Database, systemContext } from '@ashlar/database';
import { createTaskRuns } from '@ashlar/message-queue';
import type { TaskName } from './task-names.js';

/** What people are told of a task. */
export interface TaskFacts {
  /** Between two runs in the resident worker. */
  readonly every: string;
  /** What it holds while it works; what somebody who dies leaves held comes free after so long. */
  readonly lease: string;
  readonly does: string;
}

const rows = 'rows, in a transaction';

const hourly = (does: string): TaskFacts => ({ every: '1 h', lease: rows, does });
const minutely = (does: string): TaskFacts => ({ every: '1 min', lease: rows, does });

/** Every task, in the order in which they are shown. */
export const taskList: Readonly<Record<TaskName, TaskFacts>> = {
  'schema.migrate': {
    every: 'release',
    lease: 'a lock of the database',
    does: 'brings the database to this release; as its owner',
  },
  'jobs.drain': {
    every: 'always',
    lease: '`ASHLAR_QUEUE_LOCK_DURATION`',
    does: 'relays and runs jobs until none is due',
  },
  'events.deliver': {
    every: 'always',
    lease: '30 s and `ASHLAR_WEBHOOKS_TIMEOUT`',
    does: 'hands events to webhooks and the stream until nothing is due',
  },
  'authz.feed': {
    every: '0.1 s',
    lease: 'a lock in a transaction',
    does: 'tells SpiceDB of changed permissions, where `ASHLAR_AUTHZ_ENGINE` asks for it',
  },
  'users.sync': {
    every: '30 s',
    lease: 'a lock in a transaction',
    does: 'follows the users of the identity provider (`ASHLAR_USERS_SYNC_*`)',
  },
  'users.purge': hourly('ends what deletions have begun, when their grace is over'),
  'quota.sweep': minutely('ends holds that ran out; forgets answers, holds and events of long ago'),
  'quota.announce': minutely('tells of thresholds that were reached'),
  'quota.record-history': hourly('writes down usage for plots'),
  'quota.recount': {
    every: '1 day',
    lease: rows,
    does: 'compares counters with what they count, and repairs them',
  },
  'secrets.purge': hourly('removes secrets that expired or were deleted 30 days ago'),
  'access-changes.forget': hourly('makes the months of the permission log ahead; drops those of over a year'),
  'answers.forget': hourly('forgets answers kept for repeated requests'),
  'deliveries.forget': hourly('forgets deliveries of webhooks'),
  'effects.forget': hourly('forgets jobs that took effect, and those given up long ago'),
  'events.forget': hourly('forgets events (`ASHLAR_EVENTS_RETENTION`)'),
  'invitations.forget': hourly('forgets invitations that ended 30 days ago'),
  'launches.forget': hourly('forgets which runs were launched 90 days ago'),
  'tokens.forget': hourly('forgets access tokens that expired 30 days ago'),
  'config-bundles.forget': hourly('forgets config bundles that were not made again for 30 days'),
  'dotfile-contents.forget': hourly('forgets contents of files and scripts that nothing refers to for a day'),
  'storage.retire-credentials': minutely(
    'destroys credentials of storages that a rotation replaced, once it cannot be rolled back',
  ),
  'storages.check': {
    every: '1 s',
    lease: '1 min',
    does: 'tests storages: those that somebody asked about, and enabled ones every `ASHLAR_STORAGE_CHECKS_INTERVAL`',
  },
  'storages.count-contents': minutely(
    'counts what enabled storages hold, every `ASHLAR_STORAGE_USAGE_INTERVAL`',
  ),
  'storages.forget-checks': hourly(
    'forgets tests of storages (`ASHLAR_STORAGE_CHECKS_RETENTION`); unsaved ones after an hour',
  ),
  'pipelines.babysit': {
    every: '5 s',
    lease: '5 min',
    does: 'starts, asks about and stops what targets run; ends what is overdue',
  },
  'pipelines.forget': hourly('forgets pipelines (`ASHLAR_PIPELINES_*`)'),
  'schedules.scan': {
    every: '0.5 s',
    lease: rows,
    does: 'makes the sessions of schedules that are due (`ASHLAR_SCHEDULES_*`)',
  },
  'scheduled-sessions.pick': {
    every: '0.5 s',
    lease: '`ASHLAR_SCHEDULES_LEASE`',
    does: 'launches sessions, and those that another left',
  },
  'scheduled-sessions.poll': {
    every: '1 s',
    lease: '`ASHLAR_SCHEDULES_LEASE`',
    does: 'asks about runs every `ASHLAR_SCHEDULES_POLL_INTERVAL`, ends those that take too long',
  },
  'schedules.auto-disable': minutely(
    'disables schedules that have ended; finds next slots anew after a change of time zone data',
  ),
  'schedules.notify': {
    every: '5 s',
    lease: '5 min',
    does: 'sends mail about outcomes (`ASHLAR_SMTP_URL`)',
  },
  'schedules.forget': hourly('forgets sessions that ended, and ticks (`ASHLAR_SCHEDULES_RETENTION`)'),
};

/** Every task, and what came of it when it ran last, wherever that was. For people. */
export async function listTasks(database: Database): Promise<readonly object[]> {
  const last = await createTaskRuns({ database }).list(systemContext('list tasks'));
  return Object.entries(taskList).map(([task, { every, lease, does }]) => {
    const run = last.get(task);
    return {
      ...{ task, every, lease, does },
      last: run
        ? {
            ...{
              outcome: run.outcome,
              finished_at: run.finishedAt,
              took_ms: tookMs(run),
              result: run.result,
            },
            ...(run.error !== null && { error: run.error, failures: run.failures }),
            ...{ worked_at: run.workedAt, worked: run.worked, ran_on: run.ranOn, version: run.version },
          }
        : null,
    };
  });
}

function tookMs({ startedAt, finishedAt }: { readonly startedAt: Date; readonly finishedAt: Date }): number {
  return finishedAt.getTime() - startedAt.getTime();
}
