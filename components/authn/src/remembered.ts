import { hash } from 'node:crypto';
import type { VerifiedIdentity } from './authn.types.js';

/** Verified tokens until they expire, keyed by their hash; the tokens themselves are not kept. Bounded. */
export interface RememberedTokens {
  find(token: string): VerifiedIdentity | undefined;
  keep(token: string, identity: VerifiedIdentity): void;
  size(): number;
}

export function rememberTokens(limit: number): RememberedTokens {
  // A Map keeps insertion order: the first key is the one that was used longest ago.
  const identities = new Map<string, VerifiedIdentity>();
  const keyOf = (token: string): string => hash('sha256', token, 'base64');
  return {
    find(token) {
      const key = keyOf(token);
      const identity = identities.get(key);
      if (!identity) return undefined;
      identities.delete(key);
      if (identity.expiresAt.getTime() <= Date.now()) return undefined;
      identities.set(key, identity);
      return identity;
    },
    keep(token, identity) {
      identities.set(keyOf(token), identity);
      const [oldest] = identities.keys();
      if (identities.size > limit && oldest !== undefined) identities.delete(oldest);
    },
    size: () => identities.size,
  };
}
