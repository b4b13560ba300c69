import { defineError } from '@ashlar/errors';

export const SecretsUnconfigured = defineError({
  code: 'SECRETS_UNCONFIGURED',
  kind: 'unavailable',
  title: 'This installation has no keys for secrets',
  remedy: 'The operator sets ASHLAR_SECRETS_WRITER_KEY and ASHLAR_SECRETS_PUBLISHERS.',
});
