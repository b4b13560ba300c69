import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { migrateQueue } from '../index.js';

let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

describe('migrateQueue', () => {
  it('may run again, and several times at once', async () => {
    const levels = await Promise.all([1, 2, 3].map(() => migrateQueue({ url: test.url })));
    expect(new Set([...levels, await migrateQueue({ url: test.url })]).size).toBe(1);
  });

  it('lets the worker use the tables and not make any', async () => {
    await migrateQueue({ url: test.url });
    const client = new pg.Client({ connectionString: test.urlFor('worker') });
    await client.connect();
    try {
      await client.query('set search_path = bullmq');
      const added = client.query(
        `select id from add_jobs_bulk('ashlar', '[{"id": "1", "name": "lamp.press"}]') as t(id)`,
      );
      expect((await added).rows).toEqual([{ id: '1' }]);
      await expect(client.query('create table mine ()')).rejects.toThrow(/permission denied/);
      await expect(client.query('delete from migration')).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });

  it('gives the data API nothing', async () => {
    await migrateQueue({ url: test.url });
    const client = new pg.Client({ connectionString: test.urlFor('data') });
    await client.connect();
    try {
      await expect(client.query('select 1 from bullmq.job')).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });
});
