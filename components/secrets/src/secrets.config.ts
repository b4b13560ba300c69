import { EnvList, EnvSecret, type Secret } from '@ashlar/config';

const publicKey = /^[A-Za-z0-9+/_-]{43}=?$/;

/** What a process needs to write secrets. None of it opens anything. */
export class SecretsConfig {
  @EnvSecret('ASHLAR_SECRETS_WRITER_KEY', {
    optional: true,
    description:
      'Ed25519 key (32 random bytes in base64) that signs what is written. Without it secrets cannot be written.',
  })
  readonly writerKey: Secret | undefined;

  @EnvList('ASHLAR_SECRETS_PUBLISHERS', {
    optional: true,
    maxItems: 10,
    pattern: publicKey,
    description:
      'Public Ed25519 keys of the secrets API in base64: values are sealed to keys that it signed alone.',
  })
  readonly publishers: readonly string[] | undefined;
}
