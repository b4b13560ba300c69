import { type Actor, anonymous, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { Unauthenticated } from '@ashlar/errors';
import {
  createIdempotency,
  type HttpServer,
  noContent,
  openApiDocument,
  operationsRoutes,
  route,
  signedIn,
} from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { walkContract } from '@ashlar/test-http';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { personalTokenRoutes } from './http/index.js';
import { authnEntities, createPersonalTokens } from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let server: HttpServer;
const ann: Actor = { kind: 'user', id: newId(), roles: ['member'] };
const base = '/api/data/user/tokens';

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), authnEntities));
  const logger = createRecordingLogger();
  const tokens = createPersonalTokens({ database });
  const prefix = '/api/data';
  const about = { title: 'Spec', version: '1.0.0', description: 'Spec.' };
  const operations = operationsRoutes({
    ...{
      ...about,
      name: 'spec',
      prefix,
      checks: [],
      isDraining: () => false,
      onFailedCheck: () => undefined,
    },
    document: () => openApiDocument(about, routes),
  });
  const echo = (method: 'get' | 'post') =>
    route({
      method,
      path: '/api/data/echoes',
      operationId: `${method}Echo`,
      summary: 'Nothing',
      tag: 'echoes',
      permission: signedIn(),
      idempotency: 'ignored',
      success: { status: 204, description: 'Nothing.' },
      handle: async () => noContent(),
    });
  const routes = [...operations, ...personalTokenRoutes({ tokens }), echo('get'), echo('post')];
  server = await startSpecServer({
    ...{ logger, metrics: createMetrics({ logger }), prefix, routes },
    idempotency: createIdempotency({ database }),
    authenticator: {
      async authenticate(authorization) {
        if (authorization === undefined) return anonymous;
        const token = authorization.replace('Bearer ', '');
        if (tokens.recognises(token)) return tokens.authenticate(token);
        if (token === 'ann') return ann;
        throw new Unauthenticated('not valid');
      },
    },
    authorizer: { assertPermission: () => undefined, authorize: async () => undefined },
  });
});
afterAll(async () => {
  await server.stop();
  await database.close();
  await testDatabase.drop();
});

async function call(method: string, path: string, token: string, body?: object, key?: string) {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(method === 'DELETE' && { 'if-match': '"1"' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const parsed = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  return { status: answer.status, headers: answer.headers, body: parsed };
}

it('the routes keep the conventions', async () => {
  const { faults } = await walkContract({
    baseUrl: server.url,
    documentPath: '/api/data/spec.json',
    tokens: { all: 'ann', expired: 'expired' },
  });
  expect(faults.filter((fault) => !/Echo|echoes/.test(fault))).toEqual([]);
});

it('a token is shown once, also to a repeated request, and works until it is revoked', async () => {
  const wanted = { name: 'laptop', scopes: ['read'] };
  const made = await call('POST', base, 'ann', wanted, 'key-1');
  expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^ashlar_pat_/) } });
  expect(made.headers.get('cache-control')).toBe('no-store');
  const id = String(made.body['id']);
  const secret = String(made.body['token']);
  expect(await call('POST', base, 'ann', wanted, 'key-1')).toMatchObject({
    status: 409,
    body: { error_code: 'IDEMPOTENT_REPLY_WITHHELD', details: { id } },
  });
  const shown = await call('GET', `${base}/${id}`, secret);
  expect(shown).toMatchObject({ status: 200, body: { id, name: 'laptop', version: 1 } });
  expect(shown.body).not.toHaveProperty('token');
  expect((await call('DELETE', `${base}/${id}`, secret)).status).toBe(403);
  expect((await call('DELETE', `${base}/${id}`, 'ann')).status).toBe(204);
  const refused = await call('GET', `${base}/${id}`, secret);
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toContain('Bearer');
});

it.each([
  [['read'], 204, 403],
  [['write'], 403, 204],
  [['echoes:read'], 204, 403],
  [['echoes:write', 'tokens:read'], 403, 204],
  [['storages:read', 'storages:write'], 403, 403],
])('scopes %j restrict what a token may do', async (scopes, get, post) => {
  const { body } = await call('POST', base, 'ann', { name: 'scoped', scopes });
  const secret = String(body['token']);
  expect((await call('GET', '/api/data/echoes', secret)).status).toBe(get);
  expect((await call('POST', '/api/data/echoes', secret)).status).toBe(post);
});

it('a scope is one that there is', async () => {
  const answer = await call('POST', base, 'ann', { name: 'odd', scopes: ['everything'] });
  expect(answer).toMatchObject({ status: 422, body: { error_code: 'UNPROCESSABLE' } });
});
