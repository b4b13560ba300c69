import { createDataApiClient, type DataApiClient } from '@ashlar/api-client';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer of the typed client. */
interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The API said no. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly details: unknown;

  constructor(
    readonly status: number,
    url: string,
    problem: unknown,
  ) {
    const { error_code, detail, details } = { ...(problem as Record<string, unknown> | undefined) };
    super(`${new URL(url).pathname} answered ${status} ${String(error_code)}: ${String(detail)}`);
    this.code = String(error_code);
    this.details = details;
  }
}

/** What was answered. @throws {Refused} */
export async function must<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new Refused(response.status, response.url, error);
}

/** The same, with the version that the next change must name. */
export async function mustWithTag<T>(call: Promise<Answered<T>>): Promise<{ data: T; etag: string }> {
  const { data, error, response } = await call;
  if (response.ok) return { data: data as T, etag: response.headers.get('etag') ?? '' };
  throw new Refused(response.status, response.url, error);
}

/** How it was refused; undefined when it was not. */
export async function refusal(call: Promise<Answered<unknown>>): Promise<Refused | undefined> {
  const { error, response } = await call;
  return response.ok ? undefined : new Refused(response.status, response.url, error);
}

export const pageSize = 100;

/** All pages of a list, by its cursors. */
export async function allPages<T>(
  page: (query: { readonly size: number; readonly cursor?: string }) => Promise<Answered<readonly T[]>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let cursor: string | undefined; ;) {
    const { data, error, response } = await page({ size: pageSize, ...(cursor !== undefined && { cursor }) });
    if (!response.ok || !data) throw new Refused(response.status, response.url, error);
    all.push(...data);
    cursor = nextCursor(response.headers.get('link') ?? '', response.url);
    if (cursor === undefined) return all;
  }
}

function nextCursor(link: string, base: string): string | undefined {
  const next = /<([^>]*)>;\s*rel="?next"?/.exec(link)?.[1];
  return next === undefined ? undefined : (new URL(next, base).searchParams.get('cursor') ?? undefined);
}

/** How patient the clients were. */
export interface Traffic {
  requests: number;
  /** Answers that said to come back later. */
  waits: number;
}

const mostWaits = 20;
/** A limit of calls passes within a minute; a quota that is used up does not, and is an answer. */
const longestWaitS = 60;

/** A client that comes back when a limit or a dependency asks for it. */
export function createClient(
  baseUrl: string,
  token: () => string | Promise<string>,
  traffic: Traffic,
): DataApiClient {
  const patient = async (request: Request): Promise<Response> => {
    for (let waits = 0; ; waits += 1) {
      traffic.requests += 1;
      const response = await fetch(request.clone());
      const later = response.headers.get('retry-after');
      const isLater = response.status === 429 || response.status === 503;
      if (!isLater || later === null || Number(later) > longestWaitS || waits >= mostWaits) return response;
      await response.body?.cancel();
      traffic.waits += 1;
      // Not all at once again.
      await pause(Number(later) * 1_000 + Math.random() * 500);
    }
  };
  return createDataApiClient({ baseUrl, token, fetch: patient });
}
