import { createTestDatabase, eventually, type TestDatabase } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { HistoryMismatchError, loadMigrations, migrate, type Migration, parseMigration } from './index.js';

let testDatabase: TestDatabase;
let url: string;

/** A database without Ashlar in it: the migrated one holds the server's group roles, this one nothing. */
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  const name = `empty_${randomBytes(8).toString('hex')}`;
  await sql(`create database ${name} template template0`, [], testDatabase.url);
  url = databaseUrl(name);
});
afterEach(async () => {
  await sql(`drop database ${new URL(url).pathname.slice(1)} with (force)`, [], testDatabase.url);
  await testDatabase.drop();
});

function databaseUrl(name: string, login?: { user: string; password: string }): string {
  const address = new URL(testDatabase.url);
  address.pathname = `/${name}`;
  if (login) Object.assign(address, { username: login.user, password: login.password });
  return address.href;
}

async function sql<T extends object>(text: string, parameters: unknown[] = [], at = url): Promise<T[]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query<T>(text, parameters)).rows;
  } finally {
    await client.end();
  }
}

async function applied(): Promise<string[]> {
  const rows = await sql<{ name: string }>('select name from schema.migrations order by name');
  return rows.map(({ name }) => name);
}

function history(...texts: readonly string[]): Migration[] {
  return texts.map((text, index) => parseMigration(`000${index + 1}-step.sql`, text));
}

const names = loadMigrations().map(({ name }) => name);

describe('migrate', () => {
  it('brings an empty database to the newest level, and then has nothing to do', async () => {
    const told: string[] = [];
    const first = await migrate({ url, onApplied: (name) => told.push(name) });
    expect(first).toEqual({ applied: names, level: names.at(-1) });
    expect(told).toEqual(names);
    expect(await migrate({ url })).toEqual({ applied: [], level: names.at(-1) });
    expect(await applied()).toEqual(names);
  });

  it('continues where an older release ended', async () => {
    const all = loadMigrations();
    await migrate({ url, migrations: all.slice(0, 2) });
    expect((await migrate({ url, migrations: all })).applied).toEqual(names.slice(2));
  });

  it('refuses an edited history before it changes anything', async () => {
    await migrate({ url, migrations: history('create table a ()') });
    const edited = history('create table a (id int)', 'create table b ()');
    const refusal = migrate({ url, migrations: edited });
    await expect(refusal).rejects.toBeInstanceOf(HistoryMismatchError);
    await expect(refusal).rejects.toThrow(/0001-step/);
    const renamed = [{ ...history('create table a ()')[0]!, name: '0001-other' }];
    await expect(migrate({ url, migrations: renamed })).rejects.toThrow(
      /another 0001-step than .*0001-other/,
    );
    expect(await applied()).toEqual(['0001-step']);
    expect(await sql(`select to_regclass('b') as b`)).toEqual([{ b: null }]);
  });

  it('refuses a database that is newer', async () => {
    const [one, two] = history('create table a ()', 'create table b ()');
    await migrate({ url, migrations: [one!, two!] });
    await expect(migrate({ url, migrations: [one!] })).rejects.toThrow(
      /0002-step, which is newer than this release/,
    );
  });

  it('applies each step once, however many jobs run', async () => {
    const steps = history('create table a ()', 'select pg_sleep(0.05)', 'create table b ()');
    const results = await Promise.all([1, 2, 3].map(() => migrate({ url, migrations: steps })));
    expect(results.flatMap((result) => result.applied)).toEqual(['0001-step', '0002-step', '0003-step']);
    expect(new Set(results.map(({ level }) => level))).toEqual(new Set(['0003-step']));
  });

  it('waits for another job no longer than it was told', async () => {
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('select pg_advisory_lock(4711001)');
    await expect(migrate({ url, migrations: history('select 1'), lockTimeoutMs: 50 })).rejects.toThrow(
      /lock timeout/,
    );
    await other.end();
    await eventually(
      async () => (await migrate({ url, migrations: history('select 1') })).applied.length === 1,
    );
  });

  it('keeps what came before a step that fails, and nothing of the step', async () => {
    const steps = history('create table a ()', 'create table b (); select 1 / 0', 'create table c ()');
    await expect(migrate({ url, migrations: steps })).rejects.toThrow(/0002-step failed: division by zero/);
    expect(await applied()).toEqual(['0001-step']);
    expect(await sql(`select to_regclass('b') as b`)).toEqual([{ b: null }]);
    const mended = history('create table a ()', 'create table b ()', 'create table c ()');
    expect((await migrate({ url, migrations: mended })).applied).toEqual(['0002-step', '0003-step']);
  });

  it('remembers which bricks a step breaks', async () => {
    await migrate({ url, migrations: history('select 1', '-- breaks: storage, users\nselect 1') });
    const rows = await sql('select breaks from schema.migrations order by name');
    expect(rows).toEqual([{ breaks: [] }, { breaks: ['storage', 'users'] }]);
  });
});

describe('an owner who is no superuser', () => {
  const owner = {
    user: `owner_${randomBytes(6).toString('hex')}`,
    password: randomBytes(12).toString('hex'),
  };

  async function ownUrl(): Promise<string> {
    const name = new URL(url).pathname.slice(1);
    await sql(`create role ${owner.user} login password '${owner.password}' nosuperuser nocreaterole`);
    await sql(`alter database ${name} owner to ${owner.user}`);
    return databaseUrl(name, owner);
  }
  afterEach(() =>
    sql(`drop owned by ${owner.user}`).then(() => sql(`reassign owned by ${owner.user} to current_user`)),
  );
  afterEach(async () => {
    await sql(`alter database ${new URL(url).pathname.slice(1)} owner to current_user`);
    await sql(`drop role ${owner.user}`);
  });

  it('applies all when the group roles exist', async () => {
    expect((await migrate({ url: await ownUrl() })).applied).toEqual(names);
    const [grants] = await sql<{ data: boolean; worker: boolean }>(`
      select has_table_privilege('ashlar_data', 'storage.storages', 'insert') as data,
             has_table_privilege('ashlar_worker', 'storage.storages', 'insert') as worker`);
    expect(grants).toEqual({ data: true, worker: false });
  });

  it('is told which role is missing', async () => {
    const [first] = loadMigrations();
    const missing = `ashlar_${randomBytes(4).toString('hex')}`;
    const asking = { ...first!, sql: first!.sql.replace("'ashlar_data'", `'${missing}'`) };
    await expect(migrate({ url: await ownUrl(), migrations: [asking] })).rejects.toThrow(
      new RegExp(`Role ${missing} is missing and may not be created here: create it`),
    );
    expect(await applied()).toEqual([]);
  });
});
