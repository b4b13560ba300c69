import { defineEvent, type EventFacts } from '@ashlar/events';
import { EnumField, IntegerField, JsonObjectField, StringField, TimeField, UuidField } from '@ashlar/http';
import {
  ownerTypes,
  outcomes,
  type Outcome,
  type Schedule,
  type ScheduleOwnerType,
} from './schedules.types.js';

/** What others may know of a schedule: not what it runs. */
export class ScheduleFacts {
  @UuidField({ description: 'Id of the schedule.' })
  schedule_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @EnumField({ description: 'What owns it.', values: ownerTypes })
  owner_type!: ScheduleOwnerType;

  @UuidField({ description: 'Who owns it.' })
  owner_id!: string;
}

export class ScheduleStateFacts extends ScheduleFacts {
  @StringField({ description: 'Why.', maxLength: 500, optional: true })
  reason?: string;
}

export class SessionFacts extends ScheduleFacts {
  @UuidField({ description: 'Id of the session.' })
  session_id!: string;

  @TimeField({ description: 'The slot.' })
  slot!: string;

  @EnumField({ description: 'How it ended.', values: outcomes })
  outcome!: Outcome;

  @IntegerField({ description: 'How often it was launched.', min: 0, max: 1_000_000 })
  attempts!: number;

  @StringField({ description: 'Why, in a word for programs.', maxLength: 200, optional: true })
  reason?: string;
}

export class AnnouncedFacts extends ScheduleFacts {
  @UuidField({ description: 'Id of the session.' })
  session_id!: string;

  @TimeField({ description: 'The slot.' })
  slot!: string;

  @StringField({
    description: 'What it is about, as its owner wrote it down.',
    maxLength: 100,
    optional: true,
  })
  topic?: string;

  @JsonObjectField({ description: 'What its owner wrote down.', maxBytes: 65_536, optional: true })
  data?: Readonly<Record<string, unknown>>;
}

const about = { version: 1, data: ScheduleFacts };
const aboutState = { version: 1, data: ScheduleStateFacts };

export const scheduleCreated = defineEvent({
  ...about,
  type: 'schedule.created',
  description: 'A schedule was made.',
});
export const scheduleUpdated = defineEvent({
  ...about,
  type: 'schedule.updated',
  description: 'A schedule was changed.',
});
export const scheduleDeleted = defineEvent({
  ...about,
  type: 'schedule.deleted',
  description: 'A schedule was removed, and its sessions with it.',
  ends: true,
});
export const schedulePaused = defineEvent({
  ...aboutState,
  type: 'schedule.paused',
  description: 'A schedule was paused.',
});
export const scheduleResumed = defineEvent({
  ...about,
  type: 'schedule.resumed',
  description: 'A schedule goes on.',
});
export const scheduleDisabled = defineEvent({
  ...aboutState,
  type: 'schedule.disabled',
  description: 'A schedule was disabled: it has expired, or its sessions failed too often.',
});
export const scheduleAnnounced = defineEvent({
  type: 'schedule.announced',
  version: 1,
  data: AnnouncedFacts,
  description: 'A slot of a schedule has come that only tells of itself.',
});
export const sessionFinished = defineEvent({
  type: 'scheduled-session.finished',
  version: 1,
  data: SessionFacts,
  description: 'A session of a schedule reached its end.',
  ends: true,
});

/** Every event of this brick. */
export const schedulerEvents = [
  scheduleCreated,
  scheduleUpdated,
  scheduleDeleted,
  schedulePaused,
  scheduleResumed,
  scheduleDisabled,
  scheduleAnnounced,
  sessionFinished,
] as const;

export function factsOf({
  id,
  name,
  owner,
  domainId,
}: Pick<Schedule, 'id' | 'name' | 'owner' | 'domainId'>): EventFacts<ScheduleFacts> {
  return { id, domainId, data: { schedule_id: id, name, owner_type: owner.type, owner_id: owner.id } };
}
