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
  const { iss = '', iat = 0, exp = 0 } = claims;
  const sub = identifier(claims.sub);
  if (sub === undefined) throw new Unauthenticated('The access token has no acceptable sub');
  const clientId = identifier(claims['azp']) ?? identifier(claims['client_id']);
  const username = text(claims['preferred_username']) ?? sub;
  const kind = isService(claims, username, clientId) ? 'service' : 'user';
  return Object.freeze({
    issuer: iss,
    subject: sub,
    kind,
    clientId,
    serviceId: kind === 'service' ? serviceId(clientId ?? sub, iss, config) : undefined,
    username,
    email: text(claims['email']),
    emailVerified: claims['email_verified'] === true,
    fullName: text(claims['name']),
    homeDomain: homeDomainOf(claims, config),
    roles: trusts(config, iss) ? platformRoles(claimedRoles(claims, config.audience), config) : noRoles,
    authenticatedAt: time(claims['auth_time']),
    issuedAt: new Date(iat * 1000),
    expiresAt: new Date(exp * 1000),
  });
}

/**
 * Keycloak names the account behind a client after it; a person might have taken that name, but only such an account has
 * the claim `client_id`. Plain OAuth gives such a token the client as its subject.
 */
function isService(claims: JWTPayload, username: string, clientId: string | undefined): boolean {
  if (clientId === undefined) return false;
  return (
    claims.sub === clientId ||
    (username === `service-account-${clientId}` && claims['client_id'] === clientId)
  );
}

const noRoles: readonly string[] = Object.freeze([]);

/** Whoever runs an issuer can write any role into its tokens: only those named for it may grant ours. */
function trusts({ issuers, roleIssuers }: AuthnConfig, issuer: string): boolean {
  return (roleIssuers ?? issuers.slice(0, 1)).includes(issuer);
}

/**
 * Membership of a domain is a right, too. A claim that is no text, or several, leads to no domain at all: a new person
 * does not end up elsewhere than was said, and one who is at home already is not kept out.
 */
function homeDomainOf(claims: JWTPayload, config: AuthnConfig): string | undefined {
  const { domainClaim } = config;
  if (domainClaim === undefined || !trusts(config, claims.iss ?? '')) return undefined;
  const value = claims[domainClaim];
  if (value === undefined || value === null) return undefined;
  const [only, ...others] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  const slug = others.length === 0 ? identifier(only) : undefined;
  return slug?.toLowerCase() ?? '';
}

/**
 * Clients of the first issuer act under their own id, those of another under one that no client id of the first can
 * equal: a client id has no say in where the space stands.
 */
function serviceId(clientId: string, issuer: string, { issuers }: AuthnConfig): string {
  return issuer === issuers[0]
    ? clientId.replaceAll('%', '%25').replaceAll(' ', '%20')
    : `${issuer} ${clientId}`;
}

/** Of clients only ours counts: whoever runs another one in the realm may give its roles any name. */
function claimedRoles(claims: JWTPayload, ourClient: string): ReadonlySet<string> {
  const ours = record(claims['resource_access'])?.[ourClient];
  return new Set([claims['realm_access'], ours].flatMap((access) => strings(record(access)?.['roles'])));
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

/** What ends up in keys and log lines: short, and storable by PostgreSQL. */
function identifier(value: unknown): string | undefined {
  const given = text(value);
  return given !== undefined && given.length <= 255 && !given.includes('\0') && given.isWellFormed()
    ? given
    : undefined;
}

function time(seconds: unknown): Date | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? new Date(seconds * 1000) : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
