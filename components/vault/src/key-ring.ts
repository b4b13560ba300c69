import { randomBytes } from 'node:crypto';
import { canonical } from './canonical.js';
import { wipe } from './hpke.js';
import { openBytes, type RootKey, sealBytes } from './root-key.js';
import { KeyStateRefused, Refused } from './vault.errors.js';

/**
 * `staged`: known to every process, used by none. `active`: wraps what is new; there is one. `decrypt-only`: opens
 * what it wrapped. `retired`: its bytes are gone.
 */
export type KeyState = 'staged' | 'active' | 'decrypt-only' | 'retired';

/** A key of the ring as it is kept: useless without the root key. */
export interface RingKeyRecord {
  readonly id: string;
  readonly state: KeyState;
  /** Of the root key that wrapped it. */
  readonly rootFingerprint: string;
  /** Absent once it is retired. */
  readonly wrapped: Buffer | undefined;
}

const ringKeyBytes = 32;
const successors: Readonly<Record<KeyState, readonly KeyState[]>> = {
  staged: ['active', 'retired'],
  active: ['decrypt-only'],
  // Back to active: a rotation that was begun with a wrong key.
  'decrypt-only': ['active', 'retired'],
  retired: [],
};

/** The wrapped bytes of a new key of the ring. */
export async function makeRingKey(id: string, root: RootKey): Promise<RingKeyRecord> {
  const material = randomBytes(ringKeyBytes);
  const wrapped = await root.wrap(material, aboutRingKey(id));
  wipe(material);
  return { id, state: 'staged', rootFingerprint: root.fingerprint, wrapped };
}

/**
 * @param unused whether nothing is wrapped by the key any more. A key may be retired only then.
 * @throws {KeyStateRefused}
 */
export function assertTransition(from: KeyState, to: KeyState, unused: boolean): void {
  if (!successors[from].includes(to)) {
    throw new KeyStateRefused(`A key that is ${from} cannot become ${to}`, { details: { from, to } });
  }
  if (to === 'retired' && !unused) {
    throw new KeyStateRefused('Something is still wrapped by this key: rotate first', {
      details: { from, to },
    });
  }
}

/** The open ring of one process. `close` forgets the keys. */
export interface KeyRing {
  /** @throws {Refused} when the process knows none that is active, or the ring was closed. */
  readonly activeId: string;
  readonly ids: readonly string[];
  /** Wraps bytes under the active key. */
  wrap(plaintext: Uint8Array, about: string): { readonly ringKeyId: string; readonly wrapped: Buffer };
  /** @throws {Refused} for a key that is not in the ring, and for what it did not wrap. */
  unwrap(ringKeyId: string, wrapped: Uint8Array, about: string): Buffer;
  /** Overwrites the keys; nothing opens after it. */
  close(): void;
}

/**
 * Opens what the root key wrapped.
 * @throws {RootKeyMismatch} naming the fingerprint that is needed, when another root key wrapped any of it.
 */
export async function openKeyRing(records: readonly RingKeyRecord[], root: RootKey): Promise<KeyRing> {
  const keys = new Map<string, Buffer>();
  let active: string | undefined;
  for (const { id, state, rootFingerprint, wrapped } of records) {
    if (state === 'retired' || wrapped === undefined) continue;
    if (rootFingerprint !== root.fingerprint) throw new RootKeyMismatch(rootFingerprint, root.fingerprint);
    keys.set(id, await root.unwrap(wrapped, aboutRingKey(id)));
    if (state === 'active') active = id;
  }
  const keyOf = (id: string): Buffer => {
    const key = keys.get(id);
    if (!key) throw new Refused('key');
    return key;
  };
  const activeId = (): string => {
    if (active === undefined) throw new Refused('key');
    return active;
  };
  return {
    get activeId() {
      return activeId();
    },
    get ids() {
      return [...keys.keys()];
    },
    wrap(plaintext, about) {
      const ringKeyId = activeId();
      return { ringKeyId, wrapped: sealBytes(keyOf(ringKeyId), plaintext, binding(ringKeyId, about)) };
    },
    unwrap: (ringKeyId, wrapped, about) => openBytes(keyOf(ringKeyId), wrapped, binding(ringKeyId, about)),
    close() {
      wipe(...keys.values());
      keys.clear();
      active = undefined;
    },
  };
}

/** The root key of this process is not the one that wrapped the ring. */
export class RootKeyMismatch extends Error {
  override readonly name = 'RootKeyMismatch';
  constructor(
    readonly expected: string,
    readonly given: string,
  ) {
    super(`The keys were wrapped by the root key ${expected}, and this process was given ${given}`);
  }
}

export function aboutRingKey(id: string): string {
  return `ring-key:${id}`;
}

function binding(ringKeyId: string, about: string): Buffer {
  return canonical('ashlar/vault/ring/1', ringKeyId, about);
}
