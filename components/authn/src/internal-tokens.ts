import { type Actor, type Database, newId, type OperationContext } from '@ashlar/database';
import { DomainError, Unauthenticated } from '@ashlar/errors';
import { errors, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Secret } from '@ashlar/config';
import type { TokenScheme } from './authn.types.js';
import { RevokedTokenRepository } from './revoked-tokens.repository.js';
import { issuerOf } from './service-accounts.js';

/** For whom a run or a job acts, and within what. */
export interface InternalGrant {
  /** What holds the token. */
  readonly holder: { readonly kind: 'run' | 'job'; readonly id: string };
  /** Whose rights it has. Their roles as of now; `admin` is left out. */
  readonly actor: Actor;
  /** As those of personal access tokens; what the actor is limited to stays out of reach. At least one. */
  readonly scopes: readonly string[];
  /** 1 to 86,400. */
  readonly ttlSeconds: number;
}

export interface InternalToken {
  readonly token: string;
  readonly jti: string;
  readonly expiresAt: Date;
}

/** Tokens that Ashlar gives to its own runs and jobs, and checks itself. */
export interface InternalTokens extends TokenScheme {
  /**
   * For whoever starts runs and jobs.
   * @throws {Unauthenticated} when the user whom it is to act for may not act.
   * @throws {TypeError} where only public keys are mounted, and for a grant that cannot be given.
   */
  issue(ctx: OperationContext, grant: InternalGrant): Promise<InternalToken>;
  /** At once in this process, within `rememberForMs` in others. Again is no error. */
  revoke(ctx: OperationContext, token: Pick<InternalToken, 'jti' | 'expiresAt'>): Promise<void>;
}

export interface InternalTokensDeps {
  /**
   * A JWK Set of Ed25519 keys, each with its `kid`. The first signs, all verify. To rotate, put a new key first on all
   * services, and take the old one away a day later, when the last token that it signed has expired.
   */
  readonly keys: Secret;
  readonly database: Database;
  /** Whether a user may act now. Asked when a token is issued, and when it is used. */
  readonly ownerMayAct: (ctx: OperationContext, userId: string) => Promise<boolean>;
  /** How long a token that was found good costs no query, and may outlive its revocation. Default 5,000. */
  readonly rememberForMs?: number;
}

const issuer = 'urn:ashlar:internal';
const type = 'ashlar-internal+jwt';
/** Internal tokens last so long at most. */
export const longestSeconds = 86_400;
const rememberAtMost = 10_000;

type Key = Awaited<ReturnType<typeof importJWK>>;

