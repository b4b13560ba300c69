import { loadMigrations } from '@ashlar/schema';
import { assertProblem, createHttpClient, type HttpClient, walkContract } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import { dataApi, deployable, startDataApi } from '../src/index.js';

type Service = Awaited<ReturnType<typeof startDataApi>>;

/** In their bricks, and quotas in a spec of their own: with rows that are made for it. */
const walkedElsewhere = [
  ...['eom-storages', 'storage-credentials', 'storage-checks'],
  ...['quotas', 'eom-quotas', 'secrets', 'secret-grants', 'webhooks', 'run-callbacks'],
  ...['pipelines', 'pipeline-streams', 'pipeline-hooks'],
  ...['schedules', 'scheduled-sessions', 'backend-ai'],
];

/** Passwords are what takes time to make, and nobody here logs in with one. */
const people = Array.from({ length: 450 }, (_, n) => ({
  username: `person${n}`,
  realmRoles: ['ashlar-user'],
}));

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Service;
let alice: HttpClient;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([
    startIdentityProvider({ users: people }),
    createTestDatabase(),
  ]);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_INVITATION_KEYS: randomBytes(32).toString('base64'),
    ASHLAR_KEY_PAIR_KEYS: randomBytes(32).toString('base64'),
    ASHLAR_CONFIG_BUNDLE_KEY: randomBytes(32).toString('base64'),
    ASHLAR_PIPELINES_KEY: randomBytes(32).toString('hex'),
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  alice = createHttpClient(service.url, await identity.issueToken('alice'));
}, 30_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
});

describe('the data API', () => {
  it('keeps the conventions in every operation that it documents', async () => {
    const { id: aliceId } = (await alice.call('GET', '/api/data/user')).json as { id: string };
    const anybody = createHttpClient(service.url);
    // Some operations are the end of whom they are about.
    const crowd: string[] = [];
    for (const { username } of people) {
      const { json } = await anybody.as(await identity.issueToken(username)).call('GET', '/api/data/user');
      crowd.push((json as { id: string }).id);
    }
    const token = await identity.issueToken('admin');
    const { json: project } = await anybody
      .as(token)
      .call('POST', '/api/data/projects', { json: { namespace: 'alice', name: 'Pinned' } });
    const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };
    const { json: storage } = await anybody
      .as(token)
      .call('POST', '/api/data/storages', { json: { name: 'Mounted', resource } });
    const { walked, faults } = await walkContract({
      baseUrl: service.url,
      documentPath: '/api/data/spec.json',
      tokens: {
        all: token,
        expired: await identity.issueToken('admin', { ttlSeconds: -60 }),
      },
      where: ({ tags }) => !tags.some((tag) => walkedElsewhere.includes(tag)),
      values: {
        parameters: { user_id: () => crowd.pop() ?? '', member_id: () => aliceId, path: () => 'alice' },
        fields: {
          namespace: () => 'admin',
          from_type: () => 'user',
          from_id: () => aliceId,
          id: () => (project as { id: string }).id,
          storage_id: () => (storage as { id: string }).id,
        },
      },
    });
    expect(faults).toEqual([]);
    expect(Object.keys(walked)).toEqual(
      expect.arrayContaining([
        ...['getUser', 'listStorages', 'createStorage', 'updateStorage', 'deleteStorage'],
        ...['listStorageMounts', 'createStorageMount', 'updateStorageMount', 'deleteStorageMount'],
      ]),
    );
  }, 600_000);

  it('serves the document that is made of it without starting it', async () => {
    const { json } = await alice.call('GET', '/api/data/spec.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(deployable.document())));
  });

  it('is ready, and knows its caller', async () => {
    expect((await alice.call('GET', '/readyz')).status).toBe(200);
    expect((await alice.call('GET', '/api/data/user')).json).toMatchObject({ username: 'alice' });
  });

  it('lets members read the platform storages and change none', async () => {
    expect((await alice.call('GET', '/api/data/storages')).status).toBe(200);
    const json = {
      name: 'x',
      resource: { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' },
    };
    assertProblem(await alice.call('POST', '/api/data/storages', { json }), 403, 'FORBIDDEN');
  });

  it('needs migrations that exist', () => {
    const names = loadMigrations().map(({ name }) => name);
    expect(dataApi.needs.map(({ migration }) => migration).filter((name) => !names.includes(name))).toEqual(
      [],
    );
  });
});
