import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import type { IdentityProvider } from './identity.types.js';

/** JSON of any shape; specs look into it with matchers. */
export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** Sends a request and reads JSON, or `{ text }` when it is something else. */
export async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } };
}

/** Posts a form to a protocol endpoint, as a confidential client when one is named. */
export function post(
  idp: IdentityProvider,
  endpoint: string,
  form: Record<string, string>,
  clientId?: string,
) {
  const credentials = clientId && Buffer.from(`${clientId}:${idp.secretOf(clientId)}`).toString('base64');
  return call(`${idp.issuer}/protocol/openid-connect/${endpoint}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: credentials ? { authorization: `Basic ${credentials}` } : {},
  });
}

export function logIn(idp: IdentityProvider, username: string, password = idp.passwordOf(username)) {
  return post(idp, 'token', {
    grant_type: 'password',
    client_id: 'ashlar-cli',
    username,
    password,
    scope: 'openid',
  });
}

/** Verifies as a service would, with keys fetched from the provider. */
export async function verify(idp: IdentityProvider, token: unknown): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${idp.issuer}/protocol/openid-connect/certs`));
  const { payload } = await jwtVerify(String(token), keys, {
    issuer: idp.issuer,
    audience: 'ashlar',
    requiredClaims: ['exp', 'iat', 'sub'],
  });
  return payload;
}

/** Calls the admin API as ashlar-sync, or as `name`. */
export function adminOf(idp: IdentityProvider, name = 'ashlar-sync') {
  const token = idp.issueToken(name);
  return async (method: string, path: string, body?: unknown): Promise<Answer> =>
    call(path.startsWith('http') ? path : `${idp.url}/admin/realms/ashlar/${path}`, {
      method,
      headers: { authorization: `Bearer ${await token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}
