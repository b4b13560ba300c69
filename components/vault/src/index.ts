export { canonical, type Part } from './canonical.js';
export {
  currentSuite,
  type Envelope,
  type EnvelopeContext,
  type Recipient,
  sealValue,
  type WrappedKey,
} from './envelope.js';
export type { HpkeMessage } from './hpke.js';
export { wipe } from './hpke.js';
export { assertPublished, type PublishedKey } from './owner-key.js';
export { openReply } from './sealed-reply.js';
export { createSigner, createVerifier, signerIdOf, type Signer, type Verifier } from './signatures.js';
export { Refused, type RefusalReason } from './vault.errors.js';
export { generateX25519, type X25519Pair } from './x25519.js';
