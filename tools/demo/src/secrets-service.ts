import type { World } from './world.js';

export interface SecretsAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/** A call of the secrets API, whose callers are services. */
export async function callSecrets<T>(
  { secretsUrl }: Pick<World, 'secretsUrl'>,
  token: string,
  {
    method = 'GET',
    path,
    body,
  }: { readonly method?: string; readonly path: string; readonly body?: unknown },
): Promise<SecretsAnswer<T>> {
  const response = await fetch(new URL(path, secretsUrl), {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}
