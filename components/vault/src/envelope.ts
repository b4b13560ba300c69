import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createHash } from 'node:crypto';
import { aes256gcm, decrypt, encrypt, nonceBytes, tagBytes } from './aead.js';
import { canonical } from './canonical.js';
import { expand, extract } from './hkdf.js';
import { hpkeOpen, hpkeSeal, wipe } from './hpke.js';
import type { Signer, Verifier } from './signatures.js';
import { Refused } from './vault.errors.js';
import { x25519Bytes, type X25519PrivateKey } from './x25519.js';

/** The first byte says how all others are to be read: HPKE X25519, HKDF-SHA256, AES-256-GCM, Ed25519. */
export const currentSuite = 1;

/** What a value is bound to, for ever: opened as anything else, it does not open. */
export interface EnvelopeContext {
  /** The tenant. */
  readonly domainId: string;
  readonly ownerType: string;
  readonly ownerId: string;
  readonly secretId: string;
  readonly version: number;
  readonly kind: string;
}

/** The part that rotation replaces: a data key, sealed to a recipient. */
export interface WrappedKey {
  readonly recipientKeyId: string;
  /** 32 bytes. */
  readonly enc: Buffer;
  /** 48 bytes. */
  readonly sealedKey: Buffer;
}

/** A sealed value. */
export interface Envelope extends WrappedKey {
  readonly suite: number;
  /** 32 bytes: there is one data key only with which this envelope counts as opened. */
  readonly commitment: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
  readonly writerId: string;
  /** 64 bytes over everything but the wrapped key, which the commitment ties to the rest. */
  readonly signature: Buffer;
}

/** Whom a value is sealed to. */
export interface Recipient {
  readonly id: string;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

const dekBytes = 32;
const signatureLabel = 'ashlar/vault/envelope/1';
const wrapInfo = Buffer.from('ashlar/vault/data-key/1');

/** Seals a value under a data key of its own, and that to the recipient. Whoever seals cannot open. */
export function sealValue(
  value: Uint8Array,
  context: EnvelopeContext,
  recipient: Recipient,
  writer: Signer,
): Envelope {
  const dek = randomBytes(dekBytes);
  const { key, commitment } = derive(dek, context);
  const nonce = randomBytes(nonceBytes);
  const sealed = encrypt(aes256gcm, key, nonce, value, valueBinding(context));
  const wrapped = wrapKey(dek, context, recipient);
  wipe(dek, key);
  const unsigned = { ...wrapped, suite: currentSuite, commitment, nonce, ...sealed, writerId: writer.id };
  return { ...unsigned, signature: writer.sign(signatureLabel, ...signedParts(unsigned, context)) };
}

/**
 * Opens a value of a writer who may write.
 * @throws {Refused}
 */
export function openValue(
  envelope: Envelope,
  context: EnvelopeContext,
  privateKey: Uint8Array | X25519PrivateKey,
  writers: Verifier,
): Buffer {
  assertSigned(envelope, context, writers);
  const { dek, key } = openKey(envelope, context, privateKey);
  try {
    return decrypt(aes256gcm, key, envelope.nonce, envelope, valueBinding(context));
  } finally {
    wipe(dek, key);
  }
}

/**
 * Seals the data key to another recipient. The value is neither opened nor touched.
 * @throws {Refused}
 */
export function rewrapKey(
  envelope: Envelope,
  context: EnvelopeContext,
  privateKey: Uint8Array | X25519PrivateKey,
  recipient: Recipient,
): WrappedKey {
  const { dek, key } = openKey(envelope, context, privateKey);
  try {
    return wrapKey(dek, context, recipient);
  } finally {
    wipe(dek, key);
  }
}

/**
 * Refuses what no known writer signed, before any key is touched.
 * @throws {Refused}
 */
export function assertSigned(envelope: Envelope, context: EnvelopeContext, writers: Verifier): void {
  if (envelope.suite !== currentSuite) throw new Refused('suite');
  const { writerId, signature } = envelope;
  if (!writers.verifies(writerId, signature, signatureLabel, ...signedParts(envelope, context))) {
    throw new Refused('signature');
  }
}

function wrapKey(dek: Buffer, context: EnvelopeContext, { id, publicKey }: Recipient): WrappedKey {
  const { enc, ciphertext } = hpkeSeal(publicKey, dek, {
    info: wrapInfo,
    associated: keyBinding(context, id),
  });
  return { recipientKeyId: id, enc, sealedKey: ciphertext };
}

function openKey(envelope: Envelope, context: EnvelopeContext, privateKey: Uint8Array | X25519PrivateKey) {
  const { enc, sealedKey, recipientKeyId, commitment: expected } = envelope;
  if (envelope.suite !== currentSuite) throw new Refused('suite');
  if (enc.length !== x25519Bytes || sealedKey.length !== dekBytes + tagBytes) throw new Refused('form');
  const dek = hpkeOpen(
    privateKey,
    { enc, ciphertext: sealedKey },
    { info: wrapInfo, associated: keyBinding(context, recipientKeyId) },
  );
  const { key, commitment } = derive(dek, context);
  if (expected.length !== commitment.length || !timingSafeEqual(expected, commitment)) {
    wipe(dek, key);
    throw new Refused('commitment');
  }
  return { dek, key };
}

/** Two keys from one, so that what is published as the commitment says nothing of the key that encrypts. */
function derive(dek: Buffer, context: EnvelopeContext): { key: Buffer; commitment: Buffer } {
  const prk = extract(Buffer.alloc(0), dek);
  const about = contextParts(context);
  const key = expand(prk, canonical('ashlar/vault/value-key/1', ...about), 32);
  const commitment = expand(prk, canonical('ashlar/vault/commitment/1', ...about), 32);
  wipe(prk);
  return { key, commitment };
}

function contextParts({ domainId, ownerType, ownerId, secretId, version, kind }: EnvelopeContext) {
  return [currentSuite, domainId, ownerType, ownerId, secretId, version, kind] as const;
}

function valueBinding(context: EnvelopeContext): Buffer {
  return canonical('ashlar/vault/value/1', ...contextParts(context));
}

function keyBinding(context: EnvelopeContext, recipientKeyId: string): Buffer {
  return canonical('ashlar/vault/wrapped-key/1', ...contextParts(context), recipientKeyId);
}

function signedParts(
  { commitment, nonce, ciphertext, tag }: Omit<Envelope, 'signature'>,
  context: EnvelopeContext,
) {
  const digest = createHash('sha256').update(ciphertext).digest();
  return [...contextParts(context), commitment, nonce, digest, tag] as const;
}
