import { defineError } from '@ashlar/errors';

export const CustodyUnavailable = defineError({
  code: 'CUSTODY_UNAVAILABLE',
  kind: 'unavailable',
  title: 'Secrets cannot be given out now',
  remedy:
    'Wait for Retry-After. When it stays, the operator looks at keys and audit trail of the secrets API.',
});

export const GrantRefused = defineError({
  code: 'GRANT_REFUSED',
  kind: 'forbidden',
  title: 'The grant does not allow this',
  remedy:
    'Ask the data API for a new grant, for the service that uses it and a purpose that the policy knows.',
});

export const SecretUnavailable = defineError({
  code: 'SECRET_UNAVAILABLE',
  kind: 'not-found',
  title: 'There is no such secret for this grant',
  remedy: 'Ask for a new grant. All of its secrets must be in use.',
});

export const WrapUsed = defineError({
  code: 'WRAP_USED',
  kind: 'conflict',
  title: 'There is nothing under this token, or no longer',
  remedy: 'Ask for it to be wrapped again. If nobody of yours has unwrapped it, somebody else has.',
});

export const PlaintextRefused = defineError({
  code: 'PLAINTEXT_REFUSED',
  kind: 'unprocessable',
  title: 'This service answers sealed values only',
  remedy: 'Send an X25519 key of your own as reply_key.',
});
