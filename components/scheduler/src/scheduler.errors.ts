import { defineError } from '@ashlar/errors';

export const ScheduleNotFound = defineError({
  code: 'SCHEDULE_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such schedule, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const ScheduleRefused = defineError({
  code: 'SCHEDULE_REFUSED',
  kind: 'unprocessable',
  title: 'A schedule like this cannot be, or would never run',
  remedy: 'Correct what `details.errors` names.',
});

export const ScheduleNotActive = defineError({
  code: 'SCHEDULE_NOT_ACTIVE',
  kind: 'conflict',
  title: 'The schedule is not in a state that allows this',
  remedy: 'Resume a schedule that is paused or disabled; `details.state` says which.',
});

export const ScheduleBusy = defineError({
  code: 'SCHEDULE_BUSY',
  kind: 'conflict',
  title: 'Sessions of the schedule have not ended',
  remedy: 'Cancel them, or wait until they have ended.',
});

export const BackfillTooLong = defineError({
  code: 'BACKFILL_TOO_LONG',
  kind: 'unprocessable',
  title: 'The range has more slots than one backfill makes',
  remedy: 'Ask for a shorter range; `details.most` says how many slots it may have.',
});

export const BackfillAhead = defineError({
  code: 'BACKFILL_AHEAD',
  kind: 'unprocessable',
  title: 'The range ends in the future, whose slots have not come',
  remedy: 'End the range at `details.now` at the latest.',
});

export const SessionNotFound = defineError({
  code: 'SESSION_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such session, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const SessionStateConflict = defineError({
  code: 'SESSION_STATE_CONFLICT',
  kind: 'conflict',
  title: 'The session is not in a state that allows this',
  remedy: 'Read the session; `details.state` says where it is.',
});
