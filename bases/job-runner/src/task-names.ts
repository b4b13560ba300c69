import { scheduleTaskNames } from './schedule-tasks.js';
import { storageTaskNames } from './storage-tasks.js';

/** Names of tasks, for ever: `noun.verb`. */
export const sweepNames = [
  'access-changes.forget',
  'answers.forget',
  'config-bundles.forget',
  'deliveries.forget',
  'dotfile-contents.forget',
  'effects.forget',
  'events.forget',
  'invitations.forget',
  'launches.forget',
  'pipelines.babysit',
  'pipelines.forget',
  'quota.announce',
  'quota.recount',
  'quota.record-history',
  'quota.sweep',
  ...scheduleTaskNames,
  'secrets.purge',
  'storage.retire-credentials',
  ...storageTaskNames,
  'tokens.forget',
  'users.purge',
  'users.sync',
] as const;
export type SweepName = (typeof sweepNames)[number];

export type TaskName = 'schema.migrate' | 'jobs.drain' | 'events.deliver' | 'authz.feed' | SweepName;
