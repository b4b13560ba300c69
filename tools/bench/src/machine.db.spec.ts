import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { describePostgres } from './machine.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('settings are those of the server, not of its documentation', async () => {
  const facts = await describePostgres(database.url);
  // The server of a test run flushes nothing.
  expect(facts).toMatchObject({
    'postgresql fsync': 'off',
    'postgresql synchronous_commit': 'off',
    'postgresql max_connections': '200',
  });
  expect(facts['postgresql server_version']).toMatch(/^\d+/);
});
