import { newId } from '@ashlar/database';
import { walkContract } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
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
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
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

/** A subject has one quota of a type, so every assignment takes a quota of a type of its own. */
async function makeQuotas(count: number): Promise<{ readonly types: string[]; readonly quotas: string[] }> {
  const types = Array.from({ length: count }, (_, n) => `WALK_${n}`);
  const quotas = types.map(() => newId());
  await root.query(
    `insert into quota.types (name, description, unit, periodic)
     select n, 'x', 'items', true from unnest($1::text[]) n`,
    [types],
  );
  await root.query(
    `insert into quota.templates (id, name, type)
     select i, i::text, n from unnest($1::uuid[], $2::text[]) t (i, n)`,
    [quotas, types],
  );
  return { types, quotas };
}

// Those of users, and what has no subject, are walked in the brick.
const subjects = /^\/api\/data\/(groups|projects|domains|platform)\//;

it('quotas of groups, projects, domains and the platform keep the conventions', async () => {
  const { types, quotas } = await makeQuotas(900);
  const policies = Array.from({ length: 30 }, () => newId());
  await root.query(
    `insert into quota.policies (id, kind, name) select i, 'project', i::text from unnest($1::uuid[]) i`,
    [policies],
  );
  const next = (pool: string[]): string => {
    const value = pool.pop();
    if (value === undefined) throw new Error('The walk needs more than was made for it');
    return value;
  };
  const { walked, faults } = await walkContract({
    baseUrl: service.url,
    documentPath: '/api/data/spec.json',
    tokens: {
      all: await identity.issueToken('admin'),
      expired: await identity.issueToken('admin', { ttlSeconds: -60 }),
    },
    where: ({ tags, template }) => tags.includes('quotas') && subjects.test(template),
    values: {
      parameters: { quota_id: () => next(quotas) },
      fields: {
        type: () => next(types),
        quota_id: () => next(quotas),
        policy_id: () => next(policies),
        namespace: () => 'admin',
      },
    },
  });
  expect(faults).toEqual([]);
  expect(Object.keys(walked)).toEqual(
    expect.arrayContaining(['consumeGroupQuota', 'putProjectQuotaAssignment', 'reserveDomainQuota']),
  );
}, 120_000);
