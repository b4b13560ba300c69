import type { RunSpec } from '@ashlar/runs';

/** From the best end to the worst, then what is not done yet: the derived status of many is the last of theirs here. */
export const pipelineStatuses = [
  'skipped',
  'succeeded',
  'cancelled',
  'failed',
  'error',
  'waiting',
  'pending',
  'running',
] as const;
export type PipelineStatus = (typeof pipelineStatuses)[number];

/** Whether nothing comes after it. */
export function isFinal(status: PipelineStatus): boolean {
  return status !== 'waiting' && status !== 'pending' && status !== 'running';
}

/** How many targets have which status. */
export type StatusCounts = Readonly<Record<PipelineStatus, number>>;

/** Why pipelines run: a push, a pull request, a release, a schedule. One for each name that its source gave it. */
export interface TriggerEvent {
  readonly id: string;
  /** The order of events. */
  readonly sequence: number;
  readonly projectId: string;
  readonly kind: string;
  /** Who says that it happened, and by what name. */
  readonly source: string;
  readonly externalId: string;
  readonly commitSha: string | undefined;
  readonly ref: string | undefined;
  readonly url: string | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

export type NewTriggerEvent = Partial<Pick<TriggerEvent, 'commitSha' | 'ref' | 'url' | 'payload'>> &
  Pick<TriggerEvent, 'kind' | 'source' | 'externalId'>;

export type RetriggerScope = 'all' | 'step' | 'failed';

/** A pipeline as lists show it. Status and counts follow from its targets, those of shared groups too. */
export interface Pipeline {
  readonly id: string;
  /** The order of pipelines. */
  readonly sequence: number;
  readonly projectId: string;
  readonly domainId: string;
  readonly eventId: string;
  readonly name: string;
  /** From 1, among those of the same event and name. */
  readonly attempt: number;
  readonly retryOf: string | undefined;
  readonly retryScope: RetriggerScope | undefined;
  /** Of the event. */
  readonly kind: string;
  readonly commitSha: string | undefined;
  readonly ref: string | undefined;
  readonly status: PipelineStatus;
  readonly counts: StatusCounts;
  readonly cancelledAt: Date | undefined;
  /** The later pipeline for whose sake it was cancelled. */
  readonly supersededBy: string | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
}

/** `ui`, `logs`, `junit`, `artifacts` or what else the system offers. */
export interface TargetLink {
  readonly rel: string;
  readonly href: string;
}

/** One unit of work of a step, such as a build for one platform. */
export interface Target {
  readonly id: string;
  /** The order of targets: which of two is newer. */
  readonly sequence: number;
  readonly groupId: string;
  readonly projectId: string;
  readonly domainId: string;
  /** Of the step. */
  readonly kind: string;
  readonly name: string;
  readonly attempt: number;
  readonly status: PipelineStatus;
  /** In the words of the system that runs it. */
  readonly rawStatus: string | undefined;
  /** `timeout`, `cancelled`, `lost`, `refused` or `needs`, where it was not the system that ended it. */
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly system: string | undefined;
  readonly externalId: string | undefined;
  readonly commitSha: string | undefined;
  /** Of the newest report that came with one. */
  readonly reportSequence: number | undefined;
  readonly run: { readonly kind: string; readonly spec: RunSpec } | undefined;
  readonly links: readonly TargetLink[];
  /** Taken over from an earlier attempt. */
  readonly reused: boolean;
  readonly retryOf: string | undefined;
  readonly timeoutSeconds: number;
  /** Reports that changed nothing. */
  readonly ignoredReports: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  /** Targets whose result it takes, and those that take its own. Empty in lists. */
  readonly uses: readonly string[];
  readonly usedBy: readonly string[];
}

export interface PipelineStep {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly attempt: number;
  /** Shared with a pipeline that had it before. */
  readonly reused: boolean;
  readonly groupId: string;
  readonly status: PipelineStatus;
  readonly counts: StatusCounts;
  /** In order. */
  readonly targets: readonly Target[];
}

/** All of it. */
export interface WholePipeline extends Pipeline {
  readonly event: TriggerEvent;
  /** In order. */
  readonly steps: readonly PipelineStep[];
}

export interface NewTarget {
  /** Unique in its step. */
  readonly name: string;
  /** Default: `waiting` when it uses others, else `pending`. */
  readonly status?: 'waiting' | 'pending' | 'running' | undefined;
  readonly system?: string | undefined;
  readonly externalId?: string | undefined;
  /** Started and asked about by the worker. Absent: others report. */
  readonly run?: { readonly kind: string; readonly spec: unknown } | undefined;
  /** Ids of targets, or `<step>/<target>` of the same pipeline. */
  readonly uses?: readonly string[] | undefined;
  /** Until then it has ended, or it ends as `error`. Default seven days. */
  readonly timeoutSeconds?: number | undefined;
}

export interface NewStep {
  readonly kind: string;
  readonly name: string;
  /** Steps of one kind and key are one group, whichever pipelines of the project they belong to. */
  readonly key?: string | undefined;
  readonly targets: readonly NewTarget[];
}

export interface NewPipeline {
  readonly projectId: string;
  /** An event that was told before is taken as it is. */
  readonly event: NewTriggerEvent;
  /** One pipeline for each event and name. */
  readonly name: string;
  readonly steps: readonly NewStep[];
  /** Cancels what is unfinished of earlier pipelines of this name on this ref. */
  readonly supersedes?: boolean | undefined;
}

export interface PipelineFilter {
  readonly projectId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly commitSha?: string | undefined;
  readonly status?: PipelineStatus | undefined;
  /** Of the event. */
  readonly kind?: string | undefined;
  readonly system?: string | undefined;
  /** Of any of its targets. */
  readonly externalId?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdTo?: Date | undefined;
}

export interface TargetFilter {
  readonly projectId?: string | undefined;
  readonly pipelineId?: string | undefined;
  readonly system?: string | undefined;
  readonly externalId?: string | undefined;
  readonly status?: PipelineStatus | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly commitSha?: string | undefined;
}

export interface TriggerEventFilter {
  readonly projectId?: string | undefined;
  readonly commitSha?: string | undefined;
}

/** What somebody says of a target. */
export interface StatusReport {
  readonly status: PipelineStatus;
  readonly rawStatus?: string | undefined;
  readonly message?: string | undefined;
  /** Place in the order of the system's own reports of this target; without it statuses only go forward. */
  readonly sequence?: number | undefined;
  readonly system?: string | undefined;
  readonly externalId?: string | undefined;
  readonly links?: readonly TargetLink[] | undefined;
  readonly startedAt?: Date | undefined;
  readonly finishedAt?: Date | undefined;
}

/** By its id, or by its name outside within a project; without `name` all targets of that name outside. */
export type TargetRef =
  | { readonly id: string }
  | {
      readonly projectId: string;
      readonly system: string;
      readonly externalId: string;
      readonly name?: string | undefined;
    };

/**
 * `applied`: the status changed. `refreshed`: something else did. The others changed nothing and are recorded:
 * `duplicate`, `late` (backwards without a sequence), `out-of-order` (an older sequence), `after-end`.
 */
export type ReportOutcome =
  'applied' | 'refreshed' | 'duplicate' | 'late' | 'out-of-order' | 'after-end' | 'unknown';

export interface ReportResult {
  readonly targetId: string | undefined;
  readonly outcome: ReportOutcome;
  /** As it is now. */
  readonly status: PipelineStatus | undefined;
}

/** A report as it was taken, and what came of it. */
export interface RecordedReport {
  readonly outcome: Exclude<ReportOutcome, 'unknown'>;
  readonly status: PipelineStatus;
  readonly rawStatus: string | undefined;
  readonly sequence: number | undefined;
  readonly source: string;
  readonly createdAt: Date;
}

/** Of the newest pipelines of a project, or of one commit in it: at most 1,000. */
export interface PipelineSummary {
  readonly pipelines: number;
  readonly counts: StatusCounts;
  /** Of finished ones, in milliseconds; absent when none is. */
  readonly medianDurationMs: number | undefined;
  readonly p95DurationMs: number | undefined;
}

/** How long a target of a kind took, for plots. */
export interface TargetDuration {
  readonly targetId: string;
  readonly name: string;
  readonly commitSha: string | undefined;
  readonly status: PipelineStatus;
  readonly startedAt: Date;
  readonly durationMs: number;
}
