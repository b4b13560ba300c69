/** For specs: a KMS that lives in memory and keeps its keys to itself. */
import { randomBytes } from 'node:crypto';
import { canonical } from './canonical.js';
import { openBytes, type RootKey, sealBytes } from './root-key.js';

/** A root key in a KMS of this process. It passes the same contract as the real ones. */
export function createKmsDouble(): RootKey {
  const key = randomBytes(32);
  const fingerprint = randomBytes(8).toString('hex');
  const binding = (about: string) => canonical('kms-double', fingerprint, about);
  return {
    fingerprint,
    wrap: async (plaintext, about) => sealBytes(key, plaintext, binding(about)),
    unwrap: async (wrapped, about) => openBytes(key, wrapped, binding(about)),
  };
}
