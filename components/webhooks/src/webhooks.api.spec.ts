import { type Actor, anonymous, newId } from '@ashlar/database';
import { Forbidden, Unauthenticated } from '@ashlar/errors';
import {
  createIdempotency,
  type HttpServer,
  openApiDocument,
  operationsRoutes,
  startHttpServer,
} from '@ashlar/http';
import { createHttpClient, walkContract } from '@ashlar/test-http';
import { webhookRoutes } from './http/index.js';
import { openWorld, type World } from './webhooks.db.fixture.js';

const admin: Actor = { kind: 'user', id: newId(), roles: ['admin'] };
const member: Actor = { kind: 'user', id: newId(), roles: ['member'] };
let world: World;
let server: HttpServer;

beforeAll(async () => {
  world = await openWorld();
  const prefix = '/api/data';
  const about = { title: 'Spec', version: '1.0.0', description: 'Spec.' };
  const own = webhookRoutes({ webhooks: world.webhooks, permission: 'platform.update' });
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
  const routes = [...operations, ...own];
  server = await startHttpServer({
    config: {
      ...{ host: '127.0.0.1', port: 0, publicUrl: undefined, corsOrigins: [], rateLimit: 1 },
      ...{ trustedProxies: 0, requestTimeoutMs: 20_000, drainMs: 0, stopDeadlineMs: 5_000 },
    },
    ...{ logger: world.logger, metrics: world.metrics, prefix, routes },
    idempotency: createIdempotency({ database: world.database }),
    authenticator: {
      async authenticate(authorization) {
        if (authorization === undefined) return anonymous;
        if (authorization === 'Bearer admin') return admin;
        if (authorization === 'Bearer member') return member;
        throw new Unauthenticated('not valid');
      },
    },
    authorizer: {
      assertPermission: () => undefined,
      async authorize({ actor }) {
        if (!actor.roles.includes('admin')) throw new Forbidden();
      },
    },
    rateLimiter: {
      take: async () => ({ allowed: true, limit: 9, windowSeconds: 60, remaining: 8, resetSeconds: 60 }),
    },
  });
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

it('the routes keep the conventions', async () => {
  const { faults, walked } = await walkContract({
    baseUrl: server.url,
    documentPath: '/api/data/spec.json',
    tokens: { all: 'admin', expired: 'expired' },
  });
  expect(faults).toEqual([]);
  expect(walked).toHaveProperty('replayWebhook');
});

it('the secret is shown when it is made and when it is replaced, and at no other time', async () => {
  const client = createHttpClient(server.url, 'admin');
  const base = '/api/data/webhooks';
  const made = await client.call('POST', base, { json: { name: 'Spec', url: 'https://example.org/hook' } });
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
  const { id, secret } = made.json as { readonly id: string; readonly secret: string };
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const rotated = await client.call('POST', `${base}/${id}/rotate-secret`);
  expect(rotated.json).toMatchObject({ id, version: 2, secret: expect.not.stringMatching(secret) as string });
  expect((await client.call('GET', `${base}/${id}`)).json).not.toHaveProperty('secret');
  const replay = await client.call('POST', `${base}/${id}/replay`, {
    json: { since: '2026-01-01T00:00:00Z' },
  });
  expect([replay.status, replay.headers.get('location')]).toEqual([202, `${base}/${id}/deliveries`]);
  const empty = await client.call('POST', `${base}/${id}/replay`, { json: {} });
  expect(empty.status).toBe(400);
});
