/** What goes out beyond method and address. */
export interface CallOptions {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is; give it a Content-Type. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the client's own; null sends none. */
  readonly token?: string | null;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when there is none, or it is something else. */
  readonly json: unknown;
}

/** Calls one service, with one caller's token. */
export interface HttpClient {
  readonly baseUrl: string;
  /** @param address path and query, below the base URL. */
  call(method: string, address: string, options?: CallOptions): Promise<Answer>;
  /** The same service, as somebody else; null is nobody. */
  as(token: string | null): HttpClient;
}

/** A client that follows no redirect and takes every status for an answer. */
export function createHttpClient(baseUrl: string, token: string | null = null): HttpClient {
  return {
    baseUrl,
    as: (other) => createHttpClient(baseUrl, other),
    async call(method, address, { json, body, headers = {}, token: own = token } = {}) {
      const payload = json === undefined ? body : JSON.stringify(json);
      const response = await fetch(new URL(address, baseUrl), {
        method,
        redirect: 'manual',
        headers: {
          ...(own !== null && { Authorization: `Bearer ${own}` }),
          ...(json !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(payload !== undefined && { body: payload }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: asJson(text) };
    },
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
