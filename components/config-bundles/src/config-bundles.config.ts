import { EnvSecret, type Secret } from '@ashlar/config';

/** What a process needs to make config bundles. */
export class ConfigBundlesConfig {
  @EnvSecret('ASHLAR_CONFIG_BUNDLE_KEY', {
    optional: true,
    description:
      'Ed25519 key (32 random bytes in base64) that signs config bundles. Without it none can be made.',
  })
  readonly key: Secret | undefined;
}
