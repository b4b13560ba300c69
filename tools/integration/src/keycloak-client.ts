import { createHash, randomBytes } from 'node:crypto';
import type { Facts } from './server.types.js';

export type Json = Readonly<Record<string, unknown>>;

export const issuerOf = (facts: Facts): string => `${facts['KEYCLOAK_URL']}/realms/ashlar`;

/** Asks a token endpoint. @throws with the answer when it gives none. */
export async function askToken(issuer: string, form: Readonly<Record<string, string>>): Promise<Json> {
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const body = (await answer.json()) as Json;
  if (!answer.ok) throw new Error(`the token endpoint answered ${answer.status} ${JSON.stringify(body)}`);
  return body;
}

/** The admin API of the realm, as its administrator. */
export async function adminOf(
  facts: Facts,
): Promise<(method: string, path: string, body?: unknown) => Promise<unknown>> {
  const { access_token } = await askToken(`${facts['KEYCLOAK_URL']}/realms/master`, {
    ...{ grant_type: 'password', client_id: 'admin-cli', username: 'root' },
    password: facts['KEYCLOAK_ADMIN_PASSWORD'] ?? '',
  });
  return async (method, path, body) => {
    const answer = await fetch(`${facts['KEYCLOAK_URL']}/admin/realms/ashlar${path}`, {
      method,
      headers: { authorization: `Bearer ${String(access_token)}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
}

/** Signs in as a browser would: the form, its cookies, the code, and PKCE. */
export async function signInByCode(issuer: string, username: string, password: string): Promise<Json> {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'http://127.0.0.1/callback';
  const query = new URLSearchParams({
    ...{ client_id: 'ashlar-cli', response_type: 'code', scope: 'openid', redirect_uri: redirect },
    ...{ state: 'state', code_challenge_method: 'S256' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  });
  const page = await fetch(`${issuer}/protocol/openid-connect/auth?${query.toString()}`);
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const action = /action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&');
  if (action === undefined) throw new Error('the login page has no form');
  const answer = await fetch(action, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.join('; ') },
    body: new URLSearchParams({ username, password, credentialId: '' }),
  });
  const code = new URL(answer.headers.get('location') ?? 'about:blank').searchParams.get('code');
  if (code === null) throw new Error(`the login answered ${answer.status} without a code`);
  return askToken(issuer, {
    ...{ grant_type: 'authorization_code', client_id: 'ashlar-cli', redirect_uri: redirect },
    ...{ code, code_verifier: verifier },
  });
}
