import {
  BooleanField,
  EnumField,
  IntegerField,
  JsonObjectField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import {
  type OverlapPolicy,
  overlapPolicies,
  ownerTypes,
  type ScheduleOwnerType,
  type ScheduleState,
} from '../schedules.types.js';
import {
  MissedChange,
  MissedFields,
  NotifyChange,
  NotifyFields,
  RetryChange,
  RetryFields,
} from './policies.dto.js';
import { TimingChangeFields, TimingFields } from './timing.dto.js';

const longestSpec = 64 * 1024;
const aYear = 31_622_400;
const email = /^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/;
const mostInteger = 2_147_483_647;

const described = {
  name: 'Shown to people.',
  description: 'What it is for.',
  kind: 'What is run: `noop`, or a kind that this installation has.',
  spec: 'What that kind needs to know; secrets by reference only.',
  jitter: 'A slot is put off by up to so many seconds, evenly, and never to the next one.',
  overlap: 'What becomes of a slot while an earlier session has not ended.',
  timeout: 'An attempt that takes longer has failed.',
  failures: 'It is disabled after so many failed sessions in a row.',
} as const;

export class CreateScheduleRequest {
  @EnumField({ description: 'What owns it. Default: the caller does.', values: ownerTypes, optional: true })
  owner_type?: ScheduleOwnerType;

  @UuidField({ description: 'The group or project; of a user, the caller.', optional: true })
  owner_id?: string;

  @StringField({ description: described.name, maxLength: 255, example: 'Nightly' })
  name!: string;

  @StringField({ description: described.description, maxLength: 2_000, optional: true })
  description?: string;

  @StringField({ description: described.kind, maxLength: 50, example: 'noop' })
  run_kind!: string;

  @JsonObjectField({ description: described.spec, maxBytes: longestSpec, example: {} })
  run_spec!: object;

  @ObjectField(() => TimingFields, {
    description: 'When.',
    example: { cron: '30 2 * * MON-FRI', zone: 'Europe/Berlin' },
  })
  timing!: TimingFields;

  @IntegerField({ description: described.jitter, min: 0, max: 86_400, default: 0 })
  jitter_seconds!: number;

  @ObjectField(() => MissedFields, { description: 'What becomes of missed slots.', default: {} })
  missed!: MissedFields;

  @EnumField({ description: described.overlap, values: overlapPolicies, default: 'skip' })
  overlap!: OverlapPolicy;

  @ObjectField(() => RetryFields, { description: 'What becomes of failed attempts.', default: {} })
  retry!: RetryFields;

  @IntegerField({ description: described.timeout, min: 1, max: aYear, optional: true })
  timeout_seconds?: number;

  @IntegerField({ description: described.failures, min: 1, max: 1_000, optional: true })
  max_failures?: number;

  @ObjectField(() => NotifyFields, { description: 'Who is told.', default: {} })
  notify!: NotifyFields;
}

export class UpdateScheduleRequest {
  @StringField({ description: described.name, maxLength: 255, optional: true, example: 'Nightly' })
  name?: string;

  @StringField({ description: described.description, maxLength: 2_000, optional: true, nullable: true })
  description?: string | null;

  @StringField({ description: described.kind, maxLength: 50, optional: true })
  run_kind?: string;

  @JsonObjectField({ description: `${described.spec} As a whole.`, maxBytes: longestSpec, optional: true })
  run_spec?: object;

  @ObjectField(() => TimingChangeFields, { description: 'What changes of when.', optional: true })
  timing?: TimingChangeFields;

  @IntegerField({ description: described.jitter, min: 0, max: 86_400, optional: true })
  jitter_seconds?: number;

  @ObjectField(() => MissedChange, { description: 'What becomes of missed slots.', optional: true })
  missed?: MissedChange;

  @EnumField({ description: described.overlap, values: overlapPolicies, optional: true })
  overlap?: OverlapPolicy;

  @ObjectField(() => RetryChange, { description: 'What becomes of failed attempts.', optional: true })
  retry?: RetryChange;

  @IntegerField({ description: described.timeout, min: 1, max: aYear, optional: true, nullable: true })
  timeout_seconds?: number | null;

  @IntegerField({ description: described.failures, min: 1, max: 1_000, optional: true, nullable: true })
  max_failures?: number | null;

  @ObjectField(() => NotifyChange, { description: 'Who is told.', optional: true })
  notify?: NotifyChange;
}

export class ScheduleResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'What owns it.', values: ownerTypes })
  owner_type!: ScheduleOwnerType;

  @UuidField({ description: 'Who owns it.' })
  owner_id!: string;

  @UuidField({ description: 'The tenant.' })
  domain_id!: string;

  @StringField({ description: described.name, maxLength: 255 })
  name!: string;

  @StringField({ description: described.description, maxLength: 2_000, nullable: true })
  description!: string | null;

  @StringField({ description: described.kind, maxLength: 50 })
  run_kind!: string;

  @JsonObjectField({ description: described.spec, maxBytes: longestSpec })
  run_spec!: object;

  @ObjectField(() => TimingFields, { description: 'When.' })
  timing!: TimingFields;

  @IntegerField({ description: described.jitter, min: 0, max: 86_400 })
  jitter_seconds!: number;

  @ObjectField(() => MissedFields, { description: 'What becomes of missed slots.' })
  missed!: MissedFields;

  @EnumField({ description: described.overlap, values: overlapPolicies })
  overlap!: OverlapPolicy;

  @ObjectField(() => RetryFields, { description: 'What becomes of failed attempts.' })
  retry!: RetryFields;

  @IntegerField({ description: described.timeout, min: 1, max: aYear, nullable: true })
  timeout_seconds!: number | null;

  @IntegerField({ description: described.failures, min: 1, max: 1_000, nullable: true })
  max_failures!: number | null;

  @ObjectField(() => NotifyFields, { description: 'Who is told.' })
  notify!: NotifyFields;

  @EnumField({ description: 'Whether it runs.', values: ['active', 'paused', 'disabled'] })
  state!: ScheduleState;

  @StringField({
    description: 'Why it is paused, or was disabled: `expired`, `failures`.',
    maxLength: 500,
    nullable: true,
  })
  state_reason!: string | null;

  @TimeField({ description: 'Since when.', nullable: true })
  state_since!: string | null;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: mostInteger })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

