import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { type Envelope, type EnvelopeContext, openValue, rewrapKey, sealValue } from './envelope.js';
import { createSigner, createVerifier } from './signatures.js';
import { Refused, type RefusalReason } from './vault.errors.js';
import { generateX25519 } from './x25519.js';

const owner = generateX25519();
const recipient = { id: 'key-1', publicKey: owner.publicKey };
const writer = createSigner(randomBytes(32));
const writers = createVerifier([writer.publicKey]);
const context: EnvelopeContext = {
  domainId: 'domain-1',
  ownerType: 'user',
  ownerId: 'owner-1',
  secretId: 'secret-1',
  version: 1,
  kind: 'general',
};
const value = Buffer.from([0, 1, 2, 0xff, 0xfe, 0]);
const envelope = sealValue(value, context, recipient, writer);

function reasonOf(candidate: Envelope, about = context, key = owner.privateKey): RefusalReason | 'opened' {
  try {
    openValue(candidate, about, key, writers);
    return 'opened';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expect(error.message).toBe('What is sealed could not be opened');
    return error.reason;
  }
}

describe('an envelope', () => {
  it('gives back any bytes, and costs the same few on top of all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const sealed = sealValue(bytes, context, recipient, writer);
        expect(openValue(sealed, context, owner.privateKey, writers)).toEqual(Buffer.from(bytes));
        expect(sealed.ciphertext).toHaveLength(bytes.length);
      }),
      { numRuns: 50 },
    );
    const largest = randomBytes(65_536);
    const sealed = sealValue(largest, context, recipient, writer);
    expect(openValue(sealed, context, owner.privateKey, writers).equals(largest)).toBe(true);
  });

  it.each(Object.keys(context) as (keyof EnvelopeContext)[])('is bound to its %s', (field) => {
    const changed = { ...context, [field]: field === 'version' ? 2 : 'other' };
    expect(reasonOf(envelope, changed)).toBe('signature');
    // Not by the signature alone: the same, signed again by the right writer, has another commitment.
    const other = sealValue(value, changed, recipient, writer);
    expect(reasonOf({ ...other, enc: envelope.enc, sealedKey: envelope.sealedKey }, changed)).toBe(
      'ciphertext',
    );
  });

  it('does not open with a changed bit in any field', () => {
    for (const field of [
      'commitment',
      'nonce',
      'ciphertext',
      'tag',
      'signature',
      'enc',
      'sealedKey',
    ] as const) {
      for (let bit = 0; bit < envelope[field].length * 8; bit += 1) {
        const changed = Buffer.from(envelope[field]);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(reasonOf({ ...envelope, [field]: changed })).not.toBe('opened');
      }
    }
  });

  it.each([0, 4, 12, 15, 17])('does not open with a tag of %i bytes', (length) => {
    expect(reasonOf({ ...envelope, tag: Buffer.alloc(32, envelope.tag).subarray(0, length) })).not.toBe(
      'opened',
    );
  });

  it.each([0, 1, 8, 16])('does not open with a nonce of %i bytes', (length) => {
    expect(reasonOf({ ...envelope, nonce: Buffer.alloc(length) })).not.toBe('opened');
  });

  it('does not open with bytes behind any field, with another suite, or by another key', () => {
    for (const field of ['commitment', 'ciphertext', 'enc', 'sealedKey', 'signature'] as const) {
      expect(reasonOf({ ...envelope, [field]: Buffer.concat([envelope[field], Buffer.of(0)]) })).not.toBe(
        'opened',
      );
    }
    expect(reasonOf({ ...envelope, suite: 2 })).toBe('suite');
    expect(reasonOf({ ...envelope, recipientKeyId: 'key-2' })).toBe('ciphertext');
    expect(reasonOf(envelope, context, generateX25519().privateKey)).toBe('ciphertext');
  });

  it('counts only when a known writer made it', () => {
    const planted = sealValue(value, context, recipient, createSigner(randomBytes(32)));
    expect(reasonOf(planted)).toBe('signature');
    expect(reasonOf({ ...planted, writerId: writer.id })).toBe('signature');
    expect(reasonOf({ ...envelope, signature: Buffer.alloc(64) })).toBe('signature');
  });

  it('has one key: a sealed key of another envelope is refused by the commitment', () => {
    const twin = sealValue(value, context, recipient, writer);
    expect(reasonOf({ ...envelope, enc: twin.enc, sealedKey: twin.sealedKey })).toBe('commitment');
  });

  it('changes hands without its value being touched', () => {
    const next = generateX25519();
    const to = { id: 'key-2', publicKey: next.publicKey };
    const moved = { ...envelope, ...rewrapKey(envelope, context, owner.privateKey, to) };
    expect(openValue(moved, context, next.privateKey, writers)).toEqual(value);
    expect(reasonOf(moved)).toBe('ciphertext');
    expect({ ...moved, enc: envelope.enc, sealedKey: envelope.sealedKey, recipientKeyId: 'key-1' }).toEqual(
      envelope,
    );
  });

  it('shows nothing of the value to whoever prints it', () => {
    const secret = Buffer.from('correct horse battery staple');
    const sealed = sealValue(secret, context, recipient, writer);
    const shown = JSON.stringify(sealed, (_, field: unknown) =>
      field instanceof Uint8Array ? Buffer.from(field).toString('latin1') : field,
    );
    for (const encoding of ['utf8', 'hex', 'base64'] as const)
      expect(shown).not.toContain(secret.toString(encoding));
  });
});
