import { defineError } from '@ashlar/errors';

export const UserNotFound = defineError({
  code: 'USER_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such user',
  remedy: 'A user appears with the first call to the data API. Services are not users.',
});

export const UserDisabled = defineError({
  code: 'USER_DISABLED',
  kind: 'unauthenticated',
  title: 'This account may not be used any more',
  remedy: 'Ask an administrator of the platform.',
});

export const UserDeleted = defineError({
  code: 'USER_DELETED',
  kind: 'conflict',
  title: 'The user is deleted',
  remedy: 'Restore the user first, as long as the purge has not begun.',
});

export const UserNotRestorable = defineError({
  code: 'USER_NOT_RESTORABLE',
  kind: 'conflict',
  title: 'The purge of the user has begun',
  remedy: 'Nothing can be taken back any more.',
});

export const UserIsCaller = defineError({
  code: 'USER_IS_CALLER',
  kind: 'conflict',
  title: 'This cannot be done to oneself',
  remedy: 'Ask another administrator.',
});

export const UserDeletionUnconfirmed = defineError({
  code: 'USER_DELETION_UNCONFIRMED',
  kind: 'conflict',
  title: 'The deletion concerns more than the caller has confirmed',
  remedy: 'Read the deletion preview and send its fingerprint as confirm.',
});

export const HeirRefused = defineError({
  code: 'HEIR_REFUSED',
  kind: 'unprocessable',
  title: 'This user cannot take over what another one owned',
  remedy: 'Name an active user other than the one that is deleted.',
});

export const PinRefused = defineError({
  code: 'PIN_REFUSED',
  kind: 'unprocessable',
  title: 'A project cannot be pinned',
  remedy: 'Pin projects that you may see, and no more than details.most.',
});

export const PinNotFound = defineError({
  code: 'PIN_NOT_FOUND',
  kind: 'not-found',
  title: 'This project is not pinned',
  remedy: 'The pins are in the preferences.',
});

export const TimeZoneUnknown = defineError({
  code: 'TIME_ZONE_UNKNOWN',
  kind: 'unprocessable',
  title: 'There is no such time zone',
  remedy: 'Give a name of the IANA database, such as Europe/Zurich.',
});
