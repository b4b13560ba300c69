import { assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { startDataApi } from '../src/index.js';

const board = '/api/data/jobs-board';
const failed = '018f0000-0000-7000-8000-00000000000a';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let superuser: pg.Pool;
const services: Awaited<ReturnType<typeof startDataApi>>[] = [];

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  superuser = new pg.Pool({ connectionString: testDatabase.url, max: 1 });
  await superuser.query(
    `insert into message_queue.outbox (id, job, payload_version, payload, options, state, ended_at, last_error)
     values ($1, 'lamp.press', 1, '{"lamp": "hall"}', '{}', 'failed', now(), 'no power')`,
    [failed],
  );
}, 30_000);
afterAll(async () => {
  for (const { lifecycle } of services) await lifecycle.stop('the spec is done');
  await superuser.end();
  await identity.stop();
  await testDatabase.drop();
});

async function start(mode?: string): Promise<HttpClient> {
  const service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
    ...(mode !== undefined && { ASHLAR_JOBS_BOARD: mode }),
  });
  services.push(service);
  return createHttpClient(service.url);
}

const retry = `${board}/api/queues/jobs/${failed}/retry`;
const listed = `${board}/api/queues?activeQueue=jobs&status=failed&page=1&jobsPerPage=10`;

async function state(): Promise<unknown> {
  const { rows } = await superuser.query<{ state: string }>('select state from message_queue.outbox');
  return rows.map((row) => row.state);
}

describe('the board of jobs', () => {
  it('shows administrators of the platform what there is, and lets them change nothing', async () => {
    const anybody = await start();
    const bob = anybody.as(await identity.issueToken('bob'));
    const admin = anybody.as(await identity.issueToken('admin'));
    for (const path of [board, listed]) {
      assertProblem(await anybody.call('GET', path), 401, 'UNAUTHENTICATED');
      assertProblem(await bob.call('GET', path), 403, 'FORBIDDEN');
    }
    assertProblem(await anybody.call('PUT', retry), 401, 'UNAUTHENTICATED');
    assertProblem(await bob.call('PUT', retry), 403, 'FORBIDDEN');
    const page = await admin.call('GET', `${board}/`);
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain('<title>');
    const list = await admin.call('GET', listed);
    expect(list.json).toMatchObject({ queues: [{ readOnlyMode: true, jobs: [{ id: failed }] }] });
    assertProblem(await admin.call('PUT', retry), 405, 'METHOD_NOT_ALLOWED');
    expect(await state()).toEqual(['failed']);
  });

  it('has buttons where the operator wants them, for nobody else', async () => {
    const anybody = await start('write');
    assertProblem(await anybody.as(await identity.issueToken('bob')).call('PUT', retry), 403, 'FORBIDDEN');
    expect(await state()).toEqual(['failed']);
    const admin = anybody.as(await identity.issueToken('admin'));
    expect((await admin.call('PUT', retry)).status).toBe(204);
    expect(await state()).toEqual(['waiting']);
  });

  it('is not there where the operator does not want it', async () => {
    const admin = (await start('off')).as(await identity.issueToken('admin'));
    assertProblem(await admin.call('GET', `${board}/`), 404, 'ROUTE_NOT_FOUND');
  });
});
