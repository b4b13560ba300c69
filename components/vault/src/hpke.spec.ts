import fc from 'fast-check';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { hpkeVectors } from './hpke-vectors.fixture.js';
import { hpkeOpen, hpkeSeal } from './hpke.js';
import { Refused } from './vault.errors.js';
import { generateX25519, x25519PublicKey } from './x25519.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const binding = { info: Buffer.from('info'), associated: Buffer.from('aad') };

describe('HPKE', () => {
  it.each(hpkeVectors.map((vector) => [vector.cipher, vector] as const))(
    'seals and opens as RFC 9180 appendix A says (cipher %i)',
    (cipher, vector) => {
      expect(vector.messages).toHaveLength(6);
      for (const { sequence, aad, ciphertext } of vector.messages) {
        const about = { info: hex(vector.info), associated: hex(aad) };
        const ephemeral = {
          privateKey: hex(vector.ephemeralPrivate),
          publicKey: hex(vector.ephemeralPublic),
        };
        const options = { cipher, sequence };
        const message = { enc: hex(vector.ephemeralPublic), ciphertext: hex(ciphertext) };
        expect(
          hpkeSeal(hex(vector.recipientPublic), hex(vector.plaintext), about, { ...options, ephemeral }),
        ).toEqual(message);
        expect(hpkeOpen(hex(vector.recipientPrivate), message, about, options).toString('hex')).toBe(
          vector.plaintext,
        );
      }
      expect(x25519PublicKey(hex(vector.recipientPrivate)).toString('hex')).toBe(vector.recipientPublic);
    },
  );

  it('understands another implementation, and is understood by it, with the suite that Ashlar uses', async () => {
    const other = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.uint8Array({ maxLength: 64 }), async (value, aad) => {
        const about = { info: Buffer.from('ours'), associated: Buffer.from(aad) };
        const { privateKey, publicKey } = generateX25519();
        const theirPublic = await other.DeserializePublicKey(publicKey);
        const theirs = await other.Seal(theirPublic, value, { info: about.info, aad });
        const enc = Buffer.from(theirs.encapsulatedSecret);
        expect(hpkeOpen(privateKey, { enc, ciphertext: Buffer.from(theirs.ciphertext) }, about)).toEqual(
          Buffer.from(value),
        );
        const ours = hpkeSeal(publicKey, value, about);
        const theirPair = {
          privateKey: await other.DeserializePrivateKey(privateKey, true),
          publicKey: theirPublic,
        };
        const opened = await other.Open(theirPair, ours.enc, ours.ciphertext, { info: about.info, aad });
        expect(Buffer.from(opened)).toEqual(Buffer.from(value));
      }),
      { numRuns: 25 },
    );
  });

  it('refuses another key, another purpose, other associated data, and every bit that was changed', () => {
    const { privateKey, publicKey } = generateX25519();
    const message = hpkeSeal(publicKey, Buffer.from('value'), binding);
    const opens = (candidate: typeof message, key = privateKey, about = binding): boolean => {
      try {
        return hpkeOpen(key, candidate, about).length > 0;
      } catch (error) {
        if (error instanceof Refused) return false;
        throw error;
      }
    };
    expect(opens(message)).toBe(true);
    expect(opens(message, generateX25519().privateKey)).toBe(false);
    expect(opens(message, privateKey, { ...binding, info: Buffer.from('other') })).toBe(false);
    expect(opens(message, privateKey, { ...binding, associated: Buffer.alloc(0) })).toBe(false);
    for (const field of ['enc', 'ciphertext'] as const) {
      for (let bit = 0; bit < message[field].length * 8; bit += 1) {
        const changed = Buffer.from(message[field]);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(opens({ ...message, [field]: changed })).toBe(false);
      }
    }
    for (const ciphertext of [Buffer.alloc(0), message.ciphertext.subarray(0, -1)]) {
      expect(opens({ ...message, ciphertext })).toBe(false);
    }
  });
});
