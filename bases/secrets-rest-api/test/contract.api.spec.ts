import { loadMigrations } from '@ashlar/schema';
import { createHttpClient, walkContract } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { deployable, secretsApi, startSecretsApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startSecretsApi>>;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  service = await startSecretsApi({
    DATABASE_URL: testDatabase.urlFor('secrets'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
}, 30_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
});

describe('the secrets API', () => {
  it('keeps the conventions in every operation that it documents', async () => {
    const { walked, faults } = await walkContract({
      baseUrl: service.url,
      documentPath: '/api/secrets/spec.json',
      tokens: {
        all: await identity.issueToken('admin'),
        expired: await identity.issueToken('admin', { ttlSeconds: -60 }),
      },
    });
    expect(faults).toEqual([]);
    expect(Object.keys(walked)).toContain('getReadiness');
  }, 60_000);

  it('serves the document that is made of it without starting it', async () => {
    const { json } = await createHttpClient(service.url).call('GET', '/api/secrets/spec.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(deployable.document())));
  });

  it('needs migrations that exist', () => {
    const names = loadMigrations().map(({ name }) => name);
    expect(
      secretsApi.needs.map(({ migration }) => migration).filter((name) => !names.includes(name)),
    ).toEqual([]);
  });
});
