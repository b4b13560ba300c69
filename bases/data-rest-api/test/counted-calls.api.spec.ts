import { createHttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let root: pg.Client;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
}, 60_000);
afterAll(async () => {
  await root.end();
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

it('calls of users are in the ledger of quotas once, when the service has stopped, and none was refused', async () => {
  const service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  let stopped = false;
  try {
    const admin = createHttpClient(service.url, await identity.issueToken('admin'));
    const quota = await admin.call('POST', '/api/data/quotas', {
      json: { name: 'Five calls', type: 'MAX_API_CALLS', value: { max: 5, period: { kind: 'month' } } },
    });
    expect(quota.status).toBe(201);
    const { id } = quota.json as { id: string };
    const given = await admin.call('PUT', `/api/data/quota-defaults/user/${id}`, {
      json: {},
      headers: { 'If-None-Match': '*' },
    });
    expect([given.status, given.text]).toEqual([201, expect.stringContaining(id)]);
    for (let call = 0; call < 8; call += 1) {
      expect((await admin.call('GET', '/api/data/quota-types')).status).toBe(200);
    }
    await service.lifecycle.stop('the spec looks at what is left');
    stopped = true;
    const { rows } = await root.query<{ used: string; limit_amount: string; ledger: string }>(
      `select used, limit_amount,
         (select sum(amount) from quota.ledger l where l.counter_id = c.id and l.kind = 'metered') as ledger
       from quota.counters c where type = 'MAX_API_CALLS' and subject_type = 'user'`,
    );
    expect(rows).toEqual([{ used: '10', limit_amount: '5', ledger: '10' }]);
  } finally {
    if (!stopped) await service.lifecycle.stop('the spec failed');
  }
}, 60_000);
