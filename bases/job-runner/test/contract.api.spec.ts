import { loadMigrations } from '@ashlar/schema';
import { createHttpClient, walkContract } from '@ashlar/test-http';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { deployable, startWorker, worker } from '../src/index.js';

let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startWorker>>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  service = await startWorker({
    DATABASE_URL: testDatabase.urlFor('worker'),
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
}, 30_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await testDatabase.drop();
}, 30_000);

describe('the worker', () => {
  it('keeps the conventions in every operation that it documents', async () => {
    const { walked, faults } = await walkContract({
      baseUrl: service.url,
      documentPath: '/api/worker/spec.json',
    });
    expect(faults).toEqual([]);
    expect(Object.keys(walked)).toContain('getReadiness');
  }, 60_000);

  it('serves the document that is made of it without starting it', async () => {
    const { json } = await createHttpClient(service.url).call('GET', '/api/worker/spec.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(deployable.document())));
  });

  it('needs migrations that exist', () => {
    const names = loadMigrations().map(({ name }) => name);
    expect(worker.needs.map(({ migration }) => migration).filter((name) => !names.includes(name))).toEqual(
      [],
    );
  });
});
