import { defineError } from '@ashlar/errors';

export const PersonalTokenNotFound = defineError({
  code: 'PERSONAL_TOKEN_NOT_FOUND',
  kind: 'not-found',
  title: 'You have no such access token',
  remedy: 'List your access tokens; one that was revoked is gone.',
});
