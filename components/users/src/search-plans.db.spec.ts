import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';

let testDatabase: TestDatabase;
let root: pg.Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  await root.query(
    `insert into users.users (id, issuer, subject, username, email, full_name, display_name)
     select gen_random_uuid(), 'i', n::text, md5(n::text || 'u'), md5(n::text || 'e') || '@example.org',
       md5(n::text || 'f'), md5(n::text || 'd') from generate_series(1, 8000) n`,
  );
  await root.query('vacuum analyze users.users');
}, 60_000);
afterAll(async () => {
  await root.end();
  await testDatabase.drop();
});

it('a part of a name or an address is found by an index', async () => {
  const columns = ['username', 'email', 'full_name', 'display_name'];
  const where = columns.map((column) => `${column} ilike '%a1b2c3d4%'`).join(' or ');
  const { rows } = await root.query<{ 'QUERY PLAN': string }>(
    `explain select * from users.users where ${where}`,
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan.split('on users_text')).toHaveLength(columns.length + 1);
  expect(plan).not.toContain('Seq Scan');
});
