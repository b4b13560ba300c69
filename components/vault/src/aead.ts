import { type CipherGCM, createCipheriv, createDecipheriv, type DecipherGCM } from 'node:crypto';
import { Refused } from './vault.errors.js';

/** The ciphers of HPKE, by their number there. Values and keys of Ashlar are sealed with AES-256-GCM alone. */
export const ciphers = {
  1: { name: 'aes-128-gcm', keyBytes: 16 },
  2: { name: 'aes-256-gcm', keyBytes: 32 },
  3: { name: 'chacha20-poly1305', keyBytes: 32 },
} as const;

export type CipherId = keyof typeof ciphers;

export const aes256gcm: CipherId = 2;
export const nonceBytes = 12;
export const tagBytes = 16;

export interface Sealed {
  readonly ciphertext: Buffer;
  /** 16 bytes. */
  readonly tag: Buffer;
}

/** @throws {Refused} for a key or nonce of another length than the one. */
export function encrypt(
  cipherId: CipherId,
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associated: Uint8Array,
): Sealed {
  const { name, keyBytes } = ciphers[cipherId];
  if (key.length !== keyBytes || nonce.length !== nonceBytes) throw new Refused('form');
  // Of three ciphers, of which the types of Node know GCM: all take the same options.
  const cipher = createCipheriv(name, key, nonce, { authTagLength: tagBytes } as object) as CipherGCM;
  cipher.setAAD(associated, { plaintextLength: plaintext.length });
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ciphertext, tag: cipher.getAuthTag() };
}

/**
 * Node would take a prefix of the tag and a nonce of one byte: both lengths are demanded here, and nothing leaves
 * before the tag was checked.
 * @throws {Refused}
 */
export function decrypt(
  cipherId: CipherId,
  key: Uint8Array,
  nonce: Uint8Array,
  { ciphertext, tag }: Sealed,
  associated: Uint8Array,
): Buffer {
  const { name, keyBytes } = ciphers[cipherId];
  if (key.length !== keyBytes || nonce.length !== nonceBytes || tag.length !== tagBytes)
    throw new Refused('form');
  const decipher = createDecipheriv(name, key, nonce, { authTagLength: tagBytes } as object) as DecipherGCM;
  decipher.setAuthTag(tag);
  decipher.setAAD(associated, { plaintextLength: ciphertext.length });
  const unchecked = decipher.update(ciphertext);
  try {
    return Buffer.concat([unchecked, decipher.final()]);
  } catch {
    throw new Refused('ciphertext');
  } finally {
    unchecked.fill(0);
  }
}
