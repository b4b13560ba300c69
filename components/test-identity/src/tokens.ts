import { createPublicKey, randomUUID } from 'node:crypto';
import { base64url, CompactSign, createLocalJWKSet, importJWK, jwtVerify, type JWTPayload } from 'jose';
import { accessClaims } from './claims.js';
import { UnknownNameError } from './identity.errors.js';
import type { TokenOverrides } from './identity.types.js';
import { generateSigningKey, type SigningKey } from './keys.js';
import type { Realm } from './realm.js';

/** Tokens outside of any login. */
export interface Tokens {
  issue(name: string, overrides?: TokenOverrides): Promise<string>;
  /** The payload of an access token of this realm that is still good, else undefined. */
  verify(token: string): Promise<JWTPayload | undefined>;
  /** Makes `verify` refuse one token, or all of one session. */
  revoke(kind: 'jti' | 'sid', value: string): void;
}

const defaultTtlSeconds = 12 * 60 * 60;

/** `now` returns the provider's own time in seconds. */
export function createTokens(deps: { realm: Realm; issuer: string; now: () => number }): Tokens {
  const { realm, issuer, now } = deps;
  const revoked = new Set<string>();
  let published: { kids: string; keys: ReturnType<typeof createLocalJWKSet> } | undefined;

  function publishedKeys(): ReturnType<typeof createLocalJWKSet> {
    const kids = realm.keys.published.map(({ kid }) => kid).join();
    if (published?.kids !== kids) {
      published = { kids, keys: createLocalJWKSet({ keys: realm.keys.publicJwks() }) };
    }
    return published.keys;
  }

  function payload(name: string, overrides: TokenOverrides): JWTPayload {
    const user = realm.findSubject(name);
    if (!user) throw new UnknownNameError(`The realm has no user or service client named ${name}`);
    const issuedAt = now();
    const isService = user.serviceAccountClientId !== undefined;
    const claims: JWTPayload = {
      ...accessClaims(realm, {
        user,
        clientId: user.serviceAccountClientId ?? overrides.clientId ?? 'ashlar-cli',
        issuer: overrides.issuer ?? issuer,
        scope: overrides.scope ?? (isService ? '' : 'openid'),
        issuedAt,
        expiresAt: issuedAt + (overrides.ttlSeconds ?? defaultTtlSeconds),
        ...(!isService && { sessionId: randomUUID(), authTime: issuedAt }),
      }),
      ...(overrides.notBeforeSeconds !== undefined && { nbf: issuedAt + overrides.notBeforeSeconds }),
      ...(overrides.audience !== undefined && { aud: audienceClaim(overrides.audience) }),
      ...overrides.claims,
    };
    for (const name of overrides.omit ?? []) delete claims[name];
    return claims;
  }

  async function signingKey(algorithm: string, signWith: 'current' | 'unknown'): Promise<SigningKey> {
    if (algorithm === 'HS256') return publicKeyAsSecret(await realm.keys.current('RS256'));
    if (signWith === 'current') return realm.keys.current(algorithm);
    const { kid, privateJwk } = await generateSigningKey(algorithm);
    return { kid, key: await importJWK(privateJwk, algorithm) };
  }

  /** The secret of the algorithm-confusion attack: what everybody can fetch. */
  function publicKeyAsSecret({ kid }: SigningKey): SigningKey {
    const jwk = realm.keys.publicJwks().find((key) => key.kid === kid);
    if (!jwk) throw new Error('The current key is not published');
    const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    return { kid, key: new TextEncoder().encode(String(pem)) };
  }

  return {
    async issue(name, overrides = {}) {
      const { algorithm = 'RS256', kid, type = 'JWT', signWith = 'current' } = overrides;
      const claims = JSON.stringify(payload(name, overrides));
      if (algorithm === 'none') {
        const header = JSON.stringify({ alg: 'none', typ: type, ...(kid && { kid }) });
        return `${base64url.encode(header)}.${base64url.encode(claims)}.`;
      }
      const key = await signingKey(algorithm, signWith);
      return new CompactSign(new TextEncoder().encode(claims))
        .setProtectedHeader({ alg: algorithm, typ: type, ...(kid !== null && { kid: kid ?? key.kid }) })
        .sign(key.key);
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publishedKeys(), {
          issuer,
          currentDate: new Date(now() * 1000),
        });
        const isRevoked = revoked.has(`jti:${payload.jti}`) || revoked.has(`sid:${String(payload['sid'])}`);
        const user = payload.sub ? realm.users.findUser(payload.sub) : undefined;
        return payload['typ'] === 'Bearer' && user?.enabled && !isRevoked ? payload : undefined;
      } catch {
        return undefined;
      }
    },

    revoke: (kind, value) => void revoked.add(`${kind}:${value}`),
  };
}

function audienceClaim(audience: string | readonly string[]): string | string[] {
  return typeof audience === 'string' ? audience : [...audience];
}
