import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type DataSide, openDataSide, person } from './secrets.fixture.js';

let side: DataSide;
let asData: pg.Client;
const ann = person();
const ben = person();
const plaintext = 'correct horse battery staple';

beforeAll(async () => {
  side = await openDataSide();
  for (const { ctx, owner } of [ann, ben]) {
    await side.secrets.create(ctx, owner, { name: 'kept', kind: 'general', value: Buffer.from(plaintext) });
  }
  asData = new pg.Client({ connectionString: side.testDatabase.urlFor('data') });
  await asData.connect();
});
afterAll(async () => {
  await asData.end();
  await side.close();
});

async function codeOf(sql: string): Promise<string> {
  try {
    await asData.query(sql);
    return 'done';
  } catch (error) {
    return (error as { readonly code?: string }).code ?? 'unknown';
  }
}
const denied = '42501';

describe('the login of the data API', () => {
  it.each([
    'enc',
    'sealed_key',
    'ciphertext',
    'nonce',
    'tag',
    'commitment',
    'signature',
    'recipient_key_id',
    '*',
  ])('cannot read %s of any value', async (column) => {
    expect(await codeOf(`select ${column} from secrets.versions`)).toBe(denied);
  });

  it.each([
    'select wrapped from secrets.owner_keys',
    'select * from secrets.owner_keys',
    'select ring_key_id from secrets.owner_keys',
    'select * from secrets.ring_keys',
    'select * from secrets.wraps',
    'select * from secrets.audit',
    'select * from secrets.heads',
    'select * from secrets.used_grants',
    'update secrets.owner_keys set wrapped = null',
    "update secrets.owner_keys set public_key = decode(repeat('00', 32), 'hex')",
    "insert into secrets.owner_keys (id) values ('00000000-0000-7000-8000-000000000009')",
    'update secrets.versions set ciphertext = null',
    'update secrets.versions set enc = null, sealed_key = null',
    "update secrets.secrets set owner_id = '00000000-0000-7000-8000-000000000009'",
    "update secrets.secrets set kind = 'storage'",
    'copy secrets.versions to stdout',
  ])('cannot: %s', async (sql) => {
    expect(await codeOf(sql)).toBe(denied);
  });

  it('sees no row of an owner that it did not name, and gives no key of one to another', async () => {
    const count = async (table: string) =>
      Number(
        (await asData.query(`select count(*) from secrets.${table} where owner_id is not null`)).rows[0]
          ?.count,
      );
    expect([await count('secrets'), await count('owner_keys')]).toEqual([0, 0]);
    await asData.query(`select set_config('ashlar.secrets_owner', $1, false)`, [ann.id]);
    expect([await count('secrets'), await count('owner_keys')]).toEqual([1, 1]);
    const stolen = await asData.query(
      `update secrets.owner_keys set owner_id = $1 where owner_id is not null`,
      [ann.id],
    );
    expect(stolen.rowCount).toBe(0);
    expect(
      await codeOf(
        `update secrets.owner_keys set owner_type = 'user', owner_id = '${ben.id}' where owner_id is null`,
      ),
    ).toBe(denied);
    const other = await asData.query('delete from secrets.secrets where owner_id = $1', [ben.id]);
    expect(other.rowCount).toBe(0);
  });

  it('cannot destroy a value of an owner that it did not name', async () => {
    const rows = await side.query<{ readonly id: string }>(
      'select id from secrets.secrets where owner_id = $1',
      [ben.id],
    );
    const { rows: answer } = await asData.query('select secrets.destroy_version($1, 1) as destroyed', [
      rows[0]?.id,
    ]);
    expect(answer).toEqual([{ destroyed: false }]);
  });
});

it('the login of the worker cannot read values, names or keys', async () => {
  const worker = new pg.Client({ connectionString: side.testDatabase.urlFor('worker') });
  await worker.connect();
  for (const sql of [
    'select * from secrets.versions',
    'select name from secrets.secrets',
    'select * from secrets.owner_keys',
    'select * from secrets.ring_keys',
  ]) {
    await expect(worker.query(sql)).rejects.toMatchObject({ code: denied });
  }
  await worker.end();
});

it('the login of the secrets API cannot rewrite what the writer vouched for, nor the audit trail', async () => {
  const secrets = new pg.Client({ connectionString: side.testDatabase.urlFor('secrets') });
  await secrets.connect();
  for (const sql of [
    'update secrets.versions set head_signature = null',
    "update secrets.versions set writer_id = 'x'",
    'delete from secrets.versions',
    "update secrets.secrets set name = 'x'",
    'delete from secrets.secrets',
    "update secrets.audit set event = '{}'",
    'delete from secrets.audit',
    'truncate secrets.audit',
    'delete from secrets.audit_checkpoints',
    'delete from secrets.heads',
  ]) {
    await expect(secrets.query(sql)).rejects.toMatchObject({ code: denied });
  }
  await secrets.end();
});

it('the database holds no value, in no encoding', async () => {
  const rows = await side.query<{ readonly text: string }>(
    `select to_jsonb(v)::text || to_jsonb(s)::text as text from secrets.versions v join secrets.secrets s on s.id = v.secret_id`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { text } of rows) {
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      expect(text).not.toContain(Buffer.from(plaintext).toString(encoding));
    }
  }
});

it('no file of the data side reaches what opens values', () => {
  const source = fileURLToPath(new URL('.', import.meta.url));
  const seen = new Set<string>();
  const imports = (file: string): readonly string[] =>
    [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '');
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const from of imports(file)) {
      expect(from).not.toContain('/custody');
      if (from.startsWith('.')) visit(resolve(dirname(file), from.replace(/\.js$/, '.ts')));
    }
  };
  visit(resolve(source, 'index.ts'));
  visit(resolve(source, 'http/index.ts'));
  expect(seen.size).toBeGreaterThan(15);
  expect(readdirSync(source)).toContain('custody');
});
