import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Secret } from '@ashlar/config';
import { randomBytes } from 'node:crypto';
import { backUpRing, restoreRing } from './backup.js';
import {
  assertTransition,
  type KeyState,
  makeRingKey,
  openKeyRing,
  type RingKeyRecord,
  RootKeyMismatch,
} from './key-ring.js';
import { assertPublished, makeOwnerKey, openOwnerKey, rewrapOwnerKey } from './owner-key.js';
import { createLocalRootKey } from './root-key.js';
import { createSigner, createVerifier } from './signatures.js';
import { createKmsDouble } from './testing.js';
import { KeyStateRefused, Refused } from './vault.errors.js';
import { x25519PublicKey } from './x25519.js';

const newRoot = () => createLocalRootKey(new Secret(randomBytes(32).toString('base64')));
const publisher = createSigner(randomBytes(32));

describe.each([
  ['in a variable or a file', newRoot],
  ['in a KMS', createKmsDouble],
])('a root key %s', (_, make) => {
  it('unwraps what it wrapped, as what it was wrapped', async () => {
    const root = make();
    const bytes = randomBytes(32);
    const wrapped = await root.wrap(bytes, 'one');
    expect(await root.unwrap(wrapped, 'one')).toEqual(bytes);
    await expect(root.unwrap(wrapped, 'two')).rejects.toThrow(Refused);
    await expect(make().unwrap(wrapped, 'one')).rejects.toThrow(Refused);
    await expect(root.unwrap(wrapped.subarray(0, 20), 'one')).rejects.toThrow(Refused);
    expect(root.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(root.fingerprint).not.toBe(make().fingerprint);
  });
});

it.each([
  '',
  'short',
  randomBytes(31).toString('base64'),
  randomBytes(33).toString('base64'),
  Buffer.alloc(32).toString('base64'),
])('a root key that is none is refused without being shown', (text) => {
  const message = 'The root key is not 32 random bytes in base64';
  expect(() => createLocalRootKey(new Secret(text))).toThrow(new TypeError(message));
});

describe('the key ring', () => {
  const states: readonly KeyState[] = ['staged', 'active', 'decrypt-only', 'retired'];
  const allowed = [
    'staged active',
    'staged retired',
    'active decrypt-only',
    'decrypt-only active',
    'decrypt-only retired',
  ];

  it.each(states.flatMap((from) => states.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    const attempt = () => assertTransition(from, to, true);
    if (allowed.includes(`${from} ${to}`)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(KeyStateRefused);
  });

  it('retires no key under which something is wrapped', () => {
    expect(() => assertTransition('decrypt-only', 'retired', false)).toThrow(KeyStateRefused);
  });

  it('wraps with the active key, opens with all but retired ones, and nothing once it is closed', async () => {
    const root = newRoot();
    const first: RingKeyRecord = { ...(await makeRingKey('first', root)), state: 'active' };
    const before = await openKeyRing([first], root);
    const kept = before.wrap(Buffer.from('x'), 'thing');
    const second: RingKeyRecord = { ...(await makeRingKey('second', root)), state: 'active' };
    const after = await openKeyRing([{ ...first, state: 'decrypt-only' }, second], root);
    expect(after.activeId).toBe('second');
    expect(after.unwrap(kept.ringKeyId, kept.wrapped, 'thing').toString()).toBe('x');
    expect(() => after.unwrap('second', kept.wrapped, 'thing')).toThrow(Refused);
    expect(() => after.unwrap('first', kept.wrapped, 'other thing')).toThrow(Refused);
    const later = await openKeyRing([{ ...first, state: 'retired' }, second], root);
    expect(() => later.unwrap(kept.ringKeyId, kept.wrapped, 'thing')).toThrow(Refused);
    after.close();
    expect(() => after.unwrap(kept.ringKeyId, kept.wrapped, 'thing')).toThrow(Refused);
    expect(() => after.activeId).toThrow(Refused);
  });

  it('names the root key that is needed when it is given another', async () => {
    const [right, wrong] = [newRoot(), newRoot()];
    const record = await makeRingKey('one', right);
    const attempt = openKeyRing([record], wrong);
    await expect(attempt).rejects.toThrow(RootKeyMismatch);
    await expect(attempt).rejects.toThrow(right.fingerprint);
  });
});

describe('the key of an owner', () => {
  it('is published with the word of the secrets API, and opens after the ring has turned', async () => {
    const root = newRoot();
    const first: RingKeyRecord = { ...(await makeRingKey('first', root)), state: 'active' };
    const key = makeOwnerKey('owner-key', await openKeyRing([first], root), publisher);
    const second: RingKeyRecord = { ...(await makeRingKey('second', root)), state: 'active' };
    const ring = await openKeyRing([{ ...first, state: 'decrypt-only' }, second], root);
    const moved = { ...key, ...rewrapOwnerKey(key, ring) };
    expect(moved.ringKeyId).toBe('second');
    for (const candidate of [key, moved]) {
      expect(openOwnerKey(candidate, ring).publicKey).toEqual(key.publicKey);
    }
    expect(() => assertPublished(key, createVerifier([publisher.publicKey]))).not.toThrow();
    expect(() => assertPublished(key, createVerifier([]))).toThrow(Refused);
    const swapped = { ...key, publicKey: x25519PublicKey(randomBytes(32)) };
    expect(() => assertPublished(swapped, createVerifier([publisher.publicKey]))).toThrow(Refused);
    expect(() => openOwnerKey(swapped, ring)).toThrow(Refused);
    expect(() => openOwnerKey({ ...key, id: 'other' }, ring)).toThrow(Refused);
  });
});

describe('a backup of the ring', () => {
  it('brings the keys back under a new root key, to whoever has an identity, and to nobody else', async () => {
    const [lost, fresh] = [newRoot(), newRoot()];
    const records: readonly RingKeyRecord[] = [
      { ...(await makeRingKey('old', lost)), state: 'decrypt-only' },
      { ...(await makeRingKey('new', lost)), state: 'active' },
      { id: 'gone', state: 'retired', rootFingerprint: lost.fingerprint, wrapped: undefined },
    ];
    const ring = await openKeyRing(records, lost);
    const kept = ring.wrap(Buffer.from('canary'), 'drill');
    const [identity, stranger] = [await generateIdentity(), await generateIdentity()];
    const backup = await backUpRing(records, lost, [await identityToRecipient(identity)]);
    expect(backup).toContain('BEGIN AGE ENCRYPTED FILE');
    await expect(restoreRing(backup, stranger, fresh)).rejects.toThrow();
    const restored = await restoreRing(backup, identity, fresh);
    expect(restored.map(({ id, state }) => [id, state])).toEqual([
      ['old', 'decrypt-only'],
      ['new', 'active'],
    ]);
    const again = await openKeyRing(restored, fresh);
    expect(again.unwrap(kept.ringKeyId, kept.wrapped, 'drill').toString()).toBe('canary');
  });

  it('is not made for nobody', async () => {
    await expect(backUpRing([], newRoot(), [])).rejects.toThrow(RangeError);
  });
});
