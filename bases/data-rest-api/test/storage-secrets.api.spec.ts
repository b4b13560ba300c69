import { createHttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let root: pg.Client;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await root.end();
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

const secretsOf = async (id: string): Promise<number> =>
  (await root.query('select 1 from secrets.secrets where owner_id = $1', [id])).rows.length;

it('the secrets of a storage go with it, and those of others stay', async () => {
  const admin = createHttpClient(service.url, await identity.issueToken('admin'));
  const make = async (name: string): Promise<string> => {
    const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };
    const made = await admin.call('POST', '/api/data/storages', { json: { name, resource } });
    expect(made.status).toBe(201);
    const { id } = made.json as { id: string };
    await root.query(
      `insert into secrets.secrets (id, domain_id, owner_type, owner_id, kind, name, default_filename, current_version)
       values ($1, '00000000-0000-7000-8000-000000000001', 'storage', $2, 'storage', 'key', 'key', 1)`,
      [randomUUID(), id],
    );
    return id;
  };
  const [going, staying] = [await make('Going'), await make('Staying')];
  const remove = (version: string) =>
    admin.call('DELETE', `/api/data/storages/${going}`, { headers: { 'If-Match': version } });
  expect((await remove('"99"')).status).toBe(412);
  expect(await secretsOf(going)).toBe(1);
  expect((await remove('*')).status).toBe(204);
  expect([await secretsOf(going), await secretsOf(staying)]).toEqual([0, 1]);
});