/** @throws {TypeError} for keys that are not what they must be; says nothing of what they hold. */
export async function createInternalTokens({
  keys: given,
  database,
  ownerMayAct,
  rememberForMs = 5_000,
}: InternalTokensDeps): Promise<InternalTokens> {
  const jwks = readKeys(given);
  const verifyKeys = new Map<string, Key>();
  for (const { kid, crv, kty, x } of jwks) {
    verifyKeys.set(kid, await importJWK({ kty: kty ?? '', crv: crv ?? '', x: x ?? '' }, 'EdDSA'));
  }
  const [first] = jwks;
  const signing =
    first?.d === undefined ? undefined : { kid: first.kid, key: await importJWK(first, 'EdDSA') };
  const revoked = new RevokedTokenRepository(database);
  const good = new Map<string, number>();

  const assertMayAct = async (ctx: OperationContext, { kind, id }: Actor): Promise<void> => {
    if (kind === 'user' && !(await ownerMayAct(ctx, id)))
      throw new Unauthenticated('The user whom the token acts for may not act');
  };

  const assertGood = async (ctx: OperationContext, jti: string, actor: Actor): Promise<void> => {
    if ((good.get(jti) ?? Number.NEGATIVE_INFINITY) > performance.now()) return;
    good.delete(jti);
    if (await revoked.has(ctx, jti)) throw new Unauthenticated('The token was revoked');
    await assertMayAct(ctx, actor);
    good.set(jti, performance.now() + rememberForMs);
    const [oldest] = good.keys();
    if (good.size > rememberAtMost && oldest !== undefined) good.delete(oldest);
  };

  const verify = async (token: string): Promise<{ readonly actor: Actor; readonly jti: string }> => {
    const { payload } = await jwtVerify(
      token,
      ({ kid = '' }) => {
        const key = verifyKeys.get(kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      {
        issuer,
        audience: issuer,
        typ: type,
        algorithms: ['EdDSA'],
        clockTolerance: 5,
        requiredClaims: ['exp', 'iat', 'sub', 'jti'],
      },
    );
    const { kind, id, roles, scopes } = payload['act'] as Actor;
    return { actor: { kind, id, roles, ...(scopes && { scopes }) }, jti: payload.jti ?? '' };
  };

  return {
    recognises: (token) => issuerOf(token) === issuer,
    async authenticate(token) {
      try {
        const { actor, jti } = await verify(token);
        await assertGood(revoked.context, jti, actor);
        return actor;
      } catch (error) {
        if (error instanceof DomainError || !(error instanceof errors.JOSEError)) throw error;
        throw new Unauthenticated('The internal token is not valid', { cause: error });
      }
    },
    async issue(ctx, { holder, actor, scopes, ttlSeconds }) {
      if (!signing) throw new TypeError('The first internal key is public: this service issues no tokens');
      if (!(ttlSeconds >= 1 && ttlSeconds <= longestSeconds)) {
        throw new TypeError(`An internal token lasts 1 to ${longestSeconds} s`);
      }
      if (scopes.length === 0 || (actor.kind !== 'user' && actor.kind !== 'service')) {
        throw new TypeError('An internal token has scopes, and acts for a user or a service');
      }
      if (actor.scopes && !scopes.every((scope) => isWithin(scope, actor.scopes ?? []))) {
        throw new TypeError('An internal token cannot do more than who it acts for');
      }
      await assertMayAct(ctx, actor);
      const jti = newId();
      const expiresAt = new Date((Math.floor(Date.now() / 1000) + Math.floor(ttlSeconds)) * 1000);
      const roles = actor.roles.filter((role) => role !== 'admin');
      const token = await new SignJWT({ act: { kind: actor.kind, id: actor.id, roles, scopes } })
        .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid, typ: type })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(`${holder.kind}:${holder.id}`)
        .setJti(jti)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(signing.key);
      return { token, jti, expiresAt };
    },
    async revoke(ctx, { jti, expiresAt }) {
      await database.transact(ctx, (tx) => revoked.add(tx, jti, expiresAt), { idempotent: true });
      good.delete(jti);
    },
  };
}

function isWithin(scope: string, limits: readonly string[]): boolean {
  return limits.includes(scope) || limits.includes(scope.slice(scope.indexOf(':') + 1));
}

function readKeys(given: Secret): readonly (JWK & { readonly kid: string })[] {
  let keys: unknown;
  try {
    keys = (JSON.parse(given.reveal()) as { readonly keys?: unknown } | null)?.keys;
  } catch {
    keys = undefined;
  }
  if (!Array.isArray(keys) || keys.length === 0) throw new TypeError('The internal keys are no JWK Set');
  const jwks = keys as readonly (JWK | null)[];
  const sound = jwks.filter(
    (key): key is JWK & { readonly kid: string } =>
      key?.kty === 'OKP' &&
      key.crv === 'Ed25519' &&
      typeof key.x === 'string' &&
      typeof key.kid === 'string' &&
      key.kid !== '',
  );
  if (sound.length < jwks.length) throw new TypeError('Each internal key is an Ed25519 key with a kid');
  if (new Set(sound.map(({ kid }) => kid)).size < sound.length) {
    throw new TypeError('Two internal keys have the same kid');
  }
  return sound;
}
