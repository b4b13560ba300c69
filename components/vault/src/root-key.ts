import { randomBytes } from 'node:crypto';
import type { Secret } from '@ashlar/config';
import { aes256gcm, decrypt, encrypt, nonceBytes, tagBytes } from './aead.js';
import { canonical } from './canonical.js';
import { expand, extract } from './hkdf.js';
import { wipe } from './hpke.js';
import { Refused } from './vault.errors.js';

/**
 * The key above all others, or whoever holds it: a file, a variable, a KMS, an HSM. It wraps nothing but the keys of
 * the ring, so it is asked when a process starts and when a ring key is made, and never for a value.
 */
export interface RootKey {
  /** Of the key itself, without giving it away: shown to operators, and kept beside what was wrapped. */
  readonly fingerprint: string;
  /** @param about what it is; the same is demanded by `unwrap`. */
  wrap(plaintext: Uint8Array, about: string): Promise<Buffer>;
  /** @throws {Refused} when it was wrapped by another key, for something else, or has been changed. */
  unwrap(wrapped: Uint8Array, about: string): Promise<Buffer>;
}

const rootBytes = 32;
const label = 'ashlar/vault/root/1';

/**
 * A root key that lies in a file or a variable: 32 bytes in base64, standard or URL-safe.
 * @throws {TypeError} for anything else; the message holds nothing of it.
 */
export function createLocalRootKey(given: Secret): RootKey {
  const text = given.reveal().trim();
  const raw = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  if (raw.length !== rootBytes || raw.every((byte) => byte === raw[0])) {
    throw new TypeError('The root key is not 32 random bytes in base64');
  }
  const prk = extract(Buffer.alloc(0), raw);
  const key = expand(prk, Buffer.from(`${label}/key`), rootBytes);
  const fingerprint = expand(prk, Buffer.from(`${label}/fingerprint`), 8).toString('hex');
  wipe(raw, prk);
  return {
    fingerprint,
    wrap: async (plaintext, about) => sealBytes(key, plaintext, canonical(label, fingerprint, about)),
    unwrap: async (wrapped, about) => openBytes(key, wrapped, canonical(label, fingerprint, about)),
  };
}

/** Nonce, ciphertext and tag in one. For keys that are used for few messages. */
export function sealBytes(key: Uint8Array, plaintext: Uint8Array, associated: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const { ciphertext, tag } = encrypt(aes256gcm, key, nonce, plaintext, associated);
  return Buffer.concat([nonce, ciphertext, tag]);
}

/** @throws {Refused} */
export function openBytes(key: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new Refused('form');
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
  const end = bytes.length - tagBytes;
  const parts = { ciphertext: bytes.subarray(nonceBytes, end), tag: bytes.subarray(end) };
  return decrypt(aes256gcm, key, bytes.subarray(0, nonceBytes), parts, associated);
}
