import { randomBytes } from 'node:crypto';
import { aes256gcm, type CipherId, ciphers, decrypt, encrypt, nonceBytes, tagBytes } from './aead.js';
import { expand, extract } from './hkdf.js';
import { Refused } from './vault.errors.js';
import { importX25519, x25519, x25519Bytes, type X25519Pair, type X25519PrivateKey } from './x25519.js';

/*
 * HPKE (RFC 9180) in base mode, one message per context: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and, for all that
 * Ashlar keeps, AES-256-GCM.
 */

const version = Buffer.from('HPKE-v1');
const kemSuite = Buffer.concat([Buffer.from('KEM'), u16(0x0020)]);

export interface HpkeMessage {
  /** The sealer's ephemeral public key, 32 bytes. */
  readonly enc: Buffer;
  /** With the tag at its end. */
  readonly ciphertext: Buffer;
}

export interface HpkeBinding {
  /** What the message is for. */
  readonly info: Uint8Array;
  /** What must be the same when it is opened. */
  readonly associated: Uint8Array;
}

/** For the published vectors: what Ashlar itself seals is one message under a fresh key. */
export interface HpkeOptions {
  readonly ephemeral?: X25519Pair;
  readonly cipher?: CipherId;
  readonly sequence?: number;
}

/** Seals to a public key; the sealer cannot open it again. */
export function hpkeSeal(
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  { info, associated }: HpkeBinding,
  { ephemeral, cipher = aes256gcm, sequence = 0 }: HpkeOptions = {},
): HpkeMessage {
  const own = importX25519(ephemeral?.privateKey ?? randomBytes(x25519Bytes));
  const secret = sharedSecret(x25519(own.key, publicKey), own.publicKey, publicKey);
  const { key, nonce } = schedule(secret, info, cipher, sequence);
  const { ciphertext, tag } = encrypt(cipher, key, nonce, plaintext, associated);
  wipe(secret, key);
  return { enc: own.publicKey, ciphertext: Buffer.concat([ciphertext, tag]) };
}

/** @throws {Refused} when it was sealed to another key, for something else, or has been changed. */
export function hpkeOpen(
  privateKey: Uint8Array | X25519PrivateKey,
  { enc, ciphertext }: HpkeMessage,
  { info, associated }: HpkeBinding,
  { cipher = aes256gcm, sequence = 0 }: HpkeOptions = {},
): Buffer {
  if (ciphertext.length < tagBytes) throw new Refused('form');
  const own = privateKey instanceof Uint8Array ? importX25519(privateKey) : privateKey;
  const secret = sharedSecret(x25519(own.key, enc), enc, own.publicKey);
  const { key, nonce } = schedule(secret, info, cipher, sequence);
  const end = ciphertext.length - tagBytes;
  try {
    const sealed = { ciphertext: ciphertext.subarray(0, end), tag: ciphertext.subarray(end) };
    return decrypt(cipher, key, nonce, sealed, associated);
  } finally {
    wipe(secret, key);
  }
}

/** The KEM's ExtractAndExpand. */
function sharedSecret(dh: Buffer, enc: Uint8Array, recipient: Uint8Array): Buffer {
  const prk = labeledExtract(kemSuite, Buffer.alloc(0), 'eae_prk', dh);
  const secret = labeledExpand(kemSuite, prk, 'shared_secret', Buffer.concat([enc, recipient]), 32);
  wipe(dh, prk);
  return secret;
}

/** The key schedule of base mode. */
function schedule(
  secret: Buffer,
  info: Uint8Array,
  cipher: CipherId,
  sequence: number,
): { key: Buffer; nonce: Buffer } {
  const suite = suiteOf(cipher);
  const empty = Buffer.alloc(0);
  const context = contextOf(info, cipher);
  const prk = labeledExtract(suite, secret, 'secret', empty);
  const key = labeledExpand(suite, prk, 'key', context, ciphers[cipher].keyBytes);
  const nonce = labeledExpand(suite, prk, 'base_nonce', context, nonceBytes);
  nonce.writeUInt32BE((nonce.readUInt32BE(nonceBytes - 4) ^ sequence) >>> 0, nonceBytes - 4);
  wipe(prk);
  return { key, nonce };
}

function suiteOf(cipher: CipherId): Buffer {
  return Buffer.concat([Buffer.from('HPKE'), u16(0x0020), u16(0x0001), u16(cipher)]);
}

/** Of no secret, and the same for all that is sealed with one `info`: kept for those that are constants. */
const contexts = new WeakMap<Uint8Array, Map<CipherId, Buffer>>();

function contextOf(info: Uint8Array, cipher: CipherId): Buffer {
  const known = contexts.get(info)?.get(cipher);
  if (known) return known;
  const [suite, empty] = [suiteOf(cipher), Buffer.alloc(0)];
  const context = Buffer.concat([
    Buffer.from([0]),
    labeledExtract(suite, empty, 'psk_id_hash', empty),
    labeledExtract(suite, empty, 'info_hash', info),
  ]);
  contexts.set(info, (contexts.get(info) ?? new Map<CipherId, Buffer>()).set(cipher, context));
  return context;
}

function labeledExtract(suite: Buffer, salt: Uint8Array, label: string, input: Uint8Array): Buffer {
  return extract(salt, Buffer.concat([version, suite, Buffer.from(label), input]));
}

function labeledExpand(suite: Buffer, prk: Buffer, label: string, info: Uint8Array, length: number): Buffer {
  return expand(prk, Buffer.concat([u16(length), version, suite, Buffer.from(label), info]), length);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Overwrites what must not linger. Strings and copies that the runtime makes are out of reach. */
export function wipe(...buffers: readonly Uint8Array[]): void {
  for (const buffer of buffers) buffer.fill(0);
}
