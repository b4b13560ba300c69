import { type Actor, anonymous, newId } from '@ashlar/database';
import { Forbidden, Unauthenticated } from '@ashlar/errors';
import { createIdempotency, type HttpServer, openApiDocument, operationsRoutes } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { assertProblem, createHttpClient, walkContract } from '@ashlar/test-http';
import { guardWebhooks } from './guard.js';
import { webhookRoutes } from './http/index.js';
import { openWorld, type World } from './webhooks.db.fixture.js';

const admin: Actor = { kind: 'user', id: newId(), roles: ['admin'] };
const member: Actor = { kind: 'user', id: newId(), roles: ['member'] };
const [theirs, others] = [newId(), newId()];
const domainAdmin: Actor = { kind: 'user', id: newId(), roles: ['member', theirs] };
let world: World;
let server: HttpServer;

beforeAll(async () => {
  world = await openWorld();
  const prefix = '/api/data';
  const about = { title: 'Spec', version: '1.0.0', description: 'Spec.' };
  const own = webhookRoutes({
    webhooks: guardWebhooks({
      database: world.database,
      webhooks: world.webhooks,
      administers: async ({ actor }, domainId) =>
        actor.roles.includes('admin') || (domainId !== undefined && actor.roles.includes(domainId)),
    }),
  });
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
  server = await startSpecServer({
    ...{ logger: world.logger, metrics: world.metrics, prefix, routes },
    idempotency: createIdempotency({ database: world.database }),
    authenticator: {
      async authenticate(authorization) {
        if (authorization === undefined) return anonymous;
        if (authorization === 'Bearer admin') return admin;
        if (authorization === 'Bearer member') return member;
        if (authorization === 'Bearer domain-admin') return domainAdmin;
        throw new Unauthenticated('not valid');
      },
    },
    authorizer: {
      assertPermission: () => undefined,
      async authorize({ actor }) {
        if (!actor.roles.includes('admin')) throw new Forbidden();
      },
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

describe('administrators of a domain', () => {
  const base = '/api/data/webhooks';
  const as = (token?: string) => createHttpClient(server.url, token);
  const input = (domainId?: string) => ({
    json: { name: 'Theirs', url: 'https://example.org/hook', ...(domainId && { domain_id: domainId }) },
  });
  const make = async (token: string, domainId?: string): Promise<string> => {
    const made = await as(token).call('POST', base, input(domainId));
    expect(made.status).toBe(201);
    return (made.json as { readonly id: string }).id;
  };

  it('make webhooks that get the events of their domain, and no others', async () => {
    const id = await make('domain-admin', theirs);
    const own = as('domain-admin');
    expect((await own.call('GET', `${base}/${id}`)).json).toMatchObject({ domain_id: theirs });
    assertProblem(await own.call('POST', base, input()), 403, 'FORBIDDEN');
    assertProblem(await own.call('POST', base, input(others)), 403, 'FORBIDDEN');
    assertProblem(await as('member').call('POST', base, input(theirs)), 403, 'FORBIDDEN');
    assertProblem(await as().call('POST', base, input(theirs)), 401, 'UNAUTHENTICATED');
    const headers = { 'If-Match': '"1"' };
    for (const domain of [null, others]) {
      const moved = await own.call('PATCH', `${base}/${id}`, { headers, json: { domain_id: domain } });
      assertProblem(moved, 403, 'FORBIDDEN');
    }
    expect((await own.call('PATCH', `${base}/${id}`, { headers, json: { name: 'Other' } })).status).toBe(200);
  });

  it('see theirs alone, and of others not even that they are there', async () => {
    const mine = await make('domain-admin', theirs);
    const platform = await make('admin');
    const foreign = await make('admin', others);
    const own = as('domain-admin');
    const headers = { 'If-Match': '"1"' };
    for (const id of [platform, foreign]) {
      const calls = [
        own.call('GET', `${base}/${id}`),
        own.call('PATCH', `${base}/${id}`, { headers, json: { domain_id: theirs } }),
        own.call('DELETE', `${base}/${id}`, { headers: { 'If-Match': '"1"' } }),
        own.call('POST', `${base}/${id}/rotate-secret`),
        own.call('GET', `${base}/${id}/deliveries`),
        own.call('POST', `${base}/${id}/replay`, { json: { since: '2026-01-01T00:00:00Z' } }),
      ];
      for (const answer of await Promise.all(calls)) assertProblem(answer, 404, 'WEBHOOK_NOT_FOUND');
    }
    const listed = await own.call('GET', `${base}?domain_id=${theirs}`);
    const items = JSON.stringify(listed.json);
    expect(items).toContain(mine);
    expect(items).not.toContain(platform);
    expect(items).not.toContain(foreign);
    assertProblem(await own.call('GET', base), 403, 'FORBIDDEN');
    assertProblem(await own.call('GET', `${base}?domain_id=${others}`), 403, 'FORBIDDEN');
    expect((await as('admin').call('GET', base)).status).toBe(200);
    expect((await own.call('POST', `${base}/${mine}/rotate-secret`)).status).toBe(200);
    expect(
      (await as('admin').call('DELETE', `${base}/${mine}`, { headers: { 'If-Match': '"2"' } })).status,
    ).toBe(204);
  });
});
