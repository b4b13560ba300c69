import type { AttemptRow, OrderedRow, PipelineRow, TargetRow, TriggerEventRow } from './pipelines.entity.js';
import {
  type Pipeline,
  pipelineStatuses,
  type PipelineStep,
  type PipelineStatus,
  type StatusCounts,
  type Target,
  type TriggerEvent,
} from './pipelines.types.js';

/** A step with its targets, as the statement that reads a whole pipeline gives it. */
export interface StepJson {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly attempt: number;
  readonly reused: boolean;
  readonly group_id: string;
  readonly status: PipelineStatus;
  readonly counts: readonly number[];
  readonly targets: readonly TargetJson[] | null;
}

export type TargetJson = TargetRow & {
  readonly uses?: readonly string[] | null;
  readonly used_by?: readonly string[] | null;
};

const time = (value: Date | string): Date => (value instanceof Date ? value : new Date(value));
const timeOf = (value: Date | string | null): Date | undefined => (value === null ? undefined : time(value));

export function toCounts(counts: readonly number[]): StatusCounts {
  const named = pipelineStatuses.map((status, place) => [status, counts[place] ?? 0] as const);
  return Object.fromEntries(named) as StatusCounts;
}

const ordered = (row: OrderedRow) => ({
  id: row.id,
  sequence: Number(row.seq),
  projectId: row.project_id,
  kind: row.kind,
  commitSha: row.commit_sha ?? undefined,
  createdAt: time(row.created_at),
});

const attempted = (row: AttemptRow) => ({
  ...ordered(row),
  domainId: row.domain_id,
  name: row.name,
  attempt: row.attempt,
  retryOf: row.retry_of ?? undefined,
  status: row.status,
  version: row.version,
  updatedAt: time(row.updated_at),
  startedAt: timeOf(row.started_at),
  finishedAt: timeOf(row.finished_at),
});

export function toEvent(row: TriggerEventRow): TriggerEvent {
  return {
    ...ordered(row),
    source: row.source,
    externalId: row.external_id,
    ref: row.ref ?? undefined,
    url: row.url ?? undefined,
    payload: row.payload,
  };
}

export function toPipeline(row: PipelineRow): Pipeline {
  return {
    ...attempted(row),
    eventId: row.event_id,
    retryScope: row.retry_scope ?? undefined,
    ref: row.ref ?? undefined,
    counts: toCounts(row.counts),
    cancelledAt: timeOf(row.cancelled_at),
    supersededBy: row.superseded_by ?? undefined,
  };
}

export function toTarget(row: TargetJson): Target {
  return {
    ...attempted(row),
    groupId: row.group_id,
    rawStatus: row.raw_status ?? undefined,
    reason: row.reason ?? undefined,
    message: row.message ?? undefined,
    system: row.system ?? undefined,
    externalId: row.external_id ?? undefined,
    reportSequence: row.sequence === null ? undefined : Number(row.sequence),
    run: row.run_kind === null ? undefined : { kind: row.run_kind, spec: row.run_spec ?? {} },
    links: row.links,
    reused: row.reused,
    timeoutSeconds: row.timeout_seconds,
    ignoredReports: row.ignored,
    uses: row.uses ?? [],
    usedBy: row.used_by ?? [],
  };
}

export function toStep({ group_id, counts, targets, ...step }: StepJson): PipelineStep {
  return { ...step, groupId: group_id, counts: toCounts(counts), targets: (targets ?? []).map(toTarget) };
}
