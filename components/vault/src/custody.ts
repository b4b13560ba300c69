/** For the process that holds keys, and for nobody else. */
export { backUpRing, restoreRing } from './backup.js';
export { assertSigned, openValue, rewrapKey } from './envelope.js';
export { expand, extract, hmac } from './hkdf.js';
export {
  assertTransition,
  type KeyRing,
  type KeyState,
  makeRingKey,
  openKeyRing,
  type RingKeyRecord,
  RootKeyMismatch,
} from './key-ring.js';
export { makeOwnerKey, openOwnerKey, rewrapOwnerKey, type WrappedOwnerKey } from './owner-key.js';
export { createLocalRootKey, openBytes, type RootKey, sealBytes } from './root-key.js';
export { sealReply } from './sealed-reply.js';
export { KeyStateRefused } from './vault.errors.js';
export type { X25519PrivateKey } from './x25519.js';
