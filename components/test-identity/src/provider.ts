import { randomBytes } from 'node:crypto';
import { base as defaultPolicy } from 'oidc-provider/lib/helpers/interaction_policy/index.js';
import {
  Provider,
  type Client,
  type Context,
  type StructuredToken,
  type TokenModel,
} from 'oidc-provider/lib/provider.js';
import { accessClaims, audience, profileClaims } from './claims.js';
import { messagePage } from './login-page.js';
import { addPasswordGrant } from './password-grant.js';
import { serviceAccountName, type Realm } from './realm.js';
import type { RealmClient } from './realm.types.js';
import type { SessionStore } from './sessions.js';
import { answerForTokens } from './structured-tokens.js';
import type { Tokens } from './tokens.js';

export interface ProviderDeps {
  readonly realm: Realm;
  readonly issuer: string;
  readonly tokens: Tokens;
  readonly sessions: SessionStore;
  readonly cookieKey: string;
  readonly accessTokenTtlSeconds: number;
  /** Seconds that the provider's clock is ahead. */
  readonly clockSkew: () => number;
}

export const protocolPath = '/protocol/openid-connect';
export const loginPath = '/login-actions/authenticate';
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const scopes = 'openid profile email roles offline_access';
const sessionTtlSeconds = 12 * 60 * 60;
/** The one API that all access tokens are for: it makes them JWTs. */
const resource = 'urn:ashlar';

/** The protocol endpoints of the realm, with the keys and clients of this moment. */
export function createProvider(deps: ProviderDeps): Provider {
  const { realm, issuer, tokens } = deps;
  const { users, events } = realm;
  const resourceServer = {
    scope: scopes,
    audience,
    accessTokenFormat: 'jwt',
    accessTokenTTL: deps.accessTokenTtlSeconds,
    jwt: { sign: { alg: 'RS256' } },
  };
  const policy = defaultPolicy();
  // Keycloak asks for consent only where a client says so.
  policy.remove('consent');

  function findAccount(_ctx: Context, id: string) {
    const user = users.findUser(id);
    if (!user?.enabled) return undefined;
    return {
      accountId: id,
      claims: async () => ({ sub: id, typ: 'ID', ...profileClaims(realm, user) }),
    };
  }

  function toKeycloakToken(ctx: Context | undefined, token: TokenModel, jwt: StructuredToken): void {
    const user = token.accountId
      ? users.findUser(token.accountId)
      : users.findByUsername(serviceAccountName(token.clientId));
    if (!user) throw new Error(`No user behind the token of ${token.clientId}`);
    const { RefreshToken, AuthorizationCode } = ctx?.oidc?.entities ?? {};
    const authTime = RefreshToken?.authTime ?? AuthorizationCode?.authTime;
    const skew = deps.clockSkew();
    jwt.header = { typ: 'JWT' };
    jwt.payload = accessClaims(realm, {
      user,
      clientId: token.clientId,
      issuer,
      scope: token.scope ?? '',
      issuedAt: Number(jwt.payload['iat']) + skew,
      expiresAt: Number(jwt.payload['exp']) + skew,
      ...(token.grantId && { sessionId: token.grantId }),
      ...(authTime !== undefined && { authTime: authTime + skew }),
    });
  }

  async function grantEverything({ oidc }: Context) {
    const { session, client, result } = oidc ?? {};
    if (!session?.accountId || !client) return undefined;
    const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
    const existing = known && (await provider.Grant.find(known));
    if (existing) return existing;
    const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope(scopes);
    grant.addResourceScope(resource, scopes);
    await grant.save();
    return grant;
  }

  const provider = new Provider(issuer, {
    adapter: deps.sessions,
    jwks: { keys: realm.keys.published.map(({ privateJwk }) => privateJwk) },
    clients: realm.data.clients.map(clientMetadata),
    clientBasedCORS: () => true,
    claims: {
      openid: ['sub', 'typ'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    // The ID token carries profile and email, as Keycloak's does.
    conformIdTokenClaims: false,
    cookies: { keys: [deps.cookieKey] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: page('Enter the code that your device shows', 'op.deviceInputForm', 'next'),
        userCodeConfirmSource: page('Let this device sign in as you?', 'op.deviceConfirmForm'),
        successSource: page('Done. Go back to your device.'),
      },
      introspection: { enabled: true, allowedPolicy: isConfidential },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => resourceServer,
      },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx: Context, client: Client, token: TokenModel) =>
          token.clientId === client.clientId,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: page('Sign out of all applications?', 'op.logoutForm', 'logout'),
        postLogoutSuccessSource: page('You are signed out.'),
      },
    },
    findAccount,
    formats: { customizers: { jwt: toKeycloakToken } },
    interactions: {
      policy,
      url: (_ctx: Context, { uid }: { uid: string }) => `${new URL(issuer).pathname}${loginPath}/${uid}`,
    },
    issueRefreshToken: (_ctx: Context, client: Client) => client.grantTypeAllowed('refresh_token'),
    loadExistingGrant: grantEverything,
    renderError: (ctx: Context, out: Readonly<Record<string, string>>) => {
      show(ctx, Object.values(out).join(': '));
    },
    // As Keycloak unless told otherwise: a refresh token stays good until its session ends.
    rotateRefreshToken: false,
    routes: {
      authorization: `${protocolPath}/auth`,
      code_verification: '/device',
      device_authorization: `${protocolPath}/auth/device`,
      end_session: `${protocolPath}/logout`,
      introspection: `${protocolPath}/token/introspect`,
      jwks: `${protocolPath}/certs`,
      pushed_authorization_request: `${protocolPath}/ext/par/request`,
      revocation: `${protocolPath}/revoke`,
      token: `${protocolPath}/token`,
      userinfo: `${protocolPath}/userinfo`,
    },
    scopes: scopes.split(' '),
    ttl: {
      AccessToken: deps.accessTokenTtlSeconds,
      AuthorizationCode: 60,
      ClientCredentials: deps.accessTokenTtlSeconds,
      DeviceCode: 600,
      Grant: sessionTtlSeconds,
      IdToken: deps.accessTokenTtlSeconds,
      Interaction: 1800,
      RefreshToken: sessionTtlSeconds,
      Session: sessionTtlSeconds,
    },
  });
  addPasswordGrant(provider, { realm, resource, resourceServer });
  answerForTokens(provider, { realm, tokens });
  provider.on('grant.revoked', (_ctx, grantId) => tokens.revoke('sid', grantId));
  provider.on('grant.success', (ctx) => {
    const { client, params, entities } = ctx.oidc ?? {};
    events.recordLogin({
      type: loginEventTypes[params?.['grant_type'] ?? ''] ?? 'LOGIN',
      clientId: client?.clientId,
      userId: entities?.Account?.accountId,
      ipAddress: ctx.ip,
      details: { grant_type: params?.['grant_type'] ?? '' },
    });
  });
  return provider;
}

