import type { Actor } from '@ashlar/database';
import { DomainError, Unauthenticated } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import { decodeJwt, jwtVerify } from 'jose';
import type { TokenScheme } from './authn.types.js';
import { createClusterRequests } from './cluster-requests.js';
import { createProviderKeys } from './provider-keys.js';
import { reviewSparingly } from './reviewed-tokens.js';
import type { ServiceAccountsConfig } from './service-accounts.config.js';
import { createTokenReview } from './token-review.js';

export interface ServiceAccountsDeps {
  readonly config: ServiceAccountsConfig;
  readonly logger: Logger;
}

/**
 * Projected service-account tokens of Kubernetes. An account acts as the service that the configuration names for it,
 * with the role `service`; undefined where no cluster is configured.
 * @throws when the file of certificates cannot be read.
 */
export function createServiceAccounts({ config, logger }: ServiceAccountsDeps): TokenScheme | undefined {
  const { issuer, audience } = config;
  if (issuer === undefined) return undefined;
  const log = logger.child({ brick: 'authn' });
  const services = new Map((config.accounts ?? []).map((entry) => entry.split('=') as [string, string]));
  const send = createClusterRequests(config);
  const check = config.check === 'keys' ? checkByKeys() : reviewSparingly(createTokenReview(config, send));

  return {
    recognises: (token) => issuerOf(token) === issuer,
    async authenticate(token): Promise<Actor> {
      const username = await check(token).catch((error: unknown) => {
        throw error instanceof DomainError
          ? error
          : new Unauthenticated('The service-account token is not valid', { cause: error });
      });
      const [, account = ''] = /^system:serviceaccount:([^:]+:[^:]+)$/.exec(username) ?? [];
      const service = services.get(account);
      if (service === undefined) throw new Unauthenticated('This service account is no service of Ashlar');
      return { kind: 'service', id: service, roles: ['service'] };
    },
  };

  function checkByKeys(): (token: string) => Promise<string> {
    const keys = createProviderKeys({
      issuer: issuer ?? '',
      timeoutMs: config.timeoutMs,
      ...(config.caFile !== undefined && {
        get: async (url: string) => {
          const { status, json } = await send(url, { method: 'GET', timeoutMs: config.timeoutMs });
          if (status !== 200) throw new Error(`${url} answered ${status}`);
          return json;
        },
      }),
      cooldownMs: 30_000,
      maxAgeMs: 600_000,
      onFailure: (error) => log.warn('The cluster does not answer with its keys', { issuer, error }),
    });
    return async (token) => {
      const { payload } = await jwtVerify(token, (header, input) => keys.keyFor(header, input), {
        ...(issuer !== undefined && { issuer }),
        audience,
        algorithms: ['RS256', 'ES256'],
        clockTolerance: 5,
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
      });
      // A token for two audiences could have been handed on to us by the other.
      if ([payload.aud].flat().length !== 1) throw new Unauthenticated('The token is for others as well');
      return payload.sub ?? '';
    };
  }
}

/** Unverified: only to find out who has to verify it. */
export function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
