import type { SelectQueryBuilder } from 'typeorm';
import { type Fixture, openFixture, ThingRow } from './database.fixture.js';
import { newId, type Page, type PageRequest, systemContext, toDomainError } from './index.js';
import { findPage, type ListColumns, managerFor } from './persistence.js';

const ctx = systemContext('page spec');
const columns: ListColumns<ThingRow> = {
  name: {
    expression: 'lower(thing.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: ({ name }) => name,
  },
  version: { expression: 'thing.version', valueOf: ({ version }) => version },
};

let fixture: Fixture;

beforeAll(async () => {
  fixture = await openFixture();
  await sql(`create schema spec;
    create table spec.things (id uuid primary key, name text not null, version integer not null default 1);
    create index things_name_order on spec.things (lower(name), id);
    create index things_version_order on spec.things (version, id)`);
});
afterAll(() => fixture.close());
beforeEach(() => sql('truncate spec.things'));

function sql<T = unknown>(text: string, parameters: unknown[] = []): Promise<T[]> {
  return managerFor(ctx, fixture.database).query<T[]>(text, parameters);
}

function fill(rows: number, { names = 'n', versions = '1' } = {}): Promise<unknown> {
  return sql(
    `insert into spec.things (id, name, version) select gen_random_uuid(), '${names}', ${versions} from generate_series(1, ${rows}) i`,
  );
}

function things(): SelectQueryBuilder<ThingRow> {
  return managerFor(ctx, fixture.database).createQueryBuilder(ThingRow, 'thing');
}

function ask(request: Partial<PageRequest>, query = things()): Promise<Page<ThingRow>> {
  const manager = managerFor(ctx, fixture.database);
  const whole = { size: 7, sort: { by: 'name', descending: false }, start: { page: 0 }, count: false };
  return findPage(manager, query, { ...whole, ...request }, columns);
}

async function walk(sort: PageRequest['sort']): Promise<ThingRow[]> {
  const rows: ThingRow[] = [];
  let page = await ask({ sort });
  for (;;) {
    rows.push(...page.items);
    if (page.next === undefined) return rows;
    page = await ask({ sort, start: { cursor: page.next } });
  }
}

const codeOf = (page: Promise<unknown>): Promise<string> =>
  page.then(
    () => 'no error',
    (error: unknown) => toDomainError(error)?.code ?? String(error),
  );

describe('a walk from cursor to cursor', () => {
  it.each([
    ['name', false],
    ['name', true],
    ['version', false],
    ['version', true],
  ])('by %s (descending: %s) meets each row once, though many values are equal', async (by, descending) => {
    await fill(40, { names: 'Same', versions: 'i % 3' });
    await fill(25, { names: 'other', versions: '1' });
    const rows = await walk({ by, descending });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(65);
    const keys = rows.map((row) => (by === 'name' ? row.name.toLowerCase() : row.version));
    const sorted = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(keys).toEqual(descending ? sorted.reverse() : sorted);
  });

  it('misses and repeats nothing that was there all the time, whatever comes and goes', async () => {
    await fill(30, { names: 'm' });
    const before = new Set((await sql<{ id: string }>('select id from spec.things')).map(({ id }) => id));
    const first = await ask({ size: 10 });
    await fill(20, { names: 'a' });
    await fill(5, { names: 'z' });
    const rows = [...first.items];
    for (let page = first; page.next !== undefined;) {
      page = await ask({ size: 10, start: { cursor: page.next } });
      rows.push(...page.items);
    }
    const met = rows.map(({ id }) => id).filter((id) => before.has(id));
    expect([met.length, new Set(met).size]).toEqual([30, 30]);
  });

  it('ends with the last row, not with an empty page', async () => {
    await fill(14);
    const first = await ask({});
    const second = await ask({ start: { cursor: first.next ?? '' } });
    expect([second.items.length, second.next]).toEqual([7, undefined]);
    expect(await ask({ start: { page: 5 } })).toEqual({ items: [] });
  });

  it('keeps the filter of the list', async () => {
    await fill(10, { names: 'yes' });
    await fill(10, { names: 'no' });
    const only = (): SelectQueryBuilder<ThingRow> => things().where('thing.name = :name', { name: 'yes' });
    const first = await ask({ count: true }, only());
    expect(first.total).toEqual({ count: 10, exact: true });
    const second = await ask({ start: { cursor: first.next ?? '' }, count: true }, only());
    expect([second.items.length, second.total?.count]).toEqual([3, 10]);
  });
});

