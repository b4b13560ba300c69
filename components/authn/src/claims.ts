import { Unauthenticated } from '@ashlar/errors';
import type { JWTPayload } from 'jose';
import type { AuthnConfig } from './authn.config.js';
import type { VerifiedIdentity } from './authn.types.js';

/** Reads verified claims, Keycloak's and those of plain OpenID providers. */
export function identityOf(claims: JWTPayload, config: AuthnConfig): VerifiedIdentity {
  // Keycloak signs ID and refresh tokens with the same keys and says so here; other providers have no such claim.
  if (claims['typ'] !== undefined && claims['typ'] !== 'Bearer') {
    throw new Unauthenticated('This is a token of another kind than an access token');
  }
  const { iss = '', sub = '', exp = 0 } = claims;
  if (sub === '' || sub.length > 255) throw new Unauthenticated('The access token has no acceptable sub');
  const clientId = text(claims['azp']) ?? text(claims['client_id']);
  const username = text(claims['preferred_username']) ?? sub;
  return Object.freeze({
    issuer: iss,
    subject: sub,
    kind: isService(claims, username, clientId) ? 'service' : 'user',
    clientId,
    username,
    email: text(claims['email']),
    fullName: text(claims['name']),
    roles: platformRoles(claimedRoles(claims), config),
    expiresAt: new Date(exp * 1000),
  });
}

/** Keycloak names the account behind a client after it; plain OAuth gives such a token the client as its subject. */
function isService(claims: JWTPayload, username: string, clientId: string | undefined): boolean {
  return clientId !== undefined && (username === `service-account-${clientId}` || claims.sub === clientId);
}

function claimedRoles(claims: JWTPayload): ReadonlySet<string> {
  const clients = record(claims['resource_access']) ?? {};
  return new Set(
    [claims['realm_access'], ...Object.values(clients)].flatMap((access) =>
      strings(record(access)?.['roles']),
    ),
  );
}

function platformRoles(claimed: ReadonlySet<string>, config: AuthnConfig): readonly string[] {
  const mapping = { admin: config.adminRoles, member: config.memberRoles, service: config.serviceRoles };
  return Object.freeze(
    Object.entries(mapping)
      .filter(([, names]) => names.some((name) => claimed.has(name)))
      .map(([role]) => role),
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
