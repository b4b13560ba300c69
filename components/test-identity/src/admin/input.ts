import { HttpRefusal } from '../http.js';

// Reads of untrusted input. What has the wrong type is refused as Keycloak's JSON reader refuses it.

export function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw unreadable();
}

export function listOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  throw unreadable();
}

export function textOf(body: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = body[field] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw unreadable();
}

export function flagOf(body: Readonly<Record<string, unknown>>, field: string): boolean | undefined {
  const value = body[field] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw unreadable();
}

export function attributesOf(body: Readonly<Record<string, unknown>>): Record<string, string[]> | undefined {
  if (body['attributes'] == null) return undefined;
  return Object.fromEntries(
    Object.entries(objectOf(body['attributes'])).map(([name, values]) => [
      name,
      (Array.isArray(values) ? values : [values]).map(String),
    ]),
  );
}

export function queryFlag(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  return value === null ? undefined : value === 'true';
}

/** `first` and `max` of the query. A `max` below zero means all. */
export function pageOf<T>(items: readonly T[], query: URLSearchParams, defaultMax: number): T[] {
  const first = Math.max(0, numberOf(query, 'first', 0));
  const max = numberOf(query, 'max', defaultMax);
  return items.slice(first, max < 0 ? undefined : first + max);
}

function numberOf(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  if (/^-?\d+$/.test(value)) return Number(value);
  // Keycloak cannot find a method for such a parameter.
  throw new HttpRefusal(404, { error: 'HTTP 404 Not Found' });
}

function unreadable(): HttpRefusal {
  return new HttpRefusal(400, { error: 'unable to read contents from stream' });
}