/** What moves on without a change, and so has no place beside an ETag. */
export class ListedScheduleResponse extends ScheduleResponse {
  @TimeField({ description: 'The slot that comes next.', nullable: true })
  next_slot!: string | null;

  @TimeField({ description: 'When it is acted upon: later by the jitter.', nullable: true })
  next_run_at!: string | null;

  @TimeField({ description: 'Everything up to here is decided.', nullable: true })
  last_slot!: string | null;

  @IntegerField({ description: 'Failed sessions in a row.', min: 0, max: mostInteger })
  failures!: number;
}

export class SchedulePath {
  @UuidField({ description: 'Id of the schedule.' })
  schedule_id!: string;
}

export class ScheduleListQuery extends pageQuery({ sortable: ['name', 'created_at', 'updated_at'] }) {
  @StringField({ description: 'Part of the name or the description.', maxLength: 200, optional: true })
  keyword?: string;

  @EnumField({ description: 'Only in this state.', values: ['active', 'paused', 'disabled'], optional: true })
  state?: ScheduleState;

  @EnumField({ description: 'Only those of this kind of owner.', values: ownerTypes, optional: true })
  owner_type?: ScheduleOwnerType;

  @UuidField({ description: 'Only those of this owner.', optional: true })
  owner_id?: string;

  @StringField({ description: 'Only those that run this.', maxLength: 50, optional: true })
  run_kind?: string;
}

export class CloneScheduleRequest {
  @StringField({ description: 'Name of the copy.', maxLength: 255, example: 'Nightly, too' })
  name!: string;

  @EnumField({ description: 'What owns it. Default: as the original.', values: ownerTypes, optional: true })
  owner_type?: ScheduleOwnerType;

  @UuidField({ description: 'Who owns it.', optional: true })
  owner_id?: string;
}

export class PauseRequest {
  @StringField({ description: 'Why.', maxLength: 500, optional: true, example: 'Holidays' })
  reason?: string;
}

export class BackfillRequest {
  @TimeField({ description: 'First instant, included.', example: '2026-01-01T00:00:00Z' })
  from!: string;

  @TimeField({ description: 'Last instant, included.', example: '2026-01-08T00:00:00Z' })
  to!: string;
}

export class BackfillResponse {
  @IntegerField({ description: 'Sessions that were made.', min: 0, max: 1_000 })
  created!: number;

  @IntegerField({ description: 'Slots that had a session.', min: 0, max: 1_000 })
  existing!: number;
}

export class PreviewQuery {
  @IntegerField({ description: 'How many slots.', min: 1, max: 1_000, default: 10 })
  count!: number;
}

export class PreviewedSlotResponse {
  @TimeField({ description: 'The slot.' })
  slot!: string;

  @TimeField({ description: 'When it is acted upon: later by the jitter.' })
  run_at!: string;
}

export class PreviewResponse {
  @BooleanField({ description: 'Whether they will run: not while the schedule is paused or disabled.' })
  active!: boolean;

  @ObjectListField(() => PreviewedSlotResponse, { description: 'The next slots.', maxItems: 1_000 })
  slots!: PreviewedSlotResponse[];
}

export class TickListQuery extends pageQuery({ sortable: ['slot'], descending: true }) {
  @EnumField({ description: 'Only these.', values: ['created', 'skipped'], optional: true })
  outcome?: 'created' | 'skipped';
}

export class TickResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @TimeField({ description: 'The slot, or the first of several.' })
  slot!: string;

  @TimeField({ description: 'The last of several.' })
  last_slot!: string;

  @IntegerField({
    description: 'How many; of those that were skipped at most 1,000 are counted.',
    min: 1,
    max: 1_000,
  })
  slots!: number;

  @EnumField({ description: 'Whether a session was made.', values: ['created', 'skipped'] })
  outcome!: 'created' | 'skipped';

  @StringField({
    description: 'Why: `missed`, `overlap`, `paused`, `disabled`, `run-now`, `backfill`.',
    maxLength: 100,
    nullable: true,
  })
  reason!: string | null;

  @UuidField({ description: 'The session.', nullable: true })
  session_id!: string | null;

  @TimeField({ description: 'When it was decided.' })
  created_at!: string;
}

/** An address, as far as a pattern can tell. */
export function isEmail(text: string): boolean {
  return email.test(text);
}
