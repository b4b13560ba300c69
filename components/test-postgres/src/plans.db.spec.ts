import pg from 'pg';
import {
  buffersOf,
  createTestDatabase,
  type Explainer,
  openExplainer,
  scansOf,
  type TestDatabase,
} from './index.js';

let testDatabase: TestDatabase;
let client: pg.Client;
let explainer: Explainer;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  await client.query(
    `create table public.many (id int primary key, text text);
     insert into public.many select n, md5(n::text) from generate_series(1, 20000) n;
     analyze public.many`,
  );
  explainer = await openExplainer(testDatabase.url);
}, 60_000);
afterAll(async () => {
  await explainer.close();
  await client.end();
  await testDatabase.drop();
});

const byId = { text: 'select * from public.many where id = $1', values: [7] };

it('says what statements cost that an operation sends, in whichever way, but for its transaction', async () => {
  const costs = await explainer.costOf(async () => {
    await client.query('begin');
    await client.query(byId);
    await client.query('select count(*) from public.many where text like $1', ['a%']);
    await client.query('commit');
  });
  expect(costs.map(({ text }) => text)).toEqual([
    byId.text,
    'select count(*) from public.many where text like $1',
  ]);
  const [one, all] = costs;
  expect(one?.buffers).toBeLessThan(5);
  expect(all?.buffers).toBeGreaterThan(100);
  expect(buffersOf(costs)).toBe((one?.buffers ?? NaN) + (all?.buffers ?? NaN));
  expect(scansOf(costs, 'many')).toEqual([all?.text]);
  expect(scansOf(costs, 'other')).toEqual([]);
});

it('says the same of a connection that knows nothing yet as of one that does', async () => {
  await client.query(
    `create function public.slow(wanted int) returns text language plpgsql stable as
       $$ declare found_text text; begin select text into found_text from public.many where id = wanted; return found_text; end $$`,
  );
  const fresh = await openExplainer(testDatabase.url);
  const known = await explainer.explain('select public.slow($1)', [7]);
  const first = await fresh.explain('select public.slow($1)', [7]);
  await fresh.close();
  expect(first.buffers).toBe(known.buffers);
  // Which is what there is to mend: the same, asked once.
  const cold = new pg.Client({ connectionString: testDatabase.url });
  await cold.connect();
  const { rows } = await cold.query<{ 'QUERY PLAN': readonly { Plan: { 'Shared Hit Blocks': number } }[] }>(
    'explain (analyze, buffers, format json) select public.slow(7)',
  );
  await cold.end();
  expect(rows[0]?.['QUERY PLAN'][0]?.Plan['Shared Hit Blocks']).toBeGreaterThan(known.buffers);
});

it('vacuums until no older snapshot stands in the way', async () => {
  const older = new pg.Client({ connectionString: testDatabase.url });
  await older.connect();
  await older.query('begin isolation level repeatable read');
  await older.query('select');
  await client.query('update public.many set text = text where id < 5000');
  let done = false;
  const vacuumed = explainer.vacuum('public.many').then(() => (done = true));
  const other = await openExplainer(testDatabase.url);
  const counted = await other.explain('select count(id) from public.many where id < 5000');
  await other.close();
  expect(done).toBe(false);
  await older.query('commit');
  await older.end();
  await vacuumed;
  const after = await explainer.explain('select count(id) from public.many where id < 5000');
  expect(after.buffers).toBeLessThan(counted.buffers);
});

it('changes nothing', async () => {
  await explainer.explain('delete from public.many');
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from public.many');
  expect(rows).toEqual([{ n: 20_000 }]);
});

it('is given back what it looks through, and needs something to look at', async () => {
  const { query } = pg.Client.prototype as { query: unknown };
  await expect(explainer.costOf(async () => undefined)).rejects.toThrow('Nothing was sent');
  await expect(explainer.costOf(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(Reflect.get(pg.Client.prototype, 'query')).toBe(query);
});
