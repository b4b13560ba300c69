import { EnvList } from '@ashlar/config';

/** What a process needs to know whose config bundles are good. */
export class ConfigBundleSignersConfig {
  @EnvList('ASHLAR_CONFIG_BUNDLE_SIGNERS', {
    optional: true,
    maxItems: 10,
    pattern: /^[A-Za-z0-9+/_-]{43}=?$/,
    description:
      'Public Ed25519 keys in base64 of who makes config bundles. Without them none is filled with secrets.',
  })
  readonly signers: readonly string[] | undefined;
}
