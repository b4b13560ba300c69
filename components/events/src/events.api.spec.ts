import { type Actor, newId } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import type { HttpServer } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createHttpClient } from '@ashlar/test-http';
import { createEventReaders } from './index.js';
import { openWorld, type World } from './events.db.fixture.js';
import { eventRoutes } from './http/index.js';

const mine = newId();
const actors: Readonly<Record<string, Actor>> = {
  admin: { kind: 'user', id: newId(), roles: ['admin'] },
  member: { kind: 'user', id: newId(), roles: ['member'] },
  reader: { kind: 'service', id: 'reader', roles: [], scopes: ['events:read'] },
  narrow: { kind: 'service', id: 'narrow', roles: [], scopes: ['events:read', `domain:${mine}`] },
  other: { kind: 'service', id: 'other', roles: [], scopes: ['read'] },
};
let world: World;
let server: HttpServer;

beforeAll(async () => {
  world = await openWorld();
  server = await startSpecServer({
    logger: world.logger,
    metrics: world.metrics,
    routes: eventRoutes({
      feed: world.feed,
      readers: createEventReaders({ isAdministrator: async ({ actor }) => actor.roles.includes('admin') }),
      longestWaitMs: 10_000,
    }),
    authenticator: {
      async authenticate(authorization) {
        const actor = actors[authorization?.replace('Bearer ', '') ?? ''];
        if (!actor) throw new Unauthenticated();
        return actor;
      },
    },
    authorizer: { assertPermission: () => undefined, authorize: async () => undefined },
  });
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

interface Part {
  readonly events: readonly { readonly type: string; readonly domainid?: string; readonly data: object }[];
  readonly next: string;
  readonly error_code?: string;
}

async function ask(who: string, query = ''): Promise<{ readonly status: number; readonly body: Part }> {
  const { status, json } = await createHttpClient(server.url, who).call('GET', `/api/data/events${query}`);
  return { status, body: json as Part };
}

it('shows administrators and readers all, readers of one domain that domain, and nobody else anything', async () => {
  await world.tell(newId(), 1, mine);
  await world.tell(newId(), 2, newId());
  await world.tell(newId(), 3);
  for (const who of ['admin', 'reader']) expect((await ask(who)).body.events).toHaveLength(3);
  const { events } = (await ask('narrow')).body;
  expect(events).toMatchObject([{ type: 'lamp.changed', domainid: mine, data: { brightness: 1 } }]);
  expect((await ask('narrow', `?domain_id=${newId()}`)).status).toBe(403);
  expect((await ask('member')).status).toBe(403);
  expect((await ask('other')).status).toBe(403);
});

it('goes on from a cursor, from the end, and waits', async () => {
  const { body } = await ask('admin', '?after=latest');
  expect(body.events).toEqual([]);
  const waiting = ask('admin', `?after=${body.next}&wait=9`);
  await world.tell(newId(), 7);
  const { events, next } = (await waiting).body;
  expect(events).toMatchObject([{ data: { brightness: 7 } }]);
  expect((await ask('admin', `?after=${next}`)).body.events).toEqual([]);
});

it('refuses what is no cursor, and says that one has expired', async () => {
  const invalid = await ask('admin', '?after=abc');
  expect([invalid.status, invalid.body.error_code]).toEqual([400, 'EVENT_CURSOR_INVALID']);
  const foreign = Buffer.from('1.9000000000000000000.0').toString('base64url');
  const expired = await ask('admin', `?after=${foreign}`);
  expect([expired.status, expired.body.error_code]).toEqual([410, 'EVENT_CURSOR_EXPIRED']);
  expect((await ask('admin', '?wait=31')).status).toBe(400);
});
