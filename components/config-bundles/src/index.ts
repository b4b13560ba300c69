export { heldInConfigBundles } from './held.repository.js';
export { ConfigBundlesConfig } from './config-bundles.config.js';
export { ConfigBundleSignersConfig } from './config-bundle-signers.config.js';
export * from './config-bundles.errors.js';
export {
  configBundlesSchema,
  type ConfigBundles,
  type ConfigBundlesDeps,
  createConfigBundles,
  createSignedBundles,
  largestBundle,
  mostSecrets,
  type SignedBundles,
  sweepConfigBundles,
} from './config-bundles.service.js';
export type { BundleUse, ConfigBundle } from './config-bundles.types.js';
export { fillSecrets, secretsNamedIn } from './secret-references.js';
export { type BundleEntry, readTar, writeTar } from './tar.js';
