import {
  AnyObject,
  BooleanField,
  EnumField,
  HttpUrlField,
  IntegerField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { type PipelineStatus, pipelineStatuses, type RetriggerScope } from '../pipelines.types.js';

const largest = 2_147_483_647;
export class StatusCountsResponse {
  @IntegerField({ description: 'Skipped.', min: 0, max: largest })
  skipped!: number;

  @IntegerField({ description: 'Succeeded.', min: 0, max: largest })
  succeeded!: number;

  @IntegerField({ description: 'Cancelled.', min: 0, max: largest })
  cancelled!: number;

  @IntegerField({ description: 'Failed.', min: 0, max: largest })
  failed!: number;

  @IntegerField({ description: 'Ended by an error.', min: 0, max: largest })
  error!: number;

  @IntegerField({ description: 'Wait for others.', min: 0, max: largest })
  waiting!: number;

  @IntegerField({ description: 'Not begun.', min: 0, max: largest })
  pending!: number;

  @IntegerField({ description: 'Run.', min: 0, max: largest })
  running!: number;
}

export class PipelineResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @IntegerField({ description: 'The order of pipelines.', min: 1, max: Number.MAX_SAFE_INTEGER })
  sequence!: number;

  @UuidField({ description: 'Its project.' })
  project_id!: string;

  @UuidField({ description: 'Its event.' })
  event_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @IntegerField({ description: 'From 1.', min: 1, max: largest })
  attempt!: number;

  @UuidField({ description: 'The attempt before, as long as it is kept.', nullable: true })
  retry_of!: string | null;

  @EnumField({ description: 'What ran again.', values: ['all', 'step', 'failed'], nullable: true })
  retry_scope!: RetriggerScope | null;

  @StringField({ description: 'Kind of the event.', maxLength: 50 })
  kind!: string;

  @StringField({ description: 'Commit.', maxLength: 128, nullable: true })
  commit_sha!: string | null;

  @StringField({ description: 'Branch, tag or request.', maxLength: 500, nullable: true })
  ref!: string | null;

  @EnumField({ description: 'The worst of its targets.', values: pipelineStatuses })
  status!: PipelineStatus;

  @ObjectField(() => StatusCountsResponse, { description: 'Targets by status.' })
  counts!: StatusCountsResponse;

  @TimeField({ description: 'When it was cancelled.', nullable: true })
  cancelled_at!: string | null;

  @UuidField({ description: 'The later pipeline for whose sake.', nullable: true })
  superseded_by!: string | null;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: largest })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it last changed.' })
  updated_at!: string;

  @TimeField({ description: 'When the first target began.', nullable: true })
  started_at!: string | null;

  @TimeField({ description: 'When the last target ended.', nullable: true })
  finished_at!: string | null;
}

export class TriggerEventResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @IntegerField({ description: 'The order of events.', min: 1, max: Number.MAX_SAFE_INTEGER })
  sequence!: number;

  @UuidField({ description: 'Its project.' })
  project_id!: string;

  @StringField({ description: 'What happened.', maxLength: 50 })
  kind!: string;

  @StringField({ description: 'Who says so.', maxLength: 200 })
  source!: string;

  @StringField({ description: 'By what name.', maxLength: 500 })
  external_id!: string;

  @StringField({ description: 'Commit.', maxLength: 128, nullable: true })
  commit_sha!: string | null;

  @StringField({ description: 'Branch, tag or request.', maxLength: 500, nullable: true })
  ref!: string | null;

  @HttpUrlField({ description: 'Where to see it.', nullable: true })
  url!: string | null;

  @ObjectField(() => AnyObject, { description: 'What else is known.' })
  payload!: object;

  @TimeField({ description: 'When it was told.' })
  created_at!: string;
}

export class TargetLinkDto {
  @StringField({
    description: '`ui`, `logs`, `junit`, `artifacts` or another.',
    maxLength: 50,
    example: 'logs',
  })
  rel!: string;

