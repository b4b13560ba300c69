import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { findJson, writeJson } from './files.js';

/** Keys of one local stack: made at its first start, and kept, since values are sealed to them. All in base64. */
export interface Keys {
  readonly invitations: string;
  readonly webhooks: string;
  /** Of the secrets API: wraps all others. */
  readonly root: string;
  /** Seeds of Ed25519: who writes secrets, and who publishes the keys that they are sealed to. */
  readonly writer: string;
  readonly publisher: string;
  /** Seed of Ed25519: who makes config bundles. */
  readonly bundles: string;
}

/** What there is, and new ones for what there is not. */
export function openKeys(file: string): Keys {
  const known = findJson<Partial<Keys>>(file);
  const key = (): string => randomBytes(32).toString('base64');
  const keys: Keys = {
    ...{ invitations: key(), webhooks: key(), root: key(), writer: key(), publisher: key(), bundles: key() },
    ...known,
  };
  writeJson(file, keys);
  return keys;
}

/** What proves signatures of this seed. */
export function publicKeyOf(seed: string): string {
  // PKCS #8 around the 32 bytes of an Ed25519 key: what node:crypto reads seeds from.
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(seed, 'base64'),
  ]);
  const { x = '' } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
    format: 'jwk',
  });
  return x;
}
