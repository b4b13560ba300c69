import { decodeJwt, type JWTPayload } from 'jose';
import type { Context, Provider } from 'oidc-provider/lib/provider.js';
import { profileClaims } from './claims.js';
import type { Realm } from './realm.js';
import type { Tokens } from './tokens.js';

/**
 * Keycloak knows its own JWT access tokens again at userinfo, introspection and revocation; oidc-provider refuses them
 * there, after it has authenticated the client. These answers take the place of the refusals. Token responses get the
 * members that Keycloak adds.
 */
export function answerForTokens(provider: Provider, deps: { realm: Realm; tokens: Tokens }): void {
  const { realm, tokens } = deps;

  async function userinfo(ctx: Context): Promise<void> {
    const [scheme, token = ''] = ctx.get('authorization').split(' ');
    const claims = scheme?.toLowerCase() === 'bearer' ? await tokens.verify(token) : undefined;
    const user = claims?.sub ? realm.users.findUser(claims.sub) : undefined;
    if (!claims || !user || !hasScope(claims, 'openid')) return;
    ctx.remove('www-authenticate');
    ctx.status = 200;
    ctx.body = { sub: user.id, ...profileClaims(realm, user) };
  }

  async function introspect(ctx: Context): Promise<void> {
    if (ctx.oidc?.client?.clientAuthMethod === 'none') return;
    const claims = await tokens.verify(ctx.oidc?.params['token'] ?? '');
    ctx.status = 200;
    ctx.body = claims
      ? {
          ...claims,
          client_id: claims['azp'],
          username: claims['preferred_username'],
          token_type: 'Bearer',
          active: true,
        }
      : { active: false };
  }

  async function revoke(ctx: Context): Promise<void> {
    const claims = await tokens.verify(ctx.oidc?.params['token'] ?? '');
    if (claims && claims['azp'] !== ctx.oidc?.client?.clientId) return;
    if (claims?.jti) tokens.revoke('jti', claims.jti);
    ctx.remove('content-type');
    ctx.status = 200;
    ctx.body = '';
  }

  provider.use(async (ctx, next) => {
    await next();
    const route = ctx.oidc?.route;
    const isRefusedJwt = isRecord(ctx.body) && ctx.body['error'] === 'unsupported_token_type';
    if (route === 'userinfo' && ctx.status === 401) await userinfo(ctx);
    if (route === 'introspection' && isRefusedJwt) await introspect(ctx);
    if (route === 'revocation' && isRefusedJwt) await revoke(ctx);
    if (route === 'token' && isRecord(ctx.body) && typeof ctx.body['access_token'] === 'string') {
      ctx.body = withKeycloakMembers(ctx.body, ctx.body['access_token']);
    }
  });
}

function withKeycloakMembers(body: Record<string, unknown>, accessToken: string): Record<string, unknown> {
  const { sid, scope } = decodeJwt(accessToken);
  return {
    ...body,
    scope,
    'not-before-policy': 0,
    refresh_expires_in: body['refresh_token'] === undefined ? 0 : 12 * 60 * 60,
    ...(sid !== undefined && { session_state: sid }),
  };
}

function hasScope(claims: JWTPayload, scope: string): boolean {
  return String(claims['scope']).split(' ').includes(scope);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
