import { InvalidRequest, OIDCProviderError } from 'oidc-provider/lib/helpers/errors.js';
import type { Context, Provider } from 'oidc-provider/lib/provider.js';
import { profileClaims, withDefaultScopes } from './claims.js';
import type { Realm } from './realm.js';
import type { RealmUser } from './realm.types.js';

/** Keycloak's "direct access grant". Gone from OAuth 2.1, and still what every test and many scripts use. */
export function addPasswordGrant(
  provider: Provider,
  deps: { realm: Realm; resource: string; resourceServer: { scope: string; accessTokenTTL: number } },
): void {
  const { realm, resource, resourceServer } = deps;

  async function handle(ctx: Context): Promise<void> {
    const { client, params } = ctx.oidc ?? {};
    if (!client || !params) throw new Error('The password grant runs behind client authentication');
    const user = authenticate(realm, params, { clientId: client.clientId, ipAddress: ctx.ip });
    ctx.oidc?.entity('Account', { accountId: user.id });
    const known = new Set(resourceServer.scope.split(' '));
    const scope = withDefaultScopes(
      (params['scope'] ?? '')
        .split(' ')
        .filter((s) => known.has(s))
        .join(' '),
    );

    const grant = new provider.Grant({ accountId: user.id, clientId: client.clientId });
    grant.addOIDCScope(scope);
    grant.addResourceScope(resource, scope);
    const subject = { accountId: user.id, client, grantId: await grant.save(), gty: 'password', scope };
    const accessToken = new provider.AccessToken(subject);
    accessToken.resourceServer = new provider.ResourceServer(resource, resourceServer);
    const refreshToken = new provider.RefreshToken({
      ...subject,
      resource,
      authTime: Math.floor(Date.now() / 1000),
    });
    ctx.oidc?.entity('RefreshToken', refreshToken);

    ctx.body = {
      access_token: await accessToken.save(),
      expires_in: resourceServer.accessTokenTTL,
      refresh_token: await refreshToken.save(),
      token_type: 'Bearer',
      ...(scope.split(' ').includes('openid') && { id_token: await idToken(ctx, user) }),
      scope,
    };
  }

  function idToken(ctx: Context, user: RealmUser): Promise<string> {
    const claims = { sub: user.id, typ: 'ID', ...profileClaims(realm, user) };
    const token = new provider.IdToken(claims, { ctx });
    token.scope = 'openid profile email';
    return token.issue({ use: 'idtoken' });
  }

  provider.registerGrantType('password', handle, ['username', 'password', 'scope']);
}

function authenticate(
  realm: Realm,
  params: Readonly<Record<string, string | undefined>>,
  from: { clientId: string; ipAddress: string },
): RealmUser {
  const { username, password } = params;
  if (!username) throw new InvalidRequest('Missing parameter: username');
  const user = realm.users.findByLogin(username);
  const refuse = (error: string, status: number, description: string) => {
    const details = { username, grant_type: 'password' };
    realm.events.recordLogin({ type: 'LOGIN_ERROR', ...from, userId: user?.id, error, details });
    const refusal = new OIDCProviderError(status, 'invalid_grant');
    refusal.error_description = description;
    return refusal;
  };
  if (!user || !realm.users.passwordMatches(user, password ?? '')) {
    throw refuse(user ? 'invalid_user_credentials' : 'user_not_found', 401, 'Invalid user credentials');
  }
  if (!user.enabled) throw refuse('user_disabled', 400, 'Account disabled');
  return user;
}
