import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CipherId, decrypt, encrypt, nonceBytes, tagBytes } from './aead.js';
import { expand, extract, hmac } from './hkdf.js';
import { ed25519PublicKey, verifyEd25519 } from './signatures.js';
import { Refused } from './vault.errors.js';
import { x25519 } from './x25519.js';

// Third-party vectors (C2SP/wycheproof) are not part of the repository: TEST_DATA_DIR names the folder that has them.
const folder = process.env['TEST_DATA_DIR'];

interface Vector {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly flags: readonly string[];
  readonly [field: string]: unknown;
}

interface Group {
  readonly tests: readonly Vector[];
  readonly [field: string]: unknown;
}

function groups(file: string): readonly Group[] {
  const text = readFileSync(join(folder ?? '', 'wycheproof', `${file}.json`), 'utf8');
  return (JSON.parse(text) as { readonly testGroups: readonly Group[] }).testGroups;
}

const hex = (value: unknown): Buffer => Buffer.from(String(value), 'hex');

/** Tests whose outcome is not the published one; and how many there were. */
function judge(file: string, accepts: (test: Vector, group: Group) => boolean | undefined) {
  const wrong: number[] = [];
  let count = 0;
  for (const group of groups(file)) {
    for (const test of group.tests) {
      const accepted = accepts(test, group);
      if (accepted === undefined) continue;
      count += 1;
      if (accepted !== (test.result === 'valid')) wrong.push(test.tcId);
    }
  }
  return { wrong, count };
}

function refuses(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof Refused || error instanceof RangeError) return true;
    throw error;
  }
}

describe('Wycheproof', () => {
  it('AES-GCM: what is valid opens and is made again, all else is refused', () => {
    const ids: Readonly<Record<number, CipherId>> = { 128: 1, 256: 2 };
    let oddNonces = 0;
    const { wrong, count } = judge('aes_gcm_test', (test, group) => {
      const id = ids[Number(group['keySize'])];
      const [key, iv, aad, msg, ct, tag] = ['key', 'iv', 'aad', 'msg', 'ct', 'tag'].map((name) =>
        hex(test[name]),
      ) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
      if (id === undefined || iv.length !== nonceBytes || tag.length !== tagBytes) {
        // No key of 192 bits and no nonce of another length is ever used here, valid or not.
        oddNonces += 1;
        expect(refuses(() => decrypt(id ?? 2, key, iv, { ciphertext: ct, tag }, aad))).toBe(true);
        return undefined;
      }
      if (refuses(() => decrypt(id, key, iv, { ciphertext: ct, tag }, aad))) return false;
      expect(decrypt(id, key, iv, { ciphertext: ct, tag }, aad)).toEqual(msg);
      expect(encrypt(id, key, iv, msg, aad)).toEqual({ ciphertext: ct, tag });
      return true;
    });
    expect(wrong).toEqual([]);
    expect(count + oddNonces).toBe(316);
    expect(count).toBeGreaterThan(100);
  });

  it('X25519: the same secret, and none from a point of low order', () => {
    let zero = 0;
    const { wrong, count } = judge('x25519_test', (test) => {
      const [publicKey, privateKey, shared] = ['public', 'private', 'shared'].map((name) =>
        hex(test[name]),
      ) as [Buffer, Buffer, Buffer];
      if (shared.every((byte) => byte === 0)) {
        zero += 1;
        expect(refuses(() => x25519(privateKey, publicKey))).toBe(true);
        return undefined;
      }
      expect(x25519(privateKey, publicKey)).toEqual(shared);
      return test.result !== 'invalid' ? test.result === 'valid' : true;
    });
    // "Acceptable" are points off the curve and such, for which the shared secret must be right: it was.
    const acceptable = groups('x25519_test')
      .flatMap(({ tests }) => tests)
      .filter(({ result }) => result === 'acceptable')
      .map(({ tcId }) => tcId);
    expect(wrong.filter((id) => !acceptable.includes(id))).toEqual([]);
    expect(count + zero).toBe(518);
    expect(zero).toBe(31);
  });

  it('HKDF with SHA-256', () => {
    const { wrong, count } = judge('hkdf_sha256_test', (test) => {
      const derive = () =>
        expand(extract(hex(test['salt']), hex(test['ikm'])), hex(test['info']), Number(test['size']));
      return !refuses(derive) && derive().equals(hex(test['okm']));
    });
    expect(wrong).toEqual([]);
    expect(count).toBe(86);
  });

  it('HMAC with SHA-256', () => {
    const { wrong, count } = judge('hmac_sha256_test', (test, group) =>
      hmac(hex(test['key']), hex(test['msg']))
        .subarray(0, Number(group['tagSize']) / 8)
        .equals(hex(test['tag'])),
    );
    expect(wrong).toEqual([]);
    expect(count).toBe(174);
  });

  it('Ed25519', () => {
    const { wrong, count } = judge('ed25519_test', (test, group) => {
      const { pk } = group['publicKey'] as { readonly pk: string };
      return verifyEd25519(ed25519PublicKey(hex(pk)), hex(test['msg']), hex(test['sig']));
    });
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(100);
  });
});