describe('a cursor', () => {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each([
    ['nonsense', 'nonsense'],
    ['no list', encode({})],
    ['too short', encode(['name', false, 'x'])],
    ['no id', encode(['name', false, 'x', 'y'])],
    ['hardly an id', encode(['name', false, 'x', '-'.repeat(36)])],
    ['an object for a value', encode(['name', false, {}, newId()])],
    ['NUL', encode(['name', false, '\0', newId()])],
    ['another sort', encode(['version', false, 1, newId()])],
    ['another direction', encode(['name', true, 'x', newId()])],
  ])('that was tampered with is a bad request: %s', async (_, cursor) => {
    expect(await codeOf(ask({ start: { cursor } }))).toBe('VALIDATION_FAILED');
  });

  it('is data and never SQL', async () => {
    await fill(3);
    const cursor = encode(['name', false, "'); drop table spec.things; --", newId()]);
    expect((await ask({ start: { cursor } })).items).toHaveLength(3);
    const text = encode(['version', false, '1 or true', newId()]);
    const sort = { by: 'version', descending: false };
    expect(await codeOf(ask({ sort, start: { cursor: text } }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(ask({ sort: { by: 'name; drop table spec.things', descending: false } }))).toBe(
      'VALIDATION_FAILED',
    );
  });
});

describe('a numbered page', () => {
  it('ends at row 10,000', async () => {
    await fill(3);
    expect(await codeOf(ask({ size: 100, start: { page: 99 } }))).toBe('no error');
    expect(await codeOf(ask({ size: 100, start: { page: 100 } }))).toBe('PAGE_TOO_DEEP');
    // Begins before row 10,000: it is the last page of a list of 10,000.
    expect(await codeOf(ask({ size: 30, start: { page: 333 } }))).toBe('no error');
    expect(await codeOf(ask({ size: 30, start: { page: 334 } }))).toBe('PAGE_TOO_DEEP');
  });
});

describe('a total', () => {
  it('is exact to 10,000 and says so when it is not', async () => {
    const total = async () => (await ask({ count: true })).total;
    expect(await total()).toEqual({ count: 0, exact: true });
    await fill(9_999);
    expect(await total()).toEqual({ count: 9_999, exact: true });
    await fill(1);
    expect(await total()).toEqual({ count: 10_000, exact: true });
    await fill(1);
    expect(await total()).toEqual({ count: 10_000, exact: false });
    expect((await ask({})).total).toBeUndefined();
  });
});

describe('the cost', () => {
  it.each(['name', 'version'])('of a page by %s is a walk along an index at any depth', async (by) => {
    await sql(`insert into spec.things (id, name, version)
      select gen_random_uuid(), 'n' || (i / 10), i / 10 from generate_series(1, 30000) i`);
    await sql('analyze spec.things');
    const plan = async (value: string): Promise<string> => {
      const query = things();
      const cursor = Buffer.from(JSON.stringify([by, false, value, newId()])).toString('base64url');
      await ask({ size: 20, sort: { by, descending: false }, start: { cursor } }, query);
      const [text, parameters] = query.getQueryAndParameters();
      const rows = await sql<{ 'QUERY PLAN': string }>(`explain (analyze, timing off) ${text}`, parameters);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    for (const depth of by === 'name' ? ['n1', 'n2999'] : ['1', '2900']) {
      const text = await plan(depth);
      expect(text).toMatch(new RegExp(`Index Scan using things_${by}_order`));
      expect(text).not.toMatch(/Sort|Seq Scan|Rows Removed/);
    }
  });
});
