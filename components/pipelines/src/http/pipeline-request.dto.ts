import {
  BooleanField,
  EnumField,
  HttpUrlField,
  JsonObjectField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { type PipelineStatus, pipelineStatuses, type RetriggerScope } from '../pipelines.types.js';
import { StepOfRunRequest, TargetRequest } from '../run-spec.js';

const newestFirst = { sortable: ['sequence'] as const, descending: true } as const;

export class PipelinePath {
  @UuidField({ description: 'Id of the pipeline.' })
  pipeline_id!: string;
}

export class PipelineEventPath {
  @UuidField({ description: 'Id of the event.' })
  event_id!: string;
}

export class PipelineListQuery extends pageQuery({ sortable: [...newestFirst.sortable], descending: true }) {
  @UuidField({ description: 'Only of this project.', optional: true })
  project_id?: string;

  @UuidField({ description: 'Only of this event.', optional: true })
  event_id?: string;

  @StringField({ description: 'Only of this commit.', maxLength: 128, optional: true })
  commit_sha?: string;

  @EnumField({ description: 'Only in this status.', values: pipelineStatuses, optional: true })
  status?: PipelineStatus;

  @StringField({ description: 'Only of events of this kind.', maxLength: 50, optional: true })
  kind?: string;

  @StringField({ description: 'With `external_id`: its system.', maxLength: 200, optional: true })
  system?: string;

  @StringField({ description: 'Only with a target of this name outside.', maxLength: 500, optional: true })
  external_id?: string;

  @TimeField({ description: 'Only from this time on.', optional: true })
  created_from?: string;

  @TimeField({ description: 'Only before this time.', optional: true })
  created_to?: string;
}

export class TriggerEventListQuery extends pageQuery({
  sortable: [...newestFirst.sortable],
  descending: true,
}) {
  @UuidField({ description: 'Only of this project.', optional: true })
  project_id?: string;

  @StringField({ description: 'Only of this commit.', maxLength: 128, optional: true })
  commit_sha?: string;
}

export class TriggerEventRequest {
  @StringField({ description: 'What happened, such as `push`.', maxLength: 50, example: 'push' })
  kind!: string;

  @StringField({ description: 'Who says so.', maxLength: 200, example: 'forge.example.org' })
  source!: string;

  @StringField({ description: 'By what name; one event for each.', maxLength: 500, example: 'push-1' })
  external_id!: string;

  @StringField({ description: 'Commit that it is about.', maxLength: 128, optional: true })
  commit_sha?: string;

  @StringField({ description: 'Branch, tag or request that it is about.', maxLength: 500, optional: true })
  ref?: string;

  @HttpUrlField({ description: 'Where to see it.', optional: true })
  url?: string;

  @JsonObjectField({ description: 'What else is known.', maxBytes: 32_768, optional: true })
  payload?: Readonly<Record<string, unknown>>;
}

export class NewTargetRequest extends TargetRequest {
  @EnumField({
    description: 'Default `waiting` when it uses others, else `pending`.',
    values: ['waiting', 'pending', 'running'],
    optional: true,
  })
  status?: 'waiting' | 'pending' | 'running';

  @StringField({ description: 'System that runs it.', maxLength: 200, optional: true })
  system?: string;

  @StringField({
    description: 'Its name there; needs `system`. Unique per system, name and project.',
    maxLength: 500,
    optional: true,
  })
  external_id?: string;
}

export class NewStepRequest extends StepOfRunRequest {
  @ObjectListField(() => NewTargetRequest, {
    description: 'What it is made of.',
    minItems: 1,
    maxItems: 500,
    example: [{ name: 'linux-x86_64' }],
  })
  declare targets: NewTargetRequest[];
}

export class CreatePipelineRequest {
  @UuidField({ description: 'Its project.', example: '0190a000-0000-7000-8000-000000000001' })
  project_id!: string;

  @StringField({ description: 'One pipeline for each event and name.', maxLength: 255, default: 'default' })
  name!: string;

  @ObjectField(() => TriggerEventRequest, {
    description: 'Why it runs.',
    example: { kind: 'push', source: 'forge.example.org', external_id: 'push-1' },
  })
  event!: TriggerEventRequest;

  @ObjectListField(() => NewStepRequest, { description: 'Its first steps.', maxItems: 50, example: [] })
  steps!: NewStepRequest[];

  @BooleanField({
    description: 'Cancels what is unfinished of earlier pipelines of this name on this ref.',
    default: false,
  })
  supersedes!: boolean;
}

export class RetriggerRequest {
  @EnumField({
    description: '`all`; `step` and those after it; what has `failed`.',
    values: ['all', 'step', 'failed'],
    example: 'all',
  })
  scope!: RetriggerScope;

  @UuidField({ description: 'For the scope `step`.', optional: true })
  step_id?: string;
}
