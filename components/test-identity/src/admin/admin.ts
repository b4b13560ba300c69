import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerOf, HttpRefusal, readJson, sendJson } from '../http.js';
import type { Realm } from '../realm.js';
import type { Tokens } from '../tokens.js';
import type { AdminRequest, AdminRoute } from './admin.types.js';
import { eventRoutes } from './events.js';
import { groupRoutes } from './groups.js';
import { roleRoutes } from './roles.js';
import { userRoutes } from './users.js';

/** The part of Keycloak's admin API that sync and import need, below `baseUrl`. */
export function createAdmin(deps: { realm: Realm; tokens: Tokens; baseUrl: string }) {
  const { realm, tokens, baseUrl } = deps;
  const routes = [
    ...userRoutes(realm),
    ...groupRoutes(realm),
    ...roleRoutes(realm),
    ...eventRoutes(realm),
  ].map((route) => ({ ...route, match: matcherOf(route.path) }));

  async function guard(request: IncomingMessage, role: AdminRoute['role']): Promise<AdminRequest['by']> {
    const claims = await tokens.verify(bearerOf(request) ?? '');
    if (!claims?.sub) throw new HttpRefusal(401, { error: 'HTTP 401 Unauthorized' });
    const user = realm.users.findUser(claims.sub);
    if (!user?.clientRoles['realm-management']?.includes(role)) {
      throw new HttpRefusal(403, { error: 'HTTP 403 Forbidden' });
    }
    const ipAddress = request.socket.remoteAddress ?? '';
    return { clientId: String(claims['azp']), userId: user.id, ipAddress };
  }

  /** `path` is what follows `baseUrl` and a slash. */
  return async (request: IncomingMessage, response: ServerResponse, path: string, query: URLSearchParams) => {
    const known = routes.flatMap((route) => {
      const params = route.match(path);
      return params ? [{ route, params }] : [];
    });
    const found = known.find(({ route }) => route.method === request.method);
    if (!found) {
      throw known.length > 0
        ? new HttpRefusal(405, { error: 'HTTP 405 Method Not Allowed' })
        : new HttpRefusal(404, { error: 'Unable to find matching target resource method' });
    }
    const { route, params } = found;
    const by = await guard(request, route.role);
    const body = await readJson(request);
    const reply = route.handle({ params, query, body, by, baseUrl });
    sendJson(response, reply.status, reply.body, reply.location ? { location: reply.location } : {});
  };
}

/** Literal parts win over `:name` parts because the routes with them come first. */
function matcherOf(pattern: string): (path: string) => Record<string, string> | undefined {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const expression = new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`);
  return (path) => {
    const match = expression.exec(path);
    return (
      (match &&
        Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')]))) ??
      undefined
    );
  };
}
