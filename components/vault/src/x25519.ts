import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject, randomBytes } from 'node:crypto';
import { Refused } from './vault.errors.js';

export const x25519Bytes = 32;

/**
 * Keys come and go as JWK: of raw bytes OpenSSL makes a key at once, while DER goes through its decoders, which takes ten
 * times as long. Where a private key is made, Node wants a public half too and does not look at it. The text of a private
 * key cannot be overwritten as a buffer can: it is as short-lived as the call, and what Node makes of it is kept anyway.
 */
const form = { kty: 'OKP', crv: 'X25519' } as const;
const unused = Buffer.alloc(x25519Bytes).toString('base64url');

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
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { key, publicKey: Buffer.from(x, 'base64url') };
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

function privateOf(raw: Uint8Array): KeyObject {
  if (raw.length !== x25519Bytes) throw new Refused('form');
  return createPrivateKey({ key: { ...form, d: base64url(raw), x: unused }, format: 'jwk' });
}

function publicOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: { ...form, x: base64url(raw) }, format: 'jwk' });
}

/** Of the same memory: no copy that would have to be overwritten. */
function base64url(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('base64url');
}
