import { forgetTokens } from '@ashlar/authn';
import { createAccessAudit, createAuthorizer } from '@ashlar/authz';
import { sweepConfigBundles } from '@ashlar/config-bundles';
import { type OperationContext, systemContext } from '@ashlar/database';
import { createEgress } from '@ashlar/egress';
import { Unavailable } from '@ashlar/errors';
import { createEvents, sweepEvents } from '@ashlar/events';
import { createDotfileUsage, sweepContents } from '@ashlar/group-config';
import { forgetGroupInvitations } from '@ashlar/groups';
import { createIdempotency } from '@ashlar/http';
import { sweepJobs } from '@ashlar/message-queue';
import { createKeycloakDirectory, createUserPurge, createUserSync } from '@ashlar/users';
import { createBabysitter, createPipelineRetention } from '@ashlar/pipelines';
import { forgetProjectInvitations } from '@ashlar/projects';
import { createQuotaMeter, createQuotaUpkeep, publishQuotaEvents } from '@ashlar/quota';
import { sweepLaunches } from '@ashlar/runs';
import { createSecretUsage, purgeSecrets } from '@ashlar/secrets';
import { createStorageUsage, retireCredentials } from '@ashlar/storage';
import { tellOfUsers } from '@ashlar/user-events';
import { sweepDeliveries } from '@ashlar/webhooks';
import { createBelongings } from './people.js';
import { repeat } from './repeat.js';
import { createWorkerKinds } from './run-kinds.js';
import { createScheduleTasks } from './schedule-tasks.js';
import { createStorageTasks } from './storage-tasks.js';
import { type SweepName, sweepNames } from './task-names.js';
import { createTaskRecord, isIdle, type TaskRecord } from './task-record.js';
import { worker, type WorkerParts } from './worker-spec.js';

/** Work that comes round again. Two runs at once do no harm, and what one leaves undone the next takes up. */
export interface Sweep {
  /** Between the end of a run and the next, in the resident worker. */
  readonly everyMs: number;
  /** Does what there is to do and tells how much that was. */
  run(ctx: OperationContext): Promise<object>;
}

const fiveSecondsMs = 5_000;
const aMinuteMs = 60_000;
const anHourMs = 3_600_000;
const aDayMs = 86_400_000;
/** Longer than anybody asks for the same run again. */
const launchesKeptMs = 90 * aDayMs;
/** Since it was made last: longer than anything waits to be run. */
const bundleRetentionMs = 30 * aDayMs;
/** A year and the month under way. */
const monthsOfAudit = 13;
/** Months that are there before their first change. */
const monthsAhead = 2;

