import type { Database } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';

export interface Fixture {
  readonly database: Database;
  readonly testDatabase: TestDatabase;
  close(): Promise<void>;
}

/** A migrated database, as the login of a service (the data API unless said) or the superuser, and a pool to it. */
export async function openFixture({
  entities = [],
  as = 'data',
}: {
  readonly entities?: Parameters<typeof openDatabase>[1];
  readonly as?: 'data' | 'secrets' | 'worker' | 'superuser';
} = {}): Promise<Fixture> {
  const testDatabase = await createTestDatabase();
  // Plans that do not know the values, as they are once a statement has run a few times.
  const superuser = new pg.Client({ connectionString: testDatabase.url });
  await superuser.connect();
  await superuser.query(
    `do $$ begin execute format('alter database %I set plan_cache_mode = force_generic_plan', current_database()); end $$`,
  );
  await superuser.end();
  const url = as === 'superuser' ? testDatabase.url : testDatabase.urlFor(as);
  const limits = { statementTimeoutMs: 60_000, lockTimeoutMs: 20_000, retryDeadlineMs: 20_000 };
  const { database } = await openDatabase(url, entities, limits);
  return {
    database,
    testDatabase,
    async close() {
      await database.close();
      await testDatabase.drop();
    },
  };
}
