import type {
  NewPipeline,
  NewStep,
  Pipeline,
  PipelineStep,
  RecordedReport,
  ReportResult,
  StatusReport,
  Target,
  TriggerEvent,
  WholePipeline,
} from '../pipelines.types.js';
import type { CreatePipelineRequest, NewStepRequest } from './pipeline-request.dto.js';
import type {
  PipelineResponse,
  PipelineStepResponse,
  TargetOfStepResponse,
  TriggerEventResponse,
  WholePipelineResponse,
} from './pipeline.dto.js';
import type {
  OneStatusRequest,
  RecordedReportResponse,
  ReportResultResponse,
  StatusRequest,
  TargetResponse,
} from './target.dto.js';

const time = (date: Date | undefined): string | null => date?.toISOString() ?? null;

const ordered = (one: TriggerEvent | Pipeline | Target) => ({
  id: one.id,
  sequence: one.sequence,
  project_id: one.projectId,
  kind: one.kind,
  commit_sha: one.commitSha ?? null,
  created_at: one.createdAt.toISOString(),
});

const attempted = (one: Pipeline | Target) => ({
  ...ordered(one),
  name: one.name,
  attempt: one.attempt,
  retry_of: one.retryOf ?? null,
  status: one.status,
  version: one.version,
  started_at: time(one.startedAt),
  finished_at: time(one.finishedAt),
});

export function presentPipeline(pipeline: Pipeline): PipelineResponse {
  return {
    ...attempted(pipeline),
    event_id: pipeline.eventId,
    retry_scope: pipeline.retryScope ?? null,
    ref: pipeline.ref ?? null,
    counts: pipeline.counts,
    cancelled_at: time(pipeline.cancelledAt),
    superseded_by: pipeline.supersededBy ?? null,
    updated_at: pipeline.updatedAt.toISOString(),
  };
}

export function presentEvent(event: TriggerEvent): TriggerEventResponse {
  return {
    ...ordered(event),
    source: event.source,
    external_id: event.externalId,
    ref: event.ref ?? null,
    url: event.url ?? null,
    payload: event.payload,
  };
}

/** What changes only together with the version of its pipelines. */
function presentTargetOfStep(target: Target): TargetOfStepResponse {
  const { startedAt, finishedAt } = target;
  return {
    ...attempted(target),
    group_id: target.groupId,
    raw_status: target.rawStatus ?? null,
    reason: target.reason ?? null,
    message: target.message ?? null,
    system: target.system ?? null,
    external_id: target.externalId ?? null,
    run_kind: target.run?.kind ?? null,
    links: [...target.links],
    reused: target.reused,
    timeout_seconds: target.timeoutSeconds,
    duration_ms: startedAt && finishedAt ? Math.max(0, finishedAt.getTime() - startedAt.getTime()) : null,
    uses: [...target.uses],
  };
}

export function presentTarget(target: Target): TargetResponse {
  const { usedBy, ignoredReports } = target;
  return { ...presentTargetOfStep(target), used_by: [...usedBy], ignored_reports: ignoredReports };
}

function presentStep({ groupId, targets, ...step }: PipelineStep): PipelineStepResponse {
  return { ...step, group_id: groupId, targets: targets.map(presentTargetOfStep) };
}

export function presentWhole(pipeline: WholePipeline): WholePipelineResponse {
  return {
    ...presentPipeline(pipeline),
    event: presentEvent(pipeline.event),
    steps: pipeline.steps.map(presentStep),
  };
}

export function presentReport(report: RecordedReport): RecordedReportResponse {
  return {
    outcome: report.outcome,
    status: report.status,
    raw_status: report.rawStatus ?? null,
    sequence: report.sequence ?? null,
    source: report.source,
    created_at: report.createdAt.toISOString(),
  };
}

export function presentResult({ targetId, outcome, status }: ReportResult): ReportResultResponse {
  return { target_id: targetId ?? null, outcome, status: status ?? null };
}

export function toStep({ kind, name, key, targets }: NewStepRequest): NewStep {
  return {
    ...{ kind, name, key },
    targets: targets.map(({ timeout_seconds, external_id, ...target }) => ({
      ...target,
      externalId: external_id,
      timeoutSeconds: timeout_seconds,
    })),
  };
}

export function toNewPipeline({
  project_id,
  name,
  event,
  steps,
  supersedes,
}: CreatePipelineRequest): NewPipeline {
  const { external_id, commit_sha, ...told } = event;
  return {
    projectId: project_id,
    name,
    event: {
      ...told,
      externalId: external_id,
      ...(commit_sha !== undefined && { commitSha: commit_sha }),
    },
    steps: steps.map(toStep),
    supersedes,
  };
}

export function toReport(said: StatusRequest & Partial<OneStatusRequest>): StatusReport {
  const { status, raw_status, message, sequence, links, started_at, finished_at, system, external_id } = said;
  return {
    ...{ status, rawStatus: raw_status, message, sequence, links, system, externalId: external_id },
    startedAt: started_at === undefined ? undefined : new Date(started_at),
    finishedAt: finished_at === undefined ? undefined : new Date(finished_at),
  };
}
