import { defineEvent, type EventDefinition, type Events } from '@ashlar/events';
import { EnumField, IntegerField, UuidField } from '@ashlar/http';
import type { OnUserChange, UserChange, UserStatus } from '@ashlar/users';

/** Nothing of who it is: events outlive what they tell of, and go where no deletion follows. */
export class UserFacts {
  @UuidField({ description: 'Id of the user.' })
  user_id!: string;

  @EnumField({
    description: 'What has become of the account.',
    values: ['active', 'disabled', 'deleted', 'purged'],
  })
  status!: UserStatus;

  @IntegerField({ description: 'Version of the user.', min: 1, max: 2_147_483_647 })
  version!: number;
}

const about = { version: 1, data: UserFacts };

export const userCreated = defineEvent({
  ...about,
  type: 'user.created',
  description: 'Somebody called for the first time.',
});
export const userUpdated = defineEvent({
  ...about,
  type: 'user.updated',
  description: 'The provider, an administrator or the user said something new; the status is what it was.',
});
export const userSuspended = defineEvent({
  ...about,
  type: 'user.suspended',
  description: 'The provider or an administrator disabled the account.',
});
export const userResumed = defineEvent({
  ...about,
  type: 'user.resumed',
  description: 'The account is enabled again, by whoever had disabled it.',
});
export const userDeleted = defineEvent({
  ...about,
  type: 'user.deleted',
  description: 'Access has ended; the rest goes when the grace is over.',
});
export const userRestored = defineEvent({
  ...about,
  type: 'user.restored',
  description: 'A deletion was taken back.',
});
export const userPurged = defineEvent({
  ...about,
  type: 'user.purged',
  description: 'Nothing is left of the user but the id.',
  ends: true,
});

/** Every event of users. */
export const userEvents = [
  ...[userCreated, userUpdated, userSuspended, userResumed],
  ...[userDeleted, userRestored, userPurged],
] as const;

/** What the brick `users` calls at each change: publishes it in that transaction. */
export function tellOfUsers(events: Events): OnUserChange {
  return async (tx, { id, before, after, version }) => {
    const data = { user_id: id, status: after, version };
    await events.publish(tx, eventFor(before, after), { id, data });
  };
}

function eventFor(before: UserChange['before'], after: UserChange['after']): EventDefinition<UserFacts> {
  if (before === undefined) return userCreated;
  if (before === after) return userUpdated;
  if (after === 'purged') return userPurged;
  if (after === 'deleted') return userDeleted;
  if (before === 'deleted') return userRestored;
  return after === 'active' ? userResumed : userSuspended;
}
