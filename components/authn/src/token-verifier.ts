import { DomainError, Unauthenticated } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { AuthnConfig } from './authn.config.js';
import type { TokenVerifier, VerifiedIdentity } from './authn.types.js';
import { identityOf } from './claims.js';
import { createKeycloakCheck, type KeycloakCheck } from './keycloak-connect.js';
import { createProviderKeys, type ProviderKeys } from './provider-keys.js';
import { rememberTokens } from './remembered.js';

export interface TokenVerifierDeps {
  readonly config: AuthnConfig;
  readonly logger: Logger;
}

interface Provider {
  readonly keys: ProviderKeys;
  /** Only for realms of Keycloak. */
  readonly keycloak: KeycloakCheck | undefined;
}

/** Never HS*: a public key must not be usable as a shared secret. Never `none`. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA'];
const rememberAtMost = 10_000;
const longestToken = 16_384;

export function createTokenVerifier({ config, logger }: TokenVerifierDeps): TokenVerifier {
  const log = logger.child({ brick: 'authn' });
  const providers = new Map<string, Provider>(
    config.issuers.map((issuer) => {
      const keys = createProviderKeys({
        issuer,
        timeoutMs: config.keyTimeoutMs,
        cooldownMs: config.keyCooldownMs,
        maxAgeMs: config.keyMaxAgeMs,
        onFailure: (error) =>
          log.warn('An identity provider does not answer with its keys', { issuer, error }),
      });
      const keycloak =
        config.keycloakConnect === 'on'
          ? createKeycloakCheck({ issuer, audience: config.audience, keys })
          : undefined;
      return [issuer, { keys, keycloak }];
    }),
  );
  const remembered = rememberTokens(rememberAtMost);

  const verify = async (token: string): Promise<VerifiedIdentity> => {
    if (token.length > longestToken) throw new Unauthenticated('The access token is too long');
    const issuer = unverifiedIssuer(token);
    const provider = providers.get(issuer);
    if (!provider) throw new Unauthenticated('The access token is from an issuer that is not accepted');
    const { keys, keycloak } = provider;
    const { payload, protectedHeader } = await jwtVerify(
      token,
      (header, input) => keys.keyFor(header, input),
      {
        issuer,
        audience: config.audience,
        algorithms,
        clockTolerance: config.clockToleranceMs / 1000,
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
      },
    );
    const identity = identityOf(payload, config);
    if (keycloak?.understands(protectedHeader, payload)) await keycloak.check(token);
    return identity;
  };

  return {
    async verify(token) {
      const known = remembered.find(token);
      if (known) return known;
      try {
        const identity = await verify(token);
        remembered.keep(token, identity);
        return identity;
      } catch (error) {
        throw error instanceof DomainError ? error : new Unauthenticated(reason(error), { cause: error });
      }
    },
    async ready() {
      await Promise.all([...providers.values()].map(({ keys }) => keys.ready()));
    },
  };
}

function unverifiedIssuer(token: string): string {
  const { iss }: JWTPayload = decodeJwt(token);
  return iss ?? '';
}

/** What the caller may know: enough to mend an honest mistake. */
function reason(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The access token has no acceptable ${error.claim}`;
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'The access token has an algorithm that is not accepted';
  return 'The access token is not valid';
}
