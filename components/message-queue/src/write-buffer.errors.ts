import { defineError } from '@ashlar/errors';

export const BufferFull = defineError({
  code: 'BUFFER_FULL',
  kind: 'unavailable',
  title: 'More comes in than can be written',
  remedy: 'Try again later, and less at once.',
  inside: true,
});

export const BufferClosed = defineError({
  code: 'BUFFER_CLOSED',
  kind: 'unavailable',
  title: 'The service is stopping',
  remedy: 'Try again: another replica will answer.',
  inside: true,
});

export const BufferItemTooLarge = defineError({
  code: 'BUFFER_ITEM_TOO_LARGE',
  kind: 'too-large',
  title: 'The item is larger than a batch may be',
  remedy: 'Send less in one item.',
  inside: true,
});

/** The writer was told to stop and did not. */
export class WriteAbandonedError extends Error {
  override readonly name = 'WriteAbandonedError';
}
