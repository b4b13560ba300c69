import { Forbidden, NotFound, ValidationFailed } from '@ashlar/errors';
import {
  created,
  granted,
  listed,
  ok,
  route,
  type Route,
  signedIn,
  streamed,
  type ServerSentEvent,
} from '@ashlar/http';
import { InvalidRunSpec, UnknownRunKind } from '@ashlar/runs';
import {
  PipelineCancelled,
  PipelineEventNotFound,
  PipelineExternalIdTaken,
  PipelineNotFound,
  PipelineNothingFailed,
  PipelineStepTaken,
  PipelineStepUnknown,
  PipelineTargetTwice,
  PipelineTooLarge,
  PipelineUnfinished,
  PipelineUseUnknown,
  PipelineViewsFull,
} from '../pipelines.errors.js';
import type { Pipelines } from '../pipelines.service.js';
import type { WholePipeline } from '../pipelines.types.js';
import { createViews } from '../watch.js';
import {
  CreatePipelineRequest,
  NewStepRequest,
  PipelineEventPath,
  PipelineListQuery,
  PipelinePath,
  RetriggerRequest,
  TriggerEventListQuery,
} from './pipeline-request.dto.js';
import { PipelineResponse, TriggerEventResponse, WholePipelineResponse } from './pipeline.dto.js';
import { presentEvent, presentPipeline, presentWhole, toNewPipeline, toStep } from './pipeline.presenter.js';
import { DurationsQuery, DurationsResponse, SummaryQuery, SummaryResponse } from './target.dto.js';

export const base = '/api/data/pipelines';
const one = `${base}/{pipeline_id}`;
const tag = 'pipelines';
const object = { idOf: ({ pipeline_id }: PipelinePath) => pipeline_id, missing: PipelineNotFound };
const perhaps = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);
const ofTargets = [
  PipelineExternalIdTaken,
  PipelineUseUnknown,
  PipelineTooLarge,
  PipelineTargetTwice,
  UnknownRunKind,
  InvalidRunSpec,
];

export interface PipelineRoutesDeps {
  readonly pipelines: Pipelines;
  /** Resolves when something may have happened. Without it live views look every second. */
  readonly next?: (() => Promise<void>) | undefined;
}

