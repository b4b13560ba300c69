import type { Database, OperationContext } from '@ashlar/database';
import {
  type JobAdmin,
  type JobDefinition,
  JobNotFound,
  JobPayloadError,
  type JobRecord,
  type Jobs,
  type JobState,
  JobStateUnfit,
} from '@ashlar/message-queue';
import type { Launches } from '../launches/launches.types.js';
import type { RunHandle, RunKind, RunReport, RunRequest, RunSpec, RunState } from '../run-kind.js';
import { InvalidRunSpec, RunSystemUnavailable } from '../runs.errors.js';
import { anyObject, object, optional, readSpec, text } from '../spec/shapes.js';

/** A job that users may have run. */
export interface OfferedJob {
  readonly job: JobDefinition;
  /**
   * What the job gets. Without it: what the user wrote down.
   *
   * @throws {InvalidRunSpec}
   */
  readonly payloadOf?: (given: RunSpec, request: Pick<RunRequest, 'key' | 'labels'>) => object;
}

export interface QueueKindDeps {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly admin: Pick<JobAdmin, 'show' | 'cancel'>;
  readonly launches: Launches;
  /** No other job can be asked for: what is not meant for users may do anything. */
  readonly offers: readonly OfferedJob[];
}

const kind = 'queue';
const batch = 50;
const atOnce = 4;

/**
 * Enqueues jobs of the message queue. A spec is `{ job, payload? }`, of those jobs that are offered. Job and memory of
 * the launch commit together: one job per key.
 */
export function queueKind({ database, jobs, admin, launches, offers }: QueueKindDeps): RunKind {
  const offered = new Map(offers.map((offer) => [offer.job.name, offer]));
  const shape = object({
    job: text({ max: 100 }),
    payload: optional(anyObject(100_000), {}),
  });
  const read = (given: unknown) => {
    const spec = readSpec(shape, given);
    const offer = offered.get(spec.job);
    if (!offer) throw invalid('/job', `must be one of ${[...offered.keys()].join(', ') || 'none'}`);
    return { spec, offer };
  };

  const stateOf = async (ctx: OperationContext, { key, externalId }: RunHandle): Promise<RunReport> => {
    try {
      return reportOf(key, await admin.show(ctx, externalId));
    } catch (error) {
      if (error instanceof JobNotFound)
        return { key, externalId, state: 'lost', raw: 'not found', links: [] };
      throw new RunSystemUnavailable(undefined, { cause: error });
    }
  };

  const enqueue = (ctx: OperationContext, request: RunRequest): Promise<string | undefined> => {
    const { spec, offer } = read(request.spec);
    const { payloadOf = (given: RunSpec) => given } = offer;
    return database.transact(ctx, async (tx) => {
      const claimed = await launches.claim(tx, { kind, key: request.key, leaseMs: 0 });
      if (claimed.outcome !== 'claimed')
        return claimed.outcome === 'known' ? claimed.launch.externalId : undefined;
      const id = await jobs.enqueue(tx, offer.job, payloadOf(spec.payload, request), {
        dedupeKey: request.key,
        ...(request.labels['tenant'] !== undefined && { tenant: request.labels['tenant'] }),
      });
      await launches.launched(tx, claimed.claim, { externalId: id });
      return id;
    });
  };

  return {
    kind,
    batch,
    parse: (given) => read(given).spec,
    async launch(ctx, request) {
      try {
        const id = await enqueue(ctx, request);
        if (id === undefined) throw new RunSystemUnavailable('This run is being launched');
        const { key, spec } = request;
        return { outcome: 'launched', report: await stateOf(ctx, { key, externalId: id, spec }) };
      } catch (error) {
        if (error instanceof JobPayloadError)
          return { outcome: 'refused', code: 'JOB_PAYLOAD_INVALID', message: error.message };
        // Above all: it is not offered any more.
        if (error instanceof InvalidRunSpec)
          return { outcome: 'refused', code: error.definition.code, message: error.message };
        throw error;
      }
    },
    async poll(ctx, runs) {
      const reports: RunReport[] = [];
      for (let from = 0; from < runs.length; from += atOnce)
        reports.push(...(await Promise.all(runs.slice(from, from + atOnce).map((run) => stateOf(ctx, run)))));
      return reports;
    },
    async cancel(ctx, { externalId }) {
      try {
        await admin.cancel(ctx, externalId);
      } catch (error) {
        // It has ended, or is gone. A batch that is under way decides by itself.
        if (!(error instanceof JobNotFound) && !(error instanceof JobStateUnfit)) throw error;
      }
    },
  };
}

const states: Readonly<Record<JobState, RunState>> = {
  delayed: 'pending',
  waiting: 'pending',
  parked: 'pending',
  handed: 'running',
  failed: 'failed',
  cancelled: 'cancelled',
  completed: 'succeeded',
};

function reportOf(key: string, { id, state, lastError, endedAt }: JobRecord): RunReport {
  return {
    key,
    externalId: id,
    state: states[state],
    raw: state,
    ...(lastError !== null && { message: lastError }),
    ...(endedAt !== null && { finishedAt: endedAt }),
    links: [],
  };
}

function invalid(pointer: string, message: string): Error {
  const errors = [{ pointer, field: pointer.slice(1), rule: 'enum', message }];
  return new InvalidRunSpec(`${pointer} ${message}`, { details: { errors } });
}
