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
