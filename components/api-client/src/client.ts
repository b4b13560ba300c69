import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './generated/data-api.js';

export interface ClientOptions {
  /** Such as `https://data.example.org`. */
  readonly baseUrl: string;
  /** Asked before each request, so that a token can be renewed; undefined calls as nobody. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /** Instead of the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

export type DataApiClient = Client<paths>;

/** Every operation of the data API, typed: `api.GET('/api/data/storages/{storage_id}', { params: { path } })`. */
export function createDataApiClient({ baseUrl, token, fetch }: ClientOptions): DataApiClient {
  const client = createClient<paths>({
    baseUrl,
    ...(fetch && { fetch }),
    // The API reads repeated names: ids=a&ids=b.
    querySerializer: { array: { style: 'form', explode: true } },
  });
  client.use({
    async onRequest({ request }) {
      const current = await token?.();
      if (current !== undefined) request.headers.set('Authorization', `Bearer ${current}`);
      return request;
    },
  });
  return client;
}
