export { heldInPipelines } from './held.repository.js';
export { type Babysitter, type BabysitterDeps, createBabysitter } from './babysitter.js';
export { createHooks, type Hooks, type HooksDeps } from './hooks.js';
export { pipelineKind, type PipelineKindDeps } from './pipeline-kind.js';
export { PipelinesConfig } from './pipelines.config.js';
export { pipelineEntities } from './pipelines.entity.js';
export {
  PipelineCancelled,
  PipelineEventNotFound,
  PipelineExternalIdTaken,
  PipelineHookRefused,
  PipelineNotFound,
  PipelineNothingFailed,
  PipelineStepTaken,
  PipelineStepUnknown,
  PipelineTargetNotFound,
  PipelineTargetTwice,
  PipelineTooLarge,
  PipelineUnfinished,
  PipelineUseUnknown,
  PipelineViewsFull,
} from './pipelines.errors.js';
export { pipelineEvents } from './pipelines.events.js';
export {
  type CreatedPipeline,
  createPipelines,
  type Pipelines,
  type PipelinesDeps,
  pipelinesSchema,
} from './pipelines.service.js';
export {
  isFinal,
  type NewPipeline,
  type NewStep,
  type NewTarget,
  type NewTriggerEvent,
  type Pipeline,
  type PipelineFilter,
  type PipelineStatus,
  pipelineStatuses,
  type PipelineStep,
  type PipelineSummary,
  type RecordedReport,
  type ReportOutcome,
  type ReportResult,
  type RetriggerScope,
  type StatusCounts,
  type StatusReport,
  type Target,
  type TargetDuration,
  type TargetFilter,
  type TargetLink,
  type TargetRef,
  type TriggerEvent,
  type TriggerEventFilter,
  type WholePipeline,
} from './pipelines.types.js';
export { createPipelineRetention, type PipelineRetention, type PipelineRetentionDeps } from './retention.js';
export type { PipelineTargets } from './targets.service.js';