  @HttpUrlField({ description: 'Address.', example: 'https://ci.example.org/logs/1' })
  href!: string;
}

export class TargetLinkResponse {
  @StringField({ description: 'What it leads to.', maxLength: 50 })
  rel!: string;

  @StringField({ description: 'Address.', maxLength: 2_000 })
  href!: string;
}

export class TargetOfStepResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @IntegerField({ description: 'The order of targets.', min: 1, max: Number.MAX_SAFE_INTEGER })
  sequence!: number;

  @UuidField({ description: 'Its group.' })
  group_id!: string;

  @UuidField({ description: 'Its project.' })
  project_id!: string;

  @StringField({ description: 'Kind of its step.', maxLength: 50 })
  kind!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @IntegerField({ description: 'From 1.', min: 1, max: largest })
  attempt!: number;

  @EnumField({ description: 'Its status.', values: pipelineStatuses })
  status!: PipelineStatus;

  @StringField({ description: 'In the words of the system.', maxLength: 255, minLength: 0, nullable: true })
  raw_status!: string | null;

  @StringField({ description: 'Why it ended, where that was not the system.', maxLength: 50, nullable: true })
  reason!: string | null;

  @StringField({ description: 'What the system says.', maxLength: 4_000, minLength: 0, nullable: true })
  message!: string | null;

  @StringField({ description: 'Who runs it.', maxLength: 200, nullable: true })
  system!: string | null;

  @StringField({ description: 'Its name there.', maxLength: 500, nullable: true })
  external_id!: string | null;

  @StringField({ description: 'Commit.', maxLength: 128, nullable: true })
  commit_sha!: string | null;

  @StringField({ description: 'Kind of run, where the platform runs it.', maxLength: 50, nullable: true })
  run_kind!: string | null;

  @ObjectListField(() => TargetLinkResponse, { description: 'Logs, results and more.', maxItems: 50 })
  links!: TargetLinkResponse[];

  @BooleanField({ description: 'Taken over from an earlier attempt.' })
  reused!: boolean;

  @UuidField({ description: 'The attempt before.', nullable: true })
  retry_of!: string | null;

  @IntegerField({ description: 'Seconds that it may take.', min: 1, max: 31_536_000 })
  timeout_seconds!: number;

  @IntegerField({ description: 'Grows with each change.', min: 1, max: largest })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it began.', nullable: true })
  started_at!: string | null;

  @TimeField({ description: 'When it ended.', nullable: true })
  finished_at!: string | null;

  @IntegerField({
    description: 'From beginning to end, in milliseconds.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
  })
  duration_ms!: number | null;

  @StringListField({ description: 'Targets that it uses; empty in lists.', maxItems: 1_000, maxLength: 36 })
  uses!: string[];
}

export class PipelineStepResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Its kind.', maxLength: 50 })
  kind!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @IntegerField({ description: 'From 1.', min: 1, max: largest })
  attempt!: number;

  @BooleanField({ description: 'Shared with a pipeline that had it before.' })
  reused!: boolean;

  @UuidField({ description: 'The group that may be shared.' })
  group_id!: string;

  @EnumField({ description: 'The worst of its targets.', values: pipelineStatuses })
  status!: PipelineStatus;

  @ObjectField(() => StatusCountsResponse, { description: 'Targets by status.' })
  counts!: StatusCountsResponse;

  @ObjectListField(() => TargetOfStepResponse, { description: 'In order.', maxItems: 1_000 })
  targets!: TargetOfStepResponse[];
}

export class WholePipelineResponse extends PipelineResponse {
  @ObjectField(() => TriggerEventResponse, { description: 'Why it runs.' })
  event!: TriggerEventResponse;

  @ObjectListField(() => PipelineStepResponse, { description: 'In order.', maxItems: 1_000 })
  steps!: PipelineStepResponse[];
}
