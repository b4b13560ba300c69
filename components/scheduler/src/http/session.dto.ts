import {
  BooleanField,
  EnumField,
  IntegerField,
  ObjectListField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { sessionStates, type SessionState } from '../schedules.types.js';

export class RunLinkResponse {
  @StringField({
    description: 'What it leads to: `ui`, `logs`, `result`, or what the kind says.',
    maxLength: 50,
  })
  rel!: string;

  @StringField({ description: 'Where.', maxLength: 4_000 })
  href!: string;
}

export class ScheduledSessionResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @UuidField({ description: 'Its schedule.' })
  schedule_id!: string;

  @TimeField({ description: 'The slot; of a run on demand, when it was demanded.' })
  slot!: string;

  @EnumField({ description: 'How it came to be.', values: ['schedule', 'run-now', 'backfill'] })
  origin!: 'schedule' | 'run-now' | 'backfill';

  @EnumField({ description: 'Where it stands.', values: sessionStates })
  state!: SessionState;

  @StringField({
    description:
      'Why, for programs: `quota`, `overlap`, `timed-out`, `run-failed`, `run-lost`, `no-answer`, `asked`, a code of the kind.',
    maxLength: 200,
    nullable: true,
  })
  reason!: string | null;

  @StringField({ description: 'Why, for people.', minLength: 0, maxLength: 10_000, nullable: true })
  message!: string | null;

  @IntegerField({ description: 'How often it was launched.', min: 0, max: 1_000_000 })
  attempt!: number;

  @StringField({ description: 'What was run.', maxLength: 50, nullable: true })
  run_kind!: string | null;

  @StringField({
    description: 'Name of the run in the system that runs it.',
    maxLength: 1_000,
    nullable: true,
  })
  run_id!: string | null;

  @StringField({
    description: 'Its state, in the words of that system.',
    minLength: 0,
    maxLength: 1_000,
    nullable: true,
  })
  raw_state!: string | null;

  @ObjectListField(() => RunLinkResponse, { description: 'Where to see more.', maxItems: 100 })
  links!: RunLinkResponse[];

  @BooleanField({ description: 'Whether somebody has asked for its end.' })
  cancel_asked!: boolean;

  @TimeField({ description: 'When it began to run.', nullable: true })
  started_at!: string | null;

  @TimeField({ description: 'When it ended.', nullable: true })
  finished_at!: string | null;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}

export class ScheduledSessionPath {
  @UuidField({ description: 'Id of the session.' })
  scheduled_session_id!: string;
}

export class SessionsOfScheduleQuery extends pageQuery({
  sortable: ['created_at', 'slot'],
  descending: true,
}) {
  @StringListField({
    description: 'Only in these states.',
    maxItems: 8,
    maxLength: 10,
    values: sessionStates,
    optional: true,
  })
  state?: SessionState[];

  @TimeField({ description: 'Slots from here on.', optional: true })
  slot_from?: string;

  @TimeField({ description: 'Slots before this.', optional: true })
  slot_to?: string;
}

export class ScheduledSessionListQuery extends SessionsOfScheduleQuery {
  @UuidField({ description: 'Only those of this schedule.', optional: true })
  schedule_id?: string;
}

export class JournalEntryResponse {
  @TimeField({ description: 'When.' })
  at!: string;

  @EnumField({ description: 'What the session became.', values: sessionStates })
  state!: SessionState;

  @IntegerField({ description: 'In which attempt.', min: 0, max: 1_000_000 })
  attempt!: number;

  @StringField({ description: 'What was said about it.', minLength: 0, maxLength: 10_000, nullable: true })
  message!: string | null;
}

export class SessionLogsResponse {
  @ObjectListField(() => JournalEntryResponse, {
    description: 'What happened, oldest first.',
    maxItems: 10_000,
  })
  entries!: JournalEntryResponse[];

  @ObjectListField(() => RunLinkResponse, {
    description: 'Logs and results at the system that runs it.',
    maxItems: 100,
  })
  links!: RunLinkResponse[];
}
