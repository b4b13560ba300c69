import { anonymous } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import { type HttpServer, openApiDocument, operationsRoutes } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createHttpClient, walkContract } from '@ashlar/test-http';
import { createHmac, randomBytes } from 'node:crypto';
import { createRunCallbacks } from '../call/callbacks.js';
import { ctx, openWorld, type World } from '../runs.db.fixture.js';
import { openDatabase } from '@ashlar/database/testing';
import type { Database } from '@ashlar/database';
import { createLaunches } from '../launches/launches.repository.js';
import { runCallbackRoutes } from './index.js';

const key = randomBytes(32);
let world: World;
/** With the rights of the data API. */
let dataDatabase: Database;
let server: HttpServer;
let run: string;

beforeAll(async () => {
  world = await openWorld();
  const { logger, metrics } = world;
  ({ database: dataDatabase } = await openDatabase(world.testDatabase.urlFor('data')));
  const runCallbacks = createRunCallbacks({
    launches: createLaunches({ database: dataDatabase }),
    keys: { find: (name) => Promise.resolve(name === 'science' ? [key] : []) },
    replayWindowMs: 300_000,
  });
  const prefix = '/api/data';
  const about = { title: 'Spec', version: '1.0.0', description: 'Spec.' };
  const operations = operationsRoutes({
    ...{ ...about, name: 'spec', prefix, checks: [], isDraining: () => false },
    onFailedCheck: () => undefined,
    document: () => openApiDocument(about, routes),
  });
  const routes = [...operations, ...runCallbackRoutes({ runCallbacks })];
  server = await startSpecServer({
    ...{ logger, metrics, prefix, routes },
    authenticator: {
      async authenticate(authorization) {
        if (authorization !== 'Bearer expired') return anonymous;
        throw new Unauthenticated('not valid');
      },
    },
    authorizer: { assertPermission: () => undefined, authorize: () => Promise.resolve() },
  });
});
beforeEach(async () => {
  run = await called();
});
afterAll(async () => {
  await server.stop();
  await dataDatabase.close();
  await world.close();
});

/** @returns the address of a run that was called. */
async function called(): Promise<string> {
  const request = { kind: 'http', key: randomBytes(8).toString('hex'), leaseMs: 0, signingKey: 'science' };
  const claimed = await world.launches.claim(ctx, request);
  return claimed.outcome === 'claimed' ? claimed.claim.id : '';
}

const signatureOf = (id: string, timestamp: number, payload: string): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`).digest('base64')}`;

const send = (payload: string, more: object = {}) => {
  const [id, timestamp] = ['msg_1', Math.floor(Date.now() / 1000)];
  const json = { id, timestamp, payload, signature: signatureOf(id, timestamp, payload), ...more };
  return createHttpClient(server.url).call('POST', `/api/data/run-callbacks/${run}`, { json });
};

it('the route keeps the conventions', async () => {
  const [id, timestamp] = ['msg_walk', Math.floor(Date.now() / 1000)];
  const callees = await Promise.all(Array.from({ length: 40 }, called));
  let payload = '';
  const { faults } = await walkContract({
    baseUrl: server.url,
    documentPath: '/api/data/spec.json',
    tokens: { all: 'anybody', expired: 'expired' },
    values: {
      parameters: {
        run_id() {
          const callee = callees.pop() ?? '';
          payload = JSON.stringify({ run: callee, state: 'running' });
          return callee;
        },
      },
      fields: {
        id: () => id,
        timestamp: () => timestamp,
        payload: () => payload,
        signature: () => signatureOf(id, timestamp, payload),
      },
    },
  });
  expect(faults).toEqual([]);
  expect(callees.length).toBeLessThan(40);
}, 60_000);

it('a signed callback is taken without a credential, and again', async () => {
  const links = [{ rel: 'result', href: 'https://example.org/1' }];
  const payload = JSON.stringify({ run, state: 'succeeded', message: 'all of it', links });
  expect((await send(payload)).status).toBe(204);
  expect((await send(payload)).status).toBe(204);
  await expect(world.launches.find(ctx, run)).resolves.toMatchObject({
    state: 'succeeded',
    message: 'all of it',
    links,
    finishedAt: expect.any(Date) as Date,
  });
  expect((await send(JSON.stringify({ run, state: 'failed' }))).status).toBe(409);
});

it('what is badly signed is refused before anything of it is read', async () => {
  const answer = await send('no json', { signature: 'v1,none' });
  expect(answer).toMatchObject({ status: 403, json: { error_code: 'RUN_CALLBACK_REFUSED' } });
});

it.each([
  ['no json', '', 'object'],
  ['{"run":"a"}', '/state', 'required'],
  ['{"state":"failed"}', '/run', 'required'],
  ['{"run":"a","state":"done"}', '/state', 'enum'],
  [
    '{"run":"a","state":"failed","links":[{"rel":"ui","href":"javascript:alert(1)"}]}',
    '/links/0/href',
    'rule',
  ],
])('a payload must say how it goes: %s', async (payload, pointer, rule) => {
  const { status, json } = await send(payload);
  expect(status).toBe(400);
  expect(json).toMatchObject({ details: { errors: [{ pointer, rule }] } });
});
