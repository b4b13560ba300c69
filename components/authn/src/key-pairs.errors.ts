import { defineError } from '@ashlar/errors';

export const KeyPairNotFound = defineError({
  code: 'KEY_PAIR_NOT_FOUND',
  kind: 'not-found',
  title: 'You have no such key pair',
  remedy: 'List your key pairs; one that was revoked is gone.',
});
