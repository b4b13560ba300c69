import { defineError } from '@ashlar/errors';

export const UserNotFound = defineError({
  code: 'USER_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such user',
  remedy: 'A user appears with the first call to the data API. Services are not users.',
});
