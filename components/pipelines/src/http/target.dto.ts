import {
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { type PipelineStatus, pipelineStatuses, type ReportOutcome } from '../pipelines.types.js';
import { StatusCountsResponse, TargetLinkDto, TargetOfStepResponse } from './pipeline.dto.js';

const outcomes = ['applied', 'refreshed', 'duplicate', 'late', 'out-of-order', 'after-end'] as const;

export class TargetPath {
  @UuidField({ description: 'Id of the target.' })
  target_id!: string;
}

export class HookPath {
  @UuidField({ description: 'Id of the project.' })
  project_id!: string;
}

export class TargetListQuery extends pageQuery({ sortable: ['sequence'], descending: true }) {
  @UuidField({ description: 'Only of this project.', optional: true })
  project_id?: string;

  @UuidField({ description: 'Only of this pipeline.', optional: true })
  pipeline_id?: string;

  @StringField({ description: 'Only in this system.', maxLength: 200, optional: true })
  system?: string;

  @StringField({ description: 'Only of this name there.', maxLength: 500, optional: true })
  external_id?: string;

  @EnumField({ description: 'Only in this status.', values: pipelineStatuses, optional: true })
  status?: PipelineStatus;

  @StringField({ description: 'Only of steps of this kind.', maxLength: 50, optional: true })
  kind?: string;

  @StringField({ description: 'Only of this name.', maxLength: 255, optional: true })
  name?: string;

  @StringField({
    description: 'Only of this commit: with `name`, the first is the latest.',
    maxLength: 128,
    optional: true,
  })
  commit_sha?: string;
}

export class StatusRequest {
  @EnumField({ description: 'Its status now.', values: pipelineStatuses, example: 'running' })
  status!: PipelineStatus;

  @StringField({ description: 'In the words of the system.', maxLength: 255, optional: true })
  raw_status?: string;

  @StringField({ description: 'What the system says.', maxLength: 4_000, optional: true })
  message?: string;

  @IntegerField({
    description: 'Place in the order of the system; without it statuses only go forward.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
  })
  sequence?: number;

  @ObjectListField(() => TargetLinkDto, {
    description: 'Added to those known.',
    maxItems: 20,
    optional: true,
  })
  links?: TargetLinkDto[];

  @TimeField({ description: 'When it began.', optional: true })
  started_at?: string;

  @TimeField({ description: 'When it ended.', optional: true })
  finished_at?: string;
}

export class OneStatusRequest extends StatusRequest {
  @StringField({ description: 'System that runs it, when it has none yet.', maxLength: 200, optional: true })
  system?: string;

  @StringField({ description: 'Its name there, when it has none yet.', maxLength: 500, optional: true })
  external_id?: string;
}

export class ReportRequest extends OneStatusRequest {
  @UuidField({ description: 'Id of the target.', example: '0190a000-0000-7000-8000-000000000002' })
  target_id!: string;
}

export class ReportsRequest {
  @ObjectListField(() => ReportRequest, {
    description: 'Taken in order, all or none.',
    minItems: 1,
    maxItems: 500,
  })
  reports!: ReportRequest[];
}

export class HookReportRequest extends StatusRequest {
  @StringField({ description: 'System that reports.', maxLength: 200, example: 'builds.example.org' })
  system!: string;

  @StringField({ description: 'Name of the target there.', maxLength: 500, example: '1' })
  external_id!: string;

  @StringField({
    description: 'Name of the target; without it all of that name outside.',
    maxLength: 255,
    optional: true,
  })
  name?: string;
}

export class HookRequest {
  @ObjectListField(() => HookReportRequest, {
    description: 'Taken in order, all or none.',
    minItems: 1,
    maxItems: 500,
    example: [{ system: 'builds.example.org', external_id: '1', status: 'running' }],
  })
  reports!: HookReportRequest[];
}

export class ReportResultResponse {
  @UuidField({ description: 'The target; null where there is none.', nullable: true })
  target_id!: string | null;

  @EnumField({
    description: 'Only `applied` and `refreshed` changed anything.',
    values: [...outcomes, 'unknown'],
  })
  outcome!: ReportOutcome;

  @EnumField({ description: 'Its status now.', values: pipelineStatuses, nullable: true })
  status!: PipelineStatus | null;
}

export class ReportResultsResponse {
  @ObjectListField(() => ReportResultResponse, {
    description: 'In the order of the reports.',
    maxItems: 50_000,
  })
  results!: ReportResultResponse[];
}

export class RecordedReportResponse {
  @EnumField({ description: 'What came of it.', values: outcomes })
  outcome!: (typeof outcomes)[number];

  @EnumField({ description: 'What it said.', values: pipelineStatuses })
  status!: PipelineStatus;

  @StringField({ description: 'In the words of the system.', maxLength: 255, minLength: 0, nullable: true })
  raw_status!: string | null;

  @IntegerField({ description: 'Its place.', min: 0, max: Number.MAX_SAFE_INTEGER, nullable: true })
  sequence!: number | null;

  @StringField({ description: 'Who reported.', maxLength: 300 })
  source!: string;

  @TimeField({ description: 'When it came.' })
  created_at!: string;
}

export class TargetResponse extends TargetOfStepResponse {
  @StringListField({ description: 'Targets that use it; empty in lists.', maxItems: 1_000, maxLength: 36 })
  used_by!: string[];

  @IntegerField({ description: 'Reports that changed nothing.', min: 0, max: 2_147_483_647 })
  ignored_reports!: number;
}

export class WholeTargetResponse extends TargetResponse {
  @ObjectListField(() => RecordedReportResponse, { description: 'The newest first.', maxItems: 100 })
  reports!: RecordedReportResponse[];
}

export class HookSecretResponse {
  @StringField({ description: 'With which systems sign, as Standard Webhooks says.', maxLength: 100 })
  secret!: string;
}

export class SummaryQuery {
  @UuidField({ description: 'Project.', example: '0190a000-0000-7000-8000-000000000001' })
  project_id!: string;

  @StringField({ description: 'Only of this commit.', maxLength: 128, optional: true })
  commit_sha?: string;
}

export class SummaryResponse {
  @IntegerField({ description: 'Of how many pipelines: the newest 1,000 at most.', min: 0, max: 1_000 })
  pipelines!: number;

  @ObjectField(() => StatusCountsResponse, { description: 'Pipelines by status.' })
  counts!: StatusCountsResponse;

  @IntegerField({ description: 'Milliseconds.', min: 0, max: Number.MAX_SAFE_INTEGER, nullable: true })
  median_duration_ms!: number | null;

  @IntegerField({ description: 'Milliseconds.', min: 0, max: Number.MAX_SAFE_INTEGER, nullable: true })
  p95_duration_ms!: number | null;
}

export class DurationsQuery {
  @UuidField({ description: 'Project.', example: '0190a000-0000-7000-8000-000000000001' })
  project_id!: string;

  @StringField({ description: 'Kind of step.', maxLength: 50, example: 'test' })
  kind!: string;

  @StringField({ description: 'Only of targets of this name.', maxLength: 255, optional: true })
  name?: string;

  @IntegerField({ description: 'Of how many targets at most.', min: 1, max: 1_000, default: 100 })
  most!: number;
}

export class DurationResponse {
  @UuidField({ description: 'The target.' })
  target_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'Commit.', maxLength: 128, nullable: true })
  commit_sha!: string | null;

  @EnumField({ description: 'How it ended.', values: pipelineStatuses })
  status!: PipelineStatus;

  @TimeField({ description: 'When it began.' })
  started_at!: string;

  @IntegerField({ description: 'Milliseconds.', min: 0, max: Number.MAX_SAFE_INTEGER })
  duration_ms!: number;
}

export class DurationsResponse {
  @ObjectListField(() => DurationResponse, { description: 'The newest first.', maxItems: 1_000 })
  durations!: DurationResponse[];
}
