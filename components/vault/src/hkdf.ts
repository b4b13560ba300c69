import { createHmac } from 'node:crypto';

const hashBytes = 32;

export function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** HKDF-Extract with SHA-256 (RFC 5869). An empty salt is 32 zero bytes. */
export function extract(salt: Uint8Array, input: Uint8Array): Buffer {
  return hmac(salt.length === 0 ? Buffer.alloc(hashBytes) : salt, input);
}

/**
 * HKDF-Expand with SHA-256.
 * @throws {RangeError} for more than 255 hashes.
 */
export function expand(key: Uint8Array, info: Uint8Array, length: number): Buffer {
  if (length > 255 * hashBytes) throw new RangeError('HKDF gives at most 8,160 bytes');
  const blocks: Buffer[] = [];
  let block: Buffer = Buffer.alloc(0);
  for (let index = 1; blocks.length * hashBytes < length; index += 1) {
    block = hmac(key, block, info, Buffer.from([index]));
    blocks.push(block);
  }
  return Buffer.concat(blocks).subarray(0, length);
}
