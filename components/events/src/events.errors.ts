import { defineError } from '@ashlar/errors';

export const EventCursorExpired = defineError({
  code: 'EVENT_CURSOR_EXPIRED',
  kind: 'gone',
  title: 'Events after this cursor have been deleted, or are not of this database',
  remedy: 'Read the state anew, then go on from `after=latest`, or from the oldest event without `after`.',
});

export const EventCursorInvalid = defineError({
  code: 'EVENT_CURSOR_INVALID',
  kind: 'invalid-input',
  title: 'This is not a cursor that the feed has given',
  remedy: 'Use `next` of an earlier answer, `latest`, or leave `after` out.',
});

/** The data of an event is not what its definition says. Names the faults, never the values. */
export class EventDataError extends Error {
  override readonly name = 'EventDataError';

  constructor(
    type: string,
    readonly faults: readonly string[],
  ) {
    super(`The data of ${type} is not valid: ${faults.join('; ')}`);
  }
}
