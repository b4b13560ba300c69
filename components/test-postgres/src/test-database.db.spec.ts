import pg from 'pg';
import { createLogins, createTestDatabase, LeakedConnectionsError } from './index.js';

async function connect(url: string, application = 'spec'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: application });
  // A backend that is ended from outside is what one spec asks for.
  client.on('error', () => {});
  await client.connect();
  return client;
}

describe('createTestDatabase', () => {
  it('gives a migrated database that nobody else has', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = await connect(one.url);
    await client.query('create table mine ()');
    const { rows } = await client.query<{ level: string }>(
      'select max(name) as level from schema.migrations',
    );
    await client.end();
    const other = await connect(two.url);
    const { rows: found } = await other.query<{ mine: string | null }>(`select to_regclass('mine') as mine`);
    await other.end();
    await Promise.all([one.drop(), two.drop()]);
    expect(rows[0]?.level).toMatch(/^\d{4}-/);
    expect(found).toEqual([{ mine: null }]);
  });

  it('opens it with the rights of one deployable', async () => {
    const database = await createTestDatabase();
    const rights: unknown[] = [];
    for (const role of ['data', 'secrets', 'worker'] as const) {
      const client = await connect(database.urlFor(role));
      const { rows } = await client.query(
        `select current_user as login, array_agg(rolname::text) filter (where pg_has_role(oid, 'usage')) as roles
         from pg_roles where rolname in ('ashlar_data', 'ashlar_secrets', 'ashlar_worker', 'postgres')`,
      );
      rights.push(...rows);
      await client.end();
    }
    await database.drop();
    expect(rights).toEqual([
      { login: 'ashlar_data_login', roles: ['ashlar_data'] },
      { login: 'ashlar_secrets_login', roles: ['ashlar_secrets'] },
      { login: 'ashlar_worker_login', roles: ['ashlar_worker'] },
    ]);
  });

  it('fails the spec that left a connection open, names it, and removes the database all the same', async () => {
    const database = await createTestDatabase();
    const leak = await connect(database.urlFor('worker'), 'forgetful');
    await leak.query(`select 'last words'`);
    const failure: unknown = await database.drop().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LeakedConnectionsError);
    expect(String(failure)).toMatch(/ashlar_worker_login, application "forgetful", idle.*last words/);
    await expect(connect(database.url)).rejects.toThrow('does not exist');
    await leak.end().catch(() => {});
  });

  it('gives everybody the same logins when several make them at once', async () => {
    const database = await createTestDatabase();
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => createLogins(database.url, { database: database.name })),
    );
    await database.drop();
    expect(new Set(made.map((urls) => JSON.stringify(urls))).size).toBe(1);
    expect(made[0]?.data).toBe(database.urlFor('data'));
  });
});
