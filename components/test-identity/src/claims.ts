import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Realm } from './realm.js';
import type { RealmUser } from './realm.types.js';

/** Whom and what an access token is for. */
export interface Grant {
  readonly user: RealmUser;
  readonly clientId: string;
  readonly issuer: string;
  /** Asked for. `profile` and `email` are always there, as in a fresh Keycloak realm. */
  readonly scope: string;
  readonly sessionId?: string;
  /** Seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly authTime?: number;
}

/** The services that a token of this realm is for. */
export const audience = 'ashlar';

/** The payload of an access token as Keycloak writes it. */
export function accessClaims(realm: Realm, grant: Grant): JWTPayload {
  const { user, clientId } = grant;
  const roles = resourceAccess(user);
  const others = Object.keys(roles).filter((client) => client !== clientId);
  return {
    exp: grant.expiresAt,
    iat: grant.issuedAt,
    ...(grant.authTime !== undefined && { auth_time: grant.authTime }),
    jti: randomUUID(),
    iss: grant.issuer,
    aud: others.length === 0 ? audience : [audience, ...others],
    sub: user.id,
    typ: 'Bearer',
    azp: clientId,
    ...(grant.sessionId !== undefined && { sid: grant.sessionId }),
    acr: '1',
    realm_access: {
      roles: [`default-roles-${realm.data.name}`, 'offline_access', 'uma_authorization', ...user.realmRoles],
    },
    resource_access: Object.fromEntries(
      Object.entries(roles).map(([client, names]) => [client, { roles: names }]),
    ),
    scope: withDefaultScopes(grant.scope),
    ...profileClaims(realm, user),
    ...(user.serviceAccountClientId && {
      client_id: clientId,
      clientHost: '127.0.0.1',
      clientAddress: '127.0.0.1',
    }),
  };
}

/** What the ID token and userinfo say of a user. */
export function profileClaims(realm: Realm, user: RealmUser): JWTPayload {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return {
    email_verified: user.emailVerified,
    preferred_username: user.username,
    ...(name && { name }),
    ...(user.firstName && { given_name: user.firstName }),
    ...(user.lastName && { family_name: user.lastName }),
    ...(user.email && { email: user.email }),
    groups: groupPaths(realm, user),
  };
}

export function groupPaths(realm: Realm, user: RealmUser): string[] {
  return user.groupIds.flatMap((id) => {
    const group = realm.groups.findGroup(id);
    return group ? [realm.groups.pathOf(group)] : [];
  });
}

export function withDefaultScopes(scope: string): string {
  return [...new Set([...scope.split(' ').filter(Boolean), 'profile', 'email'])].join(' ');
}

function resourceAccess(user: RealmUser): Record<string, readonly string[]> {
  const account = ['manage-account', 'manage-account-links', 'view-profile'];
  return { ...user.clientRoles, account };
}
