import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { migrateQueue } from '../index.js';

/**
 * What BullMQ does not promise: a pool that is one open client adds its jobs within that client's transaction. It
 * holds in the release that is pinned. Why jobs do not commit this way all the same: docs/adr/0005.
 */
describe('BullMQ on a client with an open transaction', () => {
  let test: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    test = await createTestDatabase();
    await migrateQueue({ url: test.url });
    client = new pg.Client({ connectionString: test.url, options: '-c search_path=bullmq' });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await test.drop();
  });

  const addThenEndWith = async (end: 'commit' | 'rollback', id: string): Promise<void> => {
    const queue = new (withBackend(createPostgresBackend).Queue)('ashlar', { connection: poolOver(client) });
    await queue.waitUntilReady();
    await client.query('begin');
    await queue.addBulk([{ name: 'lamp.press', data: {}, opts: { jobId: id } }]);
    await client.query(end);
    await queue.close();
  };

  const queued = async (): Promise<readonly unknown[]> => {
    const other = new pg.Client({ connectionString: test.url });
    await other.connect();
    try {
      return (await other.query('select id from bullmq.job')).rows;
    } finally {
      await other.end();
    }
  };

  it('has what commits and nothing that is rolled back', async () => {
    await addThenEndWith('rollback', 'gone');
    expect(await queued()).toEqual([]);
    await addThenEndWith('commit', 'kept');
    expect(await queued()).toEqual([{ id: 'kept' }]);
  });
});

/** As much of a pool as BullMQ asks of one to add jobs. */
function poolOver(client: pg.Client): pg.Pool {
  const query = client.query.bind(client);
  const nothing = (): void => undefined;
  const one = { query, release: nothing, on: nothing, off: nothing, removeListener: nothing };
  const pool = { ...one, connect: async () => one, end: async () => undefined, totalCount: 1 };
  return pool as unknown as pg.Pool;
}