export function pipelineRoutes({ pipelines, next }: PipelineRoutesDeps): readonly Route[] {
  const views = createViews({ pipelines, next });
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listPipelines',
      summary: 'Pipelines that the caller may see',
      description: 'The newest first, by the order in which they were made.',
      tag,
      permission: signedIn(),
      query: PipelineListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: PipelineResponse } },
      handle: async ({ ctx, query }) => {
        const { project_id, event_id, commit_sha, external_id, created_from, created_to, ...rest } = query;
        if (rest.system !== undefined && external_id === undefined) throw systemAlone();
        const filter = {
          ...{ projectId: project_id, eventId: event_id, commitSha: commit_sha, externalId: external_id },
          ...{ status: rest.status, kind: rest.kind, system: rest.system },
          ...{ createdFrom: perhaps(created_from), createdTo: perhaps(created_to) },
        };
        return listed(await pipelines.list(ctx, filter, query.toRequest()), query, presentPipeline);
      },
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createPipeline',
      summary: 'Makes a pipeline for an event',
      description:
        'The same event and name give the same pipeline, however often they are told; steps that it lacks are added.',
      tag,
      permission: signedIn(),
      body: CreatePipelineRequest,
      success: { status: 201, description: 'The pipeline.', body: WholePipelineResponse },
      errors: [NotFound, Forbidden, PipelineStepTaken, PipelineCancelled, ...ofTargets],
      handle: async ({ ctx, body }) => {
        const { pipeline } = await pipelines.create(ctx, toNewPipeline(body));
        return created(presentWhole(pipeline), `${base}/${pipeline.id}`, pipeline.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getPipeline',
      summary: 'A whole pipeline',
      description:
        'With its event, steps and targets. The ETag is its version, which grows with each change of them.',
      tag,
      permission: granted('pipeline.read', { ...object, askedByUseCase: true }),
      pathParameters: PipelinePath,
      success: { status: 200, description: 'The pipeline.', body: WholePipelineResponse },
      handle: async ({ ctx, path }) => {
        const pipeline = await pipelines.get(ctx, path.pipeline_id);
        return ok(presentWhole(pipeline), pipeline.version);
      },
    }),
    route({
      method: 'get',
      path: `${one}/events`,
      operationId: 'watchPipeline',
      summary: 'A whole pipeline, again each time that it changes',
      description:
        'Server-sent events called `pipeline`, each with the whole of it; the id is its version. A stream ends with the time that a request may take: come back with `Last-Event-ID`.',
      tag: 'pipeline-streams',
      permission: granted('pipeline.read', { ...object, askedByUseCase: true }),
      pathParameters: PipelinePath,
      success: { status: 200, description: 'The stream.', stream: WholePipelineResponse },
      errors: [PipelineViewsFull],
      handle: async ({ ctx, path, header }) => {
        await views.assertMayOpen(ctx, path.pipeline_id);
        const last = /^\d{1,10}$/.exec(header('last-event-id') ?? '')?.[0];
        const seen = last === undefined ? undefined : Number(last);
        return streamed(asEvents(views.watch(ctx, path.pipeline_id, seen)));
      },
    }),
    route({
      method: 'post',
      path: `${one}/steps`,
      operationId: 'addPipelineStep',
      summary: 'Adds a step, or targets to one',
      description: 'What is there already stays as it is.',
      tag,
      permission: granted('pipeline.update', object),
      pathParameters: PipelinePath,
      body: NewStepRequest,
      success: { status: 200, description: 'The pipeline as it is now.', body: WholePipelineResponse },
      errors: [PipelineStepTaken, PipelineCancelled, ...ofTargets],
      handle: async ({ ctx, path, body }) => {
        const pipeline = await pipelines.addStep(ctx, path.pipeline_id, toStep(body));
        return ok(presentWhole(pipeline), pipeline.version);
      },
    }),
    route({
      method: 'post',
      path: `${one}/retrigger`,
      operationId: 'retriggerPipeline',
      summary: 'Makes the next attempt',
      description: 'Steps that need not run again are shared with it; targets that succeeded are taken over.',
      tag,
      permission: granted('pipeline.run', object),
      pathParameters: PipelinePath,
      body: RetriggerRequest,
      success: { status: 201, description: 'The new pipeline.', body: WholePipelineResponse },
      errors: [PipelineStepUnknown, PipelineUnfinished, PipelineNothingFailed],
      handle: async ({ ctx, path, body }) => {
        const pipeline = await pipelines.retrigger(ctx, path.pipeline_id, body.scope, body.step_id);
        return created(presentWhole(pipeline), `${base}/${pipeline.id}`, pipeline.version);
      },
    }),
    route({
      method: 'post',
      path: `${one}/cancel`,
      operationId: 'cancelPipeline',
      summary: 'Ends what no other pipeline needs',
      tag,
      permission: granted('pipeline.run', object),
      pathParameters: PipelinePath,
      success: { status: 200, description: 'The pipeline as it is now.', body: WholePipelineResponse },
      handle: async ({ ctx, path }) => {
        const pipeline = await pipelines.cancel(ctx, path.pipeline_id);
        return ok(presentWhole(pipeline), pipeline.version);
      },
    }),
    route({
      method: 'get',
      path: '/api/data/pipeline-events',
      operationId: 'listPipelineEvents',
      summary: 'Events that triggered pipelines',
      tag,
      permission: signedIn(),
      query: TriggerEventListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: TriggerEventResponse } },
      handle: async ({ ctx, query }) => {
        const filter = { projectId: query.project_id, commitSha: query.commit_sha };
        return listed(await pipelines.listEvents(ctx, filter, query.toRequest()), query, presentEvent);
      },
    }),
    route({
      method: 'get',
      path: '/api/data/pipeline-events/{event_id}',
      operationId: 'getPipelineEvent',
      summary: 'One event that triggered pipelines',
      tag,
      permission: signedIn(),
      pathParameters: PipelineEventPath,
      success: { status: 200, description: 'The event.', body: TriggerEventResponse },
      errors: [PipelineEventNotFound],
      handle: async ({ ctx, path }) => ok(presentEvent(await pipelines.getEvent(ctx, path.event_id))),
    }),
    route({
      method: 'get',
      path: '/api/data/pipeline-summary',
      operationId: 'getPipelineSummary',
      summary: 'How the newest pipelines of a project or commit went',
      tag,
      permission: signedIn(),
      query: SummaryQuery,
      success: { status: 200, description: 'Figures.', body: SummaryResponse },
      errors: [NotFound, Forbidden],
      handle: async ({ ctx, query }) => {
        const found = await pipelines.summary(ctx, query.project_id, query.commit_sha);
        const whole = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms));
        return ok({
          ...{ pipelines: found.pipelines, counts: found.counts },
          median_duration_ms: whole(found.medianDurationMs),
          p95_duration_ms: whole(found.p95DurationMs),
        });
      },
    }),
    route({
      method: 'get',
      path: '/api/data/pipeline-durations',
      operationId: 'getPipelineDurations',
      summary: 'How long the newest targets of a kind took',
      tag,
      permission: signedIn(),
      query: DurationsQuery,
      success: { status: 200, description: 'Figures for a plot.', body: DurationsResponse },
      errors: [NotFound, Forbidden],
      handle: async ({ ctx, query: { project_id, kind, name, most } }) => {
        const found = await pipelines.durations(ctx, { projectId: project_id, kind, name }, most);
        return ok({
          durations: found.map((each) => ({
            target_id: each.targetId,
            name: each.name,
            commit_sha: each.commitSha ?? null,
            status: each.status,
            started_at: each.startedAt.toISOString(),
            duration_ms: Math.max(0, Math.round(each.durationMs)),
          })),
        });
      },
    }),
  ];
}

function systemAlone(): Error {
  const message = 'system goes with external_id';
  return new ValidationFailed(message, {
    details: { errors: [{ pointer: '#/query/system', field: 'system', rule: 'shape', message }] },
  });
}

async function* asEvents(states: AsyncIterable<WholePipeline>): AsyncGenerator<ServerSentEvent> {
  for await (const state of states) {
    yield { id: String(state.version), event: 'pipeline', data: presentWhole(state) };
  }
}
