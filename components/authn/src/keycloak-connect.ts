import KeycloakConnect from 'keycloak-connect';
import { exportSPKI, type JWTHeaderParameters, type JWTPayload } from 'jose';
import type { ProviderKeys } from './provider-keys.js';

/** What keycloak-connect says of a token that has passed every check of our own. */
export interface KeycloakCheck {
  /** It knows RS256 alone, whatever the header says, and no tolerance between clocks. */
  understands(header: JWTHeaderParameters, claims: JWTPayload): boolean;
  /** Rejects when keycloak-connect refuses the token. By itself it is no check: see the README. */
  check(token: string): Promise<void>;
}

export interface KeycloakCheckDeps {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: Pick<ProviderKeys, 'keyFor'>;
}

/** The parts of keycloak-connect that its types leave out. */
interface GrantManager {
  rotation: { getJWK(kid: string | undefined): Promise<string> };
  createGrant(data: string): Promise<unknown>;
}

/**
 * keycloak-connect, bearer-only, for one realm; undefined for an issuer that is not one. Its own key look-up would let
 * an answer that is not JSON end the process and would wait for ever for one that never comes: it gets ours. Its
 * `middleware()` would mount routes by which anybody may post to us: it is never called.
 */
export function createKeycloakCheck({
  issuer,
  audience,
  keys,
}: KeycloakCheckDeps): KeycloakCheck | undefined {
  const [, server, realm] = /^(.+)\/realms\/([^/]+)$/.exec(issuer) ?? [];
  if (server === undefined || realm === undefined) return undefined;
  const settings = {
    realm,
    'auth-server-url': server,
    resource: audience,
    'bearer-only': true,
    'verify-token-audience': true,
    'ssl-required': 'external',
    'confidential-port': 0,
  };
  const manager = new KeycloakConnect({}, settings).grantManager as unknown as GrantManager;
  manager.rotation = {
    async getJWK(kid) {
      const header = { alg: 'RS256', ...(kid !== undefined && { kid }) };
      return exportSPKI(await keys.keyFor(header, { payload: '', signature: '' }));
    },
  };
  return {
    understands: ({ alg }, { exp = 0 }) => alg === 'RS256' && exp * 1000 > Date.now(),
    async check(token) {
      await manager.createGrant(JSON.stringify({ access_token: token }));
    },
  };
}