export function createCookieKey(): string {
  return randomBytes(24).toString('base64url');
}

const loginEventTypes: Readonly<Record<string, string>> = {
  authorization_code: 'CODE_TO_TOKEN',
  client_credentials: 'CLIENT_LOGIN',
  password: 'LOGIN',
  refresh_token: 'REFRESH_TOKEN',
  [deviceGrant]: 'OAUTH2_DEVICE_CODE_TO_TOKEN',
};

function isConfidential(_ctx: Context, client: Client): boolean {
  return client.clientAuthMethod !== 'none';
}

function clientMetadata(client: RealmClient): Record<string, unknown> {
  const isPublic = client.secret === undefined;
  const redirects = client.redirectUris.length > 0;
  return {
    client_id: client.clientId,
    application_type: redirects && isPublic ? 'native' : 'web',
    token_endpoint_auth_method: isPublic ? 'none' : 'client_secret_basic',
    ...(client.secret !== undefined && { client_secret: client.secret }),
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.redirectUris,
    response_types: redirects ? ['code'] : [],
    grant_types: [
      ...(redirects ? ['authorization_code', deviceGrant] : []),
      ...(client.passwordGrant ? ['password'] : []),
      ...(redirects || client.passwordGrant ? ['refresh_token'] : []),
      ...(isPublic ? [] : ['client_credentials']),
    ],
  };
}

function page(text: string, formId?: string, button = 'confirm') {
  return (ctx: Context, form?: unknown) => {
    show(ctx, text, typeof form === 'string' && formId ? { form, formId, button } : undefined);
  };
}

function show(ctx: Context, text: string, form?: { form: string; formId: string; button: string }): void {
  ctx.set('content-type', 'text/html; charset=utf-8');
  ctx.body = messagePage(text, form);
}
