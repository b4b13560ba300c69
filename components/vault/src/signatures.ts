import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonical, type Part } from './canonical.js';
import { expand, extract } from './hkdf.js';

const signatureBytes = 64;
const keyBytes = 32;
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Signs statements with one Ed25519 key. */
export interface Signer {
  /** From the public key; what verifiers look it up by. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
  /** 64 bytes over the label and the parts. */
  sign(label: string, ...parts: readonly Part[]): Buffer;
}

/** Knows whose statements count. */
export interface Verifier {
  readonly ids: readonly string[];
  /** False for a signer that is not known, and for a signature of any other length than 64 bytes. */
  verifies(signerId: string, signature: Uint8Array, label: string, ...parts: readonly Part[]): boolean;
}

/** @param seed the 32 bytes of an Ed25519 private key. */
export function createSigner(seed: Uint8Array): Signer {
  if (seed.length !== keyBytes) throw new TypeError('A signing key has 32 bytes');
  const der = Buffer.concat([privatePrefix, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-keyBytes);
  return {
    id: signerIdOf(publicKey),
    publicKey,
    sign: (label, ...parts) => sign(null, canonical(label, ...parts), key),
  };
}

/** @param publicKeys raw, 32 bytes each. */
export function createVerifier(publicKeys: readonly Uint8Array[]): Verifier {
  const keys = new Map(publicKeys.map((raw) => [signerIdOf(raw), ed25519PublicKey(raw)]));
  return {
    ids: [...keys.keys()],
    verifies(signerId, signature, label, ...parts) {
      const key = keys.get(signerId);
      return key !== undefined && verifyEd25519(key, canonical(label, ...parts), signature);
    },
  };
}

/** Sixteen hexadecimal digits. */
export function signerIdOf(publicKey: Uint8Array): string {
  return expand(extract(Buffer.alloc(0), publicKey), Buffer.from('ashlar/vault/signer-id/1'), 8).toString(
    'hex',
  );
}

/** @throws {TypeError} when it is not 32 bytes. */
export function ed25519PublicKey(raw: Uint8Array): KeyObject {
  if (raw.length !== keyBytes) throw new TypeError('A public signing key has 32 bytes');
  return createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' });
}

export function verifyEd25519(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === signatureBytes && verify(null, message, key, signature);
}
