import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider/lib/provider.js';
import type { createAdmin } from './admin/admin.js';
import { HttpRefusal, sendJson } from './http.js';
import type { KeyEndpointControl } from './key-endpoint.js';
import { handleLogin } from './login-page.js';
import { loginPath, protocolPath } from './provider.js';
import type { Realm } from './realm.js';
import type { createTokenDesk } from './stack-tokens.js';

/** Sends each request to the part that answers it. `use` replaces the provider between two requests. */
export function createHandler(deps: {
  realm: Realm;
  provider: Provider;
  keyEndpoint: KeyEndpointControl;
  admin: ReturnType<typeof createAdmin>;
  tokenDesk?: ReturnType<typeof createTokenDesk>;
}) {
  const { realm, keyEndpoint, admin, tokenDesk } = deps;
  const realmPath = `/realms/${realm.data.name}`;
  const adminPath = `/admin${realmPath}/`;
  let provider = deps.provider;
  let answer = provider.callback();

  /** oidc-provider knows its own paths from below the realm's. */
  function toProvider(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const original = request.url ?? '';
    return answer(
      Object.assign(request, { originalUrl: original, url: original.slice(realmPath.length) }),
      response,
    );
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === realmPath) return sendJson(response, 200, realmView());
    if (pathname === `${realmPath}${protocolPath}/certs` && request.method === 'GET') {
      return keyEndpoint.handle(request, response, () => void toProvider(request, response));
    }
    if (pathname.startsWith(`${realmPath}${loginPath}/`))
      return handleLogin(provider, realm, request, response);
    if (pathname.startsWith(`${realmPath}/`)) return toProvider(request, response);
    if (pathname.startsWith(adminPath)) {
      return admin(request, response, pathname.slice(adminPath.length), searchParams);
    }
    if (pathname === '/stack/tokens' && tokenDesk) return tokenDesk(request, response);
    const isRealm = /^(\/admin)?\/realms\//.test(pathname);
    throw new HttpRefusal(404, { error: isRealm ? 'Realm does not exist' : 'HTTP 404 Not Found' });
  }

  function realmView(): object {
    return {
      realm: realm.data.name,
      'token-service': `${provider.issuer}${protocolPath}`,
      'tokens-not-before': 0,
    };
  }

  return {
    handle(request: IncomingMessage, response: ServerResponse): void {
      route(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else if (error instanceof HttpRefusal) sendJson(response, error.status, error.body);
        else sendJson(response, 500, { error: 'unknown_error', error_description: String(error) });
      });
    },
    use(next: Provider): void {
      provider = next;
      answer = provider.callback();
    },
  };
}
