import { defineError } from '@ashlar/errors';

export const SecretNotFound = defineError({
  code: 'SECRET_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such secret, or it is not yours',
  remedy: 'Check the id and the caller.',
});

export const SecretVersionNotFound = defineError({
  code: 'SECRET_VERSION_NOT_FOUND',
  kind: 'not-found',
  title: 'The secret has no such version, or its value was destroyed',
  remedy: 'List the versions of the secret.',
});

export const SecretFilenameTaken = defineError({
  code: 'SECRET_FILENAME_TAKEN',
  kind: 'conflict',
  title: 'The owner has a secret with this filename already',
  remedy: 'Choose another; upper and lower case count as equal. A deleted secret gives its filename up.',
});

export const SecretVersionConflict = defineError({
  code: 'SECRET_VERSION_CONFLICT',
  kind: 'conflict',
  title: 'The secret has another value than the one that you replace',
  remedy: 'Read the secret and decide again.',
});

export const SecretManaged = defineError({
  code: 'SECRET_MANAGED',
  kind: 'conflict',
  title: 'The secret is a credential that is known by more than its value',
  remedy:
    'Change the credentials of the storage instead. Filenames like that of a credential are not given to others.',
});

export const SecretTooLarge = defineError({
  code: 'SECRET_TOO_LARGE',
  kind: 'too-large',
  title: 'A value has at most 65,536 bytes',
  remedy: 'Store something smaller, such as a key to what is large.',
});

export const SecretKeysUnavailable = defineError({
  code: 'SECRET_KEYS_UNAVAILABLE',
  kind: 'unavailable',
  title: 'There is no key to seal the value to',
  remedy: 'Wait for Retry-After: the secrets API makes them.',
});

export const SecretSlotNotFound = defineError({
  code: 'SECRET_SLOT_NOT_FOUND',
  kind: 'not-found',
  title: 'The project has no such slot',
  remedy: 'List the slots of the project.',
});

export const SecretSlotFilenameTaken = defineError({
  code: 'SECRET_SLOT_FILENAME_TAKEN',
  kind: 'conflict',
  title: 'The project has a slot with this filename already',
  remedy: 'Choose another; upper and lower case count as equal.',
});

export const SecretGrantNotFound = defineError({
  code: 'SECRET_GRANT_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such grant, or it is not yours',
  remedy: 'List your grants; one that was revoked or has expired is gone.',
});
