import { defineError } from '@ashlar/errors';

export const StorageCheckNotFound = defineError({
  code: 'STORAGE_CHECK_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such connection test, or it is not visible to you',
  remedy: 'Check the id and the caller; tests of settings that were not saved are forgotten after an hour.',
});

export const StorageChecksLimited = defineError({
  code: 'STORAGE_CHECKS_LIMITED',
  kind: 'rate-limited',
  title: 'Too many connection tests',
  remedy: 'Wait for Retry-After.',
});

export const StorageGrantRefused = defineError({
  code: 'STORAGE_GRANT_REFUSED',
  kind: 'conflict',
  title: 'The storage does not lead there, or no test of it is under way',
  remedy: 'Read the storage anew: its credentials go only where they were stored for.',
});
