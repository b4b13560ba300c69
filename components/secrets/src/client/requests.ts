import { SecretsRefused } from './refused.js';

/** Where something is asked for, and who asks. */
export interface ServiceRequest {
  readonly url: URL;
  /** The credential of the calling service; asked for each request. */
  readonly token: () => string | Promise<string>;
  readonly body: object;
  readonly timeoutMs: number;
}

/** @throws {SecretsRefused} for every answer that is none. */
export async function askForGrant({ url, token, body, timeoutMs }: ServiceRequest): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { Authorization: `Bearer ${await token()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json().catch(() => undefined)) as
    { readonly token?: string; readonly error_code?: string } | undefined;
  if (!response.ok || answer?.token === undefined)
    throw new SecretsRefused(response.status, answer?.error_code);
  return answer.token;
}

/** A grant for the credentials of a storage, or for those of a test. */
export interface StorageGrantOptions extends Pick<ServiceRequest, 'token'> {
  /** Of the data API, without the path: `https://data.example.org`. */
  readonly dataUrl: string;
  /** Stored credentials, or those that a test tries before they are kept. */
  readonly about: 'storage' | 'check';
  readonly id: string;
  readonly purpose: string;
  /** Digest of where the credentials will be sent. */
  readonly target: string;
  /** Default 5,000 ms. */
  readonly timeoutMs?: number;
}

/**
 * For the service that tests storages. The data API gives it for the endpoint and bucket that the storage has now.
 * @throws {SecretsRefused}
 */
export function requestStorageGrant({
  dataUrl,
  token,
  about,
  id,
  purpose,
  target,
  timeoutMs = 5_000,
}: StorageGrantOptions): Promise<string> {
  const body = { about, id, purpose, target };
  return askForGrant({ url: new URL('/api/data/storage-grants', dataUrl), token, body, timeoutMs });
}

/** A service that signs in with the identity provider. */
export interface ClientTokenOptions {
  /** Of OpenID Connect. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default 5,000 ms. */
  readonly timeoutMs?: number;
}

/** Its credential, kept for half of its life. @throws {SecretsRefused} when the provider gives none. */
export function createClientToken({
  tokenUrl,
  clientId,
  clientSecret,
  timeoutMs = 5_000,
}: ClientTokenOptions): () => Promise<string> {
  let known: { readonly text: string; readonly until: number } | undefined;
  return async () => {
    if (known && known.until > performance.now()) return known.text;
    const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    const response = await fetch(tokenUrl, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: text, expires_in: seconds = 0 } = ((await response.json().catch(() => undefined)) ??
      {}) as { readonly access_token?: string; readonly expires_in?: number };
    if (!response.ok || typeof text !== 'string') throw new SecretsRefused(response.status, undefined);
    known = { text, until: performance.now() + seconds * 500 };
    return text;
  };
}
