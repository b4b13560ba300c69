import type { Fleet } from './fleet.js';

/** One write, and how it ended for the client. */
export interface Write {
  readonly kind: 'create' | 'duplicate' | 'update';
  readonly name: string;
  readonly key: string;
  /** Of an update: what it changes, and the version it knows. */
  readonly target?: { readonly id: string; readonly version: number };
  /** `none`: the connection broke, so the client cannot know. */
  answer: Answer;
}

export type Answer =
  { readonly status: 'none' } | { readonly status: number; readonly id?: string; readonly version?: number };

interface StorageBody {
  readonly id?: string;
  readonly version?: number;
}

/** A client of the storages that sends each request once and says plainly when no answer came. */
export function createStorageClient(fleet: Fleet, token: string) {
  const authorization = `Bearer ${token}`;

  async function send(path: string, init: RequestInit): Promise<Response> {
    const { url } = await fleet.ready('data-api');
    return fetch(`${url}/api/data/storages${path}`, {
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string>) },
      signal: AbortSignal.timeout(20_000),
    });
  }

  return {
    async write({ kind, name, key, target }: Write): Promise<Answer> {
      try {
        const response =
          kind === 'update' && target
            ? await send(`/${target.id}`, {
                method: 'PATCH',
                headers: {
                  'content-type': 'application/merge-patch+json',
                  'if-match': `"${target.version}"`,
                },
                body: JSON.stringify({ description: key }),
              })
            : await send('', {
                method: 'POST',
                headers: { 'content-type': 'application/json', 'idempotency-key': key },
                body: JSON.stringify({
                  name,
                  resource: {
                    type: 's3',
                    endpoint: 'https://s3.example.org',
                    bucket: 'results',
                    region: 'eu-central-1',
                  },
                }),
              });
        const body = (await response.json()) as StorageBody;
        return { status: response.status, ...(response.ok && { id: body.id, version: body.version }) };
      } catch {
        return { status: 'none' };
      }
    },

    /** Ids of all storages, page by page, the way a client reads them. */
    async listIds(): Promise<string[]> {
      const ids: string[] = [];
      let path: string | undefined = '?size=100&sort=created_at';
      while (path !== undefined) {
        const response = await send(path, {});
        if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
        ids.push(...((await response.json()) as { id: string }[]).map(({ id }) => id));
        const next = /<([^>]+)>; rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
        path = next && new URL(next, 'http://localhost').search;
      }
      return ids;
    },
  };
}

export type StorageClient = ReturnType<typeof createStorageClient>;
