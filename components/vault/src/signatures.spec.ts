import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { canonical, type Part } from './canonical.js';
import { createSigner, createVerifier } from './signatures.js';

describe('a signature', () => {
  const [ours, other] = [createSigner(randomBytes(32)), createSigner(randomBytes(32))];
  const verifier = createVerifier([ours.publicKey]);

  it('counts for one purpose, one statement and one known signer', () => {
    const signature = ours.sign('purpose', 'a', 1);
    expect(verifier.verifies(ours.id, signature, 'purpose', 'a', 1)).toBe(true);
    expect(verifier.verifies(ours.id, signature, 'other', 'a', 1)).toBe(false);
    expect(verifier.verifies(ours.id, signature, 'purpose', 'a', 2)).toBe(false);
    expect(verifier.verifies(other.id, other.sign('purpose', 'a', 1), 'purpose', 'a', 1)).toBe(false);
    expect(verifier.verifies(ours.id, signature.subarray(0, 63), 'purpose', 'a', 1)).toBe(false);
    expect(verifier.verifies(ours.id, Buffer.alloc(64), 'purpose', 'a', 1)).toBe(false);
  });

  it('is made by a key of 32 bytes', () => {
    expect(() => createSigner(randomBytes(31))).toThrow(TypeError);
    expect(() => createVerifier([randomBytes(33)])).toThrow(TypeError);
  });
});

it('no two statements have the same bytes', () => {
  const part = fc.oneof(fc.string({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }));
  const parts = fc.array(part, { maxLength: 4 });
  const plain = (list: readonly Part[]) =>
    JSON.stringify(list.map((one) => Buffer.from(one as string).toString('hex')));
  fc.assert(
    fc.property(parts, parts, (one, two) => {
      expect(canonical('l', ...one).equals(canonical('l', ...two))).toBe(plain(one) === plain(two));
    }),
  );
  expect(canonical('l', 'ab', 'c').equals(canonical('l', 'a', 'bc'))).toBe(false);
  expect(canonical('l', 1).equals(canonical('l', '1'))).toBe(false);
});
