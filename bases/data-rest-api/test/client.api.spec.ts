import { createDataApiClient, type DataApiClient } from '@ashlar/api-client';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
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

function clientOf(name: string): DataApiClient {
  return createDataApiClient({ baseUrl: service.url, token: () => identity.issueToken(name) });
}

describe('the typed client', () => {
  it('makes, finds, changes and removes a storage', async () => {
    const api = clientOf('admin');
    const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' } as const;
    const made = await api.POST('/api/data/storages', { body: { name: 'Results', resource } });
    expect(made.response.status).toBe(201);
    if (!made.data) throw new Error('nothing was made');
    const path = { storage_id: made.data.id };

    const found = await api.GET('/api/data/storages', {
      params: { query: { ids: [path.storage_id], count: true } },
    });
    expect(found.data?.map(({ name }) => name)).toEqual(['Results']);
    expect(found.response.headers.get('x-total-count')).toBe('1');

    const header = { 'If-Match': made.response.headers.get('etag') ?? '' };
    const changed = await api.PATCH('/api/data/storages/{storage_id}', {
      params: { path, header },
      body: { description: 'All runs', enabled: false },
    });
    expect(changed.data).toMatchObject({ description: 'All runs', enabled: false, version: 2 });

    const stale = await api.DELETE('/api/data/storages/{storage_id}', { params: { path, header } });
    expect(stale.error?.error_code).toBe('PRECONDITION_FAILED');
    const current = { 'If-Match': changed.response.headers.get('etag') ?? '' };
    const removed = await api.DELETE('/api/data/storages/{storage_id}', {
      params: { path, header: current },
    });
    expect(removed.response.status).toBe(204);
    const gone = await api.GET('/api/data/storages/{storage_id}', { params: { path } });
    expect(gone.error).toMatchObject({ error_code: 'STORAGE_NOT_FOUND', http_status: 404 });
  });

  it('knows its caller, or that there is none', async () => {
    const { data } = await clientOf('alice').GET('/api/data/user');
    expect(data?.username).toBe('alice');
    const { error } = await createDataApiClient({ baseUrl: service.url }).GET('/api/data/user');
    expect(error?.error_code).toBe('UNAUTHENTICATED');
  });
});
