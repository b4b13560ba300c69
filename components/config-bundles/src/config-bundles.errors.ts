import { defineError } from '@ashlar/errors';

export const ConfigBundleNotFound = defineError({
  code: 'CONFIG_BUNDLE_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such config bundle, or it is not visible to you',
  remedy: 'Check the address and the caller; have it made again when it is old.',
});

export const ConfigBundleTooLarge = defineError({
  code: 'CONFIG_BUNDLE_TOO_LARGE',
  kind: 'too-large',
  title: 'What holds for the run is too much for a config bundle',
  remedy: 'Shorten files and settings, or name fewer secrets; `details` says the limit.',
});

export const ConfigBundlesUnsigned = defineError({
  code: 'CONFIG_BUNDLES_UNSIGNED',
  kind: 'unavailable',
  title: 'This installation has no key that signs config bundles',
  remedy: 'Set ASHLAR_CONFIG_BUNDLE_KEY.',
});

export const ConfigBundleSecretNotText = defineError({
  code: 'CONFIG_BUNDLE_SECRET_NOT_TEXT',
  kind: 'unprocessable',
  title: 'A setting names a secret that is no text',
  remedy: 'Name secrets of other bytes than UTF-8 in files, or keep the value as text such as base64.',
});

export const ConfigBundleSecretMissing = defineError({
  code: 'CONFIG_BUNDLE_SECRET_MISSING',
  kind: 'unprocessable',
  title: 'The config bundle names a secret that the grant does not cover',
  remedy: 'Have a grant made for all that `details.missing` names.',
});
