import type { OperationContext } from '@ashlar/database';
import { DomainError } from '@ashlar/errors';
import {
  InvalidRunSpec,
  type RunKind,
  type RunKinds,
  type RunReport,
  type RunRequest,
  type RunState,
  UnknownRunKind,
} from '@ashlar/runs';
import type { Pipelines } from './pipelines.service.js';
import type { Pipeline, PipelineStatus } from './pipelines.types.js';
import { type PipelineRunSpec, readRunSpec, runSpecOf, stepOf } from './run-spec.js';

export interface PipelineKindDeps {
  readonly pipelines: Pick<Pipelines, 'create' | 'look' | 'cancel'>;
  /** Those that targets may run: what they are to run is checked when it is written down, too. */
  readonly kinds: RunKinds;
  /** Whether the one on whose behalf this is launched may make pipelines in the project, now. */
  mayCreate(ctx: OperationContext, request: RunRequest, projectId: string): Promise<boolean>;
}

const stateOf: Readonly<Record<PipelineStatus, RunState>> = {
  waiting: 'pending',
  pending: 'pending',
  running: 'running',
  succeeded: 'succeeded',
  skipped: 'succeeded',
  failed: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
};

/** Starts a pipeline and follows it. One for each key: the key is the name of the event that triggers it. */
export function pipelineKind({ pipelines, kinds, mayCreate }: PipelineKindDeps): RunKind {
  /** Undefined when it is gone. */
  const look = async (ctx: OperationContext, id: string): Promise<Pipeline | undefined> => {
    try {
      return await pipelines.look(ctx, id);
    } catch (error) {
      if (error instanceof DomainError && error.definition.kind === 'not-found') return undefined;
      throw error;
    }
  };
  return {
    kind: 'pipeline',
    batch: 50,
    parse(spec) {
      const { value, faults } = readRunSpec(spec);
      const errors = faults.length > 0 ? faults : faultsOfRuns(kinds, runSpecOf(value));
      if (errors.length > 0)
        throw new InvalidRunSpec(undefined, { details: { errors: errors.slice(0, 50) } });
      return value;
    },
    async launch(ctx, request) {
      const spec = runSpecOf(request.spec);
      if (!(await mayCreate(ctx, request, spec.project_id))) {
        const message = 'Who asked for this may not make pipelines in the project';
        return { outcome: 'refused', code: 'PIPELINE_PROJECT_REFUSED', message };
      }
      try {
        const { pipeline } = await pipelines.create(ctx, {
          projectId: spec.project_id,
          event: {
            ...{ kind: 'schedule', source: 'ashlar/runs', externalId: request.key },
            ...{ commitSha: spec.commit_sha, ref: spec.ref },
            payload: { attempt: request.attempt, labels: request.labels },
          },
          name: spec.name,
          supersedes: spec.supersedes,
          steps: spec.steps.map(stepOf),
        });
        return { outcome: 'launched', report: reportOf(request.key, pipeline) };
      } catch (error) {
        if (!(error instanceof DomainError) || error.definition.kind === 'unavailable') throw error;
        return { outcome: 'refused', code: error.definition.code, message: error.message };
      }
    },
    poll: (ctx, runs) =>
      Promise.all(
        runs.map(async ({ key, externalId }) => {
          const pipeline = await look(ctx, externalId);
          if (pipeline) return reportOf(key, pipeline);
          return { key, externalId, state: 'lost' as const, raw: 'gone', links: [] };
        }),
      ),
    async cancel(ctx, { externalId }) {
      if (await look(ctx, externalId)) await pipelines.cancel(ctx, externalId);
    },
  };
}

/** What is wrong with what targets are to run, by its place in the whole. */
function faultsOfRuns(kinds: RunKinds, { steps }: PipelineRunSpec): readonly object[] {
  return steps.flatMap(({ targets }, step) =>
    targets.flatMap(({ run }, target): readonly object[] => {
      const at = `/steps/${step}/targets/${target}/run`;
      try {
        if (run) kinds.get(run.kind).parse(run.spec);
        return [];
      } catch (error) {
        if (error instanceof UnknownRunKind)
          return [{ pointer: `${at}/kind`, field: 'kind', rule: 'enum', message: error.message }];
        if (!(error instanceof InvalidRunSpec)) throw error;
        const { errors = [] } = error.details as {
          readonly errors?: readonly { readonly pointer: string }[];
        };
        return errors.map((fault) => ({ ...fault, pointer: `${at}/spec${fault.pointer}` }));
      }
    }),
  );
}

function reportOf(key: string, { id, status, startedAt, finishedAt }: Pipeline): RunReport {
  return {
    key,
    externalId: id,
    state: stateOf[status],
    raw: status,
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    links: [{ rel: 'pipeline', href: `/api/data/pipelines/${id}` }],
  };
}