export function createSweeps(parts: WorkerParts): Readonly<Record<SweepName, Sweep>> {
  const { database, config, logger, metrics } = parts;
  const events = createEvents({ database, service: worker.name });
  const onChange = tellOfUsers(events);
  const belongings = createBelongings(database, events);
  const { relations, owned, access, shred, storages, shredOf } = belongings;
  const quotaMeter = createQuotaMeter({ database });
  const quota = createQuotaUpkeep({
    database,
    publish: publishQuotaEvents(events),
    sources: [
      createStorageUsage({ database }),
      createSecretUsage({ database }),
      ...createDotfileUsage({ database }),
    ],
  });
  const egress = createEgress({ config: config.egress, logger, metrics });
  const kinds = createWorkerKinds(parts, egress, belongings, events);
  const babysitter = createBabysitter({ database, events, kinds: kinds.ofPipelines, logger });
  const pipelines = createPipelineRetention({ database, relations, events, config: config.pipelines });
  const audit = createAccessAudit({ database, authorizer: createAuthorizer({ database }), relations });
  const answers = createIdempotency({ database });
  const directory = createKeycloakDirectory({ config: config.userSync });
  const sync = createUserSync({ database, directory, config: config.userSync, access, onChange, logger });
  const purge = createUserPurge({
    ...{ database, access, owned, relations, onChange, logger },
    keys: { shred },
    graceMs: config.userPurge.graceMs,
  });
  return {
    'access-changes.forget': {
      everyMs: anHourMs,
      run: async (ctx) => {
        await audit.ensurePartitions(ctx, { monthsAhead });
        return { months: await audit.sweepChanges(ctx, { keepMonths: monthsOfAudit }) };
      },
    },
    'answers.forget': { everyMs: anHourMs, run: async (ctx) => ({ answers: await answers.sweep(ctx) }) },
    'effects.forget': {
      everyMs: anHourMs,
      run: async ({ signal }) => {
        const { effectsRetentionMs, failedRetentionMs } = config.queue;
        return { jobs: await sweepJobs({ database, effectsRetentionMs, failedRetentionMs, signal }) };
      },
    },
    'config-bundles.forget': {
      everyMs: anHourMs,
      run: async ({ signal }) => ({
        bundles: await sweepConfigBundles({ database, retentionMs: bundleRetentionMs, signal }),
      }),
    },
    'dotfile-contents.forget': {
      everyMs: anHourMs,
      run: async ({ signal }) => ({
        contents: await sweepContents({ database, retentionMs: aDayMs, signal }),
      }),
    },
    'deliveries.forget': {
      everyMs: anHourMs,
      run: async ({ signal }) => {
        const { retentionMs } = config.webhooks;
        return { deliveries: await sweepDeliveries({ database, retentionMs, signal }) };
      },
    },
    'events.forget': {
      everyMs: anHourMs,
      run: async ({ signal }) => {
        const { retentionMs } = config.events;
        return { events: await sweepEvents({ database, retentionMs, signal }) };
      },
    },
    'invitations.forget': {
      everyMs: anHourMs,
      run: async (ctx) => ({
        groups: await forgetGroupInvitations(database, ctx),
        projects: await forgetProjectInvitations(database, ctx),
      }),
    },
    'launches.forget': {
      everyMs: anHourMs,
      run: async ({ signal }) => ({
        launches: await sweepLaunches({ database, retentionMs: launchesKeptMs, signal }),
      }),
    },
    'pipelines.babysit': { everyMs: fiveSecondsMs, run: (ctx) => babysitter.run(ctx) },
    'pipelines.forget': { everyMs: anHourMs, run: (ctx) => pipelines.run(ctx) },
    'quota.announce': { everyMs: aMinuteMs, run: (ctx) => quota.announce(ctx) },
    'quota.recount': { everyMs: aDayMs, run: (ctx) => quota.recount(ctx) },
    'quota.record-history': { everyMs: anHourMs, run: (ctx) => quota.recordHistory(ctx) },
    'quota.sweep': { everyMs: aMinuteMs, run: (ctx) => quota.sweep(ctx) },
    ...createScheduleTasks(parts, kinds.ofSchedules),
    'secrets.purge': {
      everyMs: anHourMs,
      run: async (ctx) => ({ secrets: await purgeSecrets(ctx, { database, quota: quotaMeter }) }),
    },
    'storage.retire-credentials': {
      everyMs: aMinuteMs,
      run: async (ctx) => ({ credentials: await retireCredentials(ctx, { database }) }),
    },
    ...createStorageTasks(parts, egress, { storages, shred: shredOf }),
    'tokens.forget': { everyMs: anHourMs, run: (ctx) => forgetTokens(database, ctx) },
    'users.purge': { everyMs: anHourMs, run: (ctx) => purge.run(ctx, ctx.signal) },
    'users.sync': { everyMs: config.userSync.intervalMs, run: (ctx) => sync.run(ctx, ctx.signal) },
  };
}

/** One run, until the worker is told to stop. */
export async function runSweep(
  name: SweepName,
  sweep: Sweep,
  parts: WorkerParts,
  record: TaskRecord,
  signal: AbortSignal = parts.lifecycle.signal,
): Promise<void> {
  const run = () =>
    sweep.run(systemContext(name, { signal })).catch((error: unknown) => gaveUp(name, error, signal, parts));
  const done = await record.run(name, run);
  // What comes round every second and found nothing to do is nobody's news.
  parts.logger[isIdle(done) ? 'debug' : 'info']('Swept', { sweep: name, ...done });
}

/** Whose time is over in the middle of its work leaves it undone, and the next run does it: that is no failure. */
function gaveUp(name: SweepName, error: unknown, { aborted }: AbortSignal, { logger }: WorkerParts): object {
  if (!aborted) throw error;
  // It is told all the same: what stood in its way may have been something else.
  if (!(error instanceof Unavailable)) logger.warn('A sweep ended in the middle', { sweep: name, error });
  return { given_up: 1 };
}

/** All of them, again and again, until the worker stops. */
export function startSweeps(parts: WorkerParts): void {
  const sweeps = createSweeps(parts);
  const record = createTaskRecord(parts, 'now and then');
  for (const name of sweepNames) {
    const sweep = sweeps[name];
    const stop = repeat(
      sweep.everyMs,
      (signal) => runSweep(name, sweep, parts, record, signal),
      (error) => parts.logger.error('A sweep failed', { sweep: name, error }),
    );
    parts.lifecycle.started({ name, deadlineMs: 5_000, stop });
  }
}
