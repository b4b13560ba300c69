import { HttpRefusal } from '../http.js';
import type { Realm } from '../realm.js';
import type { AdminRoute } from './admin.types.js';
import { pageOf } from './input.js';

const defaultMax = 100;
const dayMs = 24 * 60 * 60 * 1000;

export function eventRoutes(realm: Realm): AdminRoute[] {
  const { events } = realm;
  return [
    {
      method: 'GET',
      path: 'admin-events',
      role: 'view-events',
      handle: ({ query }) => {
        const path = pathTest(query.get('resourcePath'));
        const operation = oneOf(query, 'operationTypes');
        const resource = oneOf(query, 'resourceTypes');
        const client = query.get('authClient');
        const user = query.get('authUser');
        const found = inOrder(events.adminEvents(), query).filter(
          (event) =>
            operation(event.operationType) &&
            resource(event.resourceType) &&
            path(event.resourcePath) &&
            (client === null || event.authDetails.clientId === client) &&
            (user === null || event.authDetails.userId === user),
        );
        return { status: 200, body: pageOf(found, query, defaultMax) };
      },
    },
    {
      method: 'GET',
      path: 'events',
      role: 'view-events',
      handle: ({ query }) => {
        const type = oneOf(query, 'type');
        const client = query.get('client');
        const user = query.get('user');
        const found = inOrder(events.loginEvents(), query).filter(
          (event) =>
            type(event.type) &&
            (client === null || event.clientId === client) &&
            (user === null || event.userId === user),
        );
        return { status: 200, body: pageOf(found, query, defaultMax) };
      },
    },
  ];
}

/** Newest first unless `direction=asc`, between `dateFrom` and `dateTo`, both days included. */
function inOrder<E extends { readonly time: number }>(events: readonly E[], query: URLSearchParams): E[] {
  const from = timeOf(query.get('dateFrom'), 0) ?? -Infinity;
  const to = timeOf(query.get('dateTo'), dayMs - 1) ?? Infinity;
  const found = events.filter(({ time }) => time >= from && time <= to);
  return query.get('direction') === 'asc' ? found : found.reverse();
}

/** Milliseconds, or a day, of which `withinDay` is the moment meant. */
function timeOf(text: string | null, withinDay: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(day)) return day + withinDay;
  throw new HttpRefusal(400, {
    error: `Invalid value for 'Date', expected format is yyyy-MM-dd or an Epoch timestamp.`,
  });
}

function oneOf(query: URLSearchParams, name: string): (value: string) => boolean {
  const wanted = query.getAll(name);
  return (value) => wanted.length === 0 || wanted.includes(value);
}

/** `*` stands for any text. */
function pathTest(pattern: string | null): (path: string) => boolean {
  if (pattern === null) return () => true;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return (path) => expression.test(path);
}
