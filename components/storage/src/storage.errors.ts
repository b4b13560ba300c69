import { defineError } from '@ashlar/errors';

export const StorageNotFound = defineError({
  code: 'STORAGE_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such storage, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const StorageNameTaken = defineError({
  code: 'STORAGE_NAME_TAKEN',
  kind: 'conflict',
  title: 'The owner has a storage of this name already',
  remedy: 'Choose another name; upper and lower case count as equal.',
});

export const StorageOwnerNotFound = defineError({
  code: 'STORAGE_OWNER_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such group or project, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const StorageSettingsRefused = defineError({
  code: 'STORAGE_SETTINGS_REFUSED',
  kind: 'unprocessable',
  title: 'The settings do not fit the type of the storage',
  remedy: 'See details.fields, and GET /api/data/storages/schema for what each type has.',
});

export const StorageCredentialsRefused = defineError({
  code: 'STORAGE_CREDENTIALS_REFUSED',
  kind: 'unprocessable',
  title: 'The credentials do not fit the storage, or it does not take them',
  remedy: 'See details: what the type and its way to sign in do not have, or which check failed.',
});

export const StorageCredentialsBound = defineError({
  code: 'STORAGE_CREDENTIALS_BOUND',
  kind: 'unprocessable',
  title: 'Credentials go only where they were stored for',
  remedy: 'Send them again together with the new address, or null to clear them.',
});

export const StorageCredentialsUnavailable = defineError({
  code: 'STORAGE_CREDENTIALS_UNAVAILABLE',
  kind: 'unavailable',
  title: 'Credentials cannot be kept here',
  remedy: 'Configure the keys of the secrets API, or leave credentials out.',
});

export const StorageRollbackImpossible = defineError({
  code: 'STORAGE_ROLLBACK_IMPOSSIBLE',
  kind: 'conflict',
  title: 'There are no earlier credentials to go back to',
  remedy: 'Rotate to the ones that should be used.',
});

export const StorageInUse = defineError({
  code: 'STORAGE_IN_USE',
  kind: 'conflict',
  title: 'Others depend on this storage',
  remedy: 'See details.dependants. Remove them, or repeat with force and the token of details.',
});

export const StorageDisabled = defineError({
  code: 'STORAGE_DISABLED',
  kind: 'conflict',
  title: 'A disabled storage takes no new use',
  remedy: 'Enable it first.',
});
