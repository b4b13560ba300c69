import { EnvSecret, type Secret } from '@ashlar/config';

/** Keys of the tokens that runs and jobs get. */
export class InternalTokensConfig {
  @EnvSecret('ASHLAR_INTERNAL_KEYS', {
    optional: true,
    description:
      'JWK Set of Ed25519 keys with kid; the first signs, all verify. Services that only verify get the public keys.',
  })
  readonly keys: Secret | undefined;
}
