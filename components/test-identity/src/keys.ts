import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import type { StoredKey } from './realm.types.js';

/** The keys of the realm. */
export interface KeyRing {
  /** All that are published, private parts included; newest first. */
  readonly published: readonly StoredKey[];
  /** The one that signs; made and published when there is none for the algorithm. */
  current(algorithm: string): Promise<SigningKey>;
  /** Published keys without their private parts. */
  publicJwks(): JWK[];
  rotate(keepOld: boolean): Promise<string>;
  retireOld(): void;
}

export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey | Uint8Array;
}

/** `keys` is changed in place; `onChange` is called after each change. */
export function createKeyRing(keys: StoredKey[], onChange: () => void): KeyRing {
  const imported = new Map<string, Promise<CryptoKey | Uint8Array>>();

  async function add(algorithm: string): Promise<StoredKey> {
    const key = await generateSigningKey(algorithm);
    keys.unshift(key);
    onChange();
    return key;
  }

  return {
    published: keys,
    async current(algorithm) {
      const stored = keys.find((key) => key.algorithm === algorithm) ?? (await add(algorithm));
      const key = imported.get(stored.kid) ?? importJWK(stored.privateJwk, algorithm);
      imported.set(stored.kid, key);
      return { kid: stored.kid, key: await key };
    },
    publicJwks: () => keys.map(({ privateJwk }) => withoutPrivateParts(privateJwk)),
    async rotate(keepOld) {
      const next = await generateSigningKey('RS256');
      keys.splice(0, keepOld ? 0 : keys.length, next);
      onChange();
      return next.kid;
    },
    retireOld() {
      const algorithms = new Set<string>();
      const current = keys.filter(({ algorithm }) => !algorithms.has(algorithm) && algorithms.add(algorithm));
      keys.splice(0, keys.length, ...current);
      onChange();
    },
  };
}

/** A key of its own, published nowhere. */
export async function generateSigningKey(algorithm: string): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true, modulusLength: 2048 });
  const kid = randomUUID();
  const jwk = await exportJWK(privateKey);
  return { kid, algorithm, privateJwk: { ...jwk, kid, alg: algorithm, use: 'sig' } };
}

function withoutPrivateParts(jwk: JWK): JWK {
  const { d, p, q, dp, dq, qi, ...open } = jwk;
  return open;
}
