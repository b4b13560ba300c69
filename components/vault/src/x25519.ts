import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject, randomBytes } from 'node:crypto';
import { Refused } from './vault.errors.js';

export const x25519Bytes = 32;

/** What PKCS #8 and SPKI put before the 32 bytes of a key. */
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex');

/** Both as raw bytes. */
export interface X25519Pair {
  readonly privateKey: Buffer;
  readonly publicKey: Buffer;
}

/** A private key as OpenSSL holds it, which overwrites it when it is collected. Made once: each making costs a point. */
export interface X25519PrivateKey {
  readonly key: KeyObject;
  readonly publicKey: Buffer;
}

/** @throws {Refused} for what is not 32 bytes. */
export function importX25519(raw: Uint8Array): X25519PrivateKey {
  const key = privateOf(raw);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-x25519Bytes);
  return { key, publicKey };
}

export function generateX25519(): X25519Pair {
  const privateKey = randomBytes(x25519Bytes);
  return { privateKey, publicKey: x25519PublicKey(privateKey) };
}

export function x25519PublicKey(privateKey: Uint8Array): Buffer {
  return importX25519(privateKey).publicKey;
}

/** @throws {Refused} for keys that are none, and for points that would make the secret known to everybody. */
export function x25519(privateKey: Uint8Array | KeyObject, publicKey: Uint8Array): Buffer {
  if (publicKey.length !== x25519Bytes) throw new Refused('form');
  const own = privateKey instanceof Uint8Array ? privateOf(privateKey) : privateKey;
  let shared: Buffer;
  try {
    shared = diffieHellman({ privateKey: own, publicKey: publicOf(publicKey) });
  } catch {
    throw new Refused('key');
  }
  if (shared.every((byte) => byte === 0)) throw new Refused('key');
  return shared;
}

function privateOf(raw: Uint8Array) {
  if (raw.length !== x25519Bytes) throw new Refused('form');
  const der = Buffer.concat([privatePrefix, raw]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

function publicOf(raw: Uint8Array) {
  return createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' });
}
