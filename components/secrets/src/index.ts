export { createSecretGrants, type SecretGrants, type SecretGrantsDeps } from './grants.service.js';
export type {
  GrantRequest,
  MintedGrant,
  NewStandingGrant,
  OwnerGrantRequest,
  StandingGrant,
} from './grants.types.js';
export {
  createSecretUsage,
  type SecretCount,
  type SecretQuota,
  type SecretQuotaOwner,
  type SecretUsage,
} from './quota.js';
export { createSealer, type Sealer } from './sealing.js';
export { SecretsUnconfigured } from './sealing.errors.js';
export { SecretsConfig } from './secrets.config.js';
export { secretEntities } from './secrets.entity.js';
export {
  SecretFilenameTaken,
  SecretGrantNotFound,
  SecretKeysUnavailable,
  SecretNotFound,
  SecretSlotFilenameTaken,
  SecretSlotNotFound,
  SecretTooLarge,
  SecretVersionConflict,
  SecretVersionNotFound,
} from './secrets.errors.js';
export {
  createSecrets,
  largestValue,
  purgeSecrets,
  type Secrets,
  type SecretsDeps,
  secretsSchema,
} from './secrets.service.js';
export type {
  ImportResult,
  NewSecret,
  OwnerRef,
  SecretChange,
  SecretFilter,
  SecretInfo,
  SecretKind,
  SecretState,
  VersionInfo,
} from './secrets.types.js';
export { createSecretSlots, type SecretSlots, type SecretSlotsDeps } from './slots.service.js';
export type { NewSecretSlot, SecretSlot, SecretSlotChange, SlotFilling, SlotValue } from './slots.types.js';
export { heldInSlots } from './held.repository.js';
