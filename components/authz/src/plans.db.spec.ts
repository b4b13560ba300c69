import { contextFor, newId } from '@ashlar/database';
import { type Explainer, openExplainer } from '@ashlar/test-postgres';
import { jest } from '@jest/globals';
import pg from 'pg';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createAuthorizer } from './index.js';
import { createThings, pageOf, ThingRow } from './list.db.fixture.js';
import { loadModel } from './model.js';
import { permittedRows } from './persistence.js';
import { createStatements, type Statement, type Subject } from './statements.js';
import { stateOf } from './ways.js';

const stored = loadModel();
const statements = createStatements(stored);
const subjects: readonly Subject[] = [
  { type: 'user', id: newId(), roles: [] },
  { type: 'user', id: newId(), roles: ['admin'] },
  { type: 'service', id: newId(), roles: ['service'] },
  { type: 'anonymous', id: newId(), roles: [] },
];
const permissions = [...stored.model.definitions.values()].flatMap(({ name: type, permissions: own }) =>
  [...own.keys()].map((name) => ({ type, name })),
);
const mirrors = { objects: { parent: 'thing.parentId' }, wildcards: { public: 'thing.isPublic' } };

let fixture: Fixture;
let client: pg.Client;
let explainer: Explainer;

beforeAll(async () => {
  fixture = await openFixture({ entities: [ThingRow] });
  await createThings(fixture.testDatabase.url);
  client = new pg.Client({ connectionString: fixture.testDatabase.url });
  await client.connect();
  // All rows count, none is drawn: two indexes that cost much the same would be taken by chance.
  await client.query(
    `do $$ begin execute format('alter database %I set default_statistics_target = 1000', current_database()); end $$`,
  );
  explainer = await openExplainer(fixture.testDatabase.url);
});
afterAll(async () => {
  await explainer.close();
  await client.end();
  await fixture.close();
});

/** Projects in groups in a domain, five people each, one in twenty open to everybody; and their rows. */
async function fill(projects: number): Promise<void> {
  const id = (kind: number, n: string): string =>
    `('01900000-0000-7000-800${kind}-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
  await client.query(`truncate authz.rel, spec.things;
    insert into spec.things (id, type, rank, parent_id, is_public)
    select ${id(8, 'n')}, 'project', n, ${id(7, '1 + n % 50')}, n % 20 = 0 from generate_series(1, ${projects}) n;
    insert into authz.rel (resource_type, relation, subject_type, subject_relation, resource_id, subject_id)
    select 8, 10, 7, 0, ${id(8, 'n')}, ${id(7, '1 + n % 50')} from generate_series(1, ${projects}) n union all
    select 8, 6 + m % 3, 1, 0, ${id(8, 'n')}, ${id(1, '1 + (n * 31 + m * 7) % 500')} from generate_series(1, ${projects}) n, generate_series(0, 4) m union all
    select 8, 9, 1, 0, ${id(8, 'n * 20')}, 'ffffffff-ffff-ffff-ffff-ffffffffffff' from generate_series(1, ${projects / 20}) n union all
    select 7, 10, 7, 0, ${id(7, 'n')}, ${id(7, 'n / 2')} from generate_series(2, 50) n union all
    select 7, 8, 7, 2, ${id(7, 'n')}, ${id(7, 'n - 1')} from generate_series(2, 50, 5) n
    on conflict do nothing`);
  await explainer.vacuum('authz.rel', 'spec.things');
}

/** Everything that is compiled once and kept, each text once. */
function compiled(): readonly Statement[] {
  const all = new Map<string, Statement>();
  for (const subject of subjects) {
    for (const permission of permissions) {
      const writer = statements.writerFor(subject, permission, '$1::uuid');
      const objects = writer.objects(stateOf(permission.type, permission.name));
      const list = { name: 'objects', text: `${writer.prefix}${objects}` };
      const checks = [
        statements.check(subject, permission),
        statements.bulkCheck(subject, permission),
        statements.checkPairs(subject, permission),
        statements.checkSubjects(subject, permission),
      ];
      // What an administrator may is a good part of the table; lists then walk their rows.
      for (const each of subject.roles.includes('admin') ? checks : [...checks, list])
        all.set(each.text, each);
    }
  }
  return [...all.values()];
}

/** What the driver is given for pages of a list, collected and walked, and for a row with the rights on it. */
async function written(): Promise<readonly Statement[]> {
  const authorizer = createAuthorizer({ database: fixture.database });
  const things = permittedRows(fixture.database, (manager) =>
    manager.createQueryBuilder(ThingRow, 'thing').where('thing.id = :id'),
  );
  const all = new Map<string, Statement>();
  const query = jest.spyOn(pg.Client.prototype, 'query');
  try {
    for (const { type, id, roles } of subjects) {
      const ctx = contextFor({ kind: type as 'user' | 'service' | 'anonymous', id, roles });
      for (const permission of ['project.read', 'project.update', 'storage.read', 'resource_pool.read']) {
        const filter = await authorizer.visibleIn(ctx, permission);
        const what = permission.split('.')[0] ?? '';
        for (const limits of [
          { ids: 0, sources: 0 },
          { ids: 2_000, sources: 1_000 },
        ]) {
          for (const descending of [true, false]) {
            const request = { size: 20, sort: { by: 'rank', descending }, start: { page: 0 }, count: false };
            const first = await pageOf(ctx, fixture.database, what, request, { filter, limits, mirrors });
            const cursor = first.next;
            if (cursor === undefined) continue;
            await pageOf(
              ctx,
              fixture.database,
              what,
              { ...request, start: { cursor } },
              { filter, limits, mirrors },
            );
          }
        }
        await things.find(ctx, newId(), authorizer.rightsIn(ctx, [permission]));
      }
    }
    for (const [given] of query.mock.calls as unknown as readonly (readonly [unknown])[]) {
      if (typeof given === 'object' && given !== null && 'text' in given && 'name' in given) {
        const statement = given as Statement;
        all.set(statement.text, statement);
      }
    }
  } finally {
    query.mockRestore();
  }
  return [...all.values()];
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly Node[];
}

function nodesOf(node: Node): readonly Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

interface Explained {
  /** Every way of running it that would grow with the table: a scan of all of it, or a hash of a whole set. */
  readonly faults: readonly string[];
  /** Its nodes and indexes, in order. */
  readonly shape: string;
}

/** `generic_plan` came with PostgreSQL 16; the embedded one is newer. */
async function explain({ name, text }: Statement): Promise<Explained> {
  const { rows } = await client.query(`explain (format json, generic_plan) ${text}`);
  const nodes = nodesOf(rows[0]['QUERY PLAN'][0].Plan as Node);
  const isFault = (node: Node): boolean =>
    (node['Relation Name'] === 'rel' && !node['Node Type'].startsWith('Index')) ||
    (node['Relation Name'] === 'things' && node['Node Type'] === 'Seq Scan') ||
    (node.Filter?.includes('hashed SubPlan') ?? false);
  return {
    faults: nodes
      .filter(isFault)
      .map(
        (node) =>
          `${name}: ${node['Node Type']} ${node['Relation Name'] ?? ''} ${node.Filter ?? ''}\n${text}`,
      ),
    shape: nodes.map((node) => `${node['Node Type']} ${node['Index Name'] ?? ''}`.trim()).join(', '),
  };
}

describe('the plans', () => {
  const sizes = [500, 6_000, 24_000] as const;
  const shapes = new Map<number, ReadonlyMap<string, string>>();

  it.each(sizes)(
    'of every statement do not read whole tables when there are %d projects',
    async (projects) => {
      await fill(projects);
      const faults: string[] = [];
      const own = new Map<string, string>();
      const [kept, given] = [compiled(), await written()];
      for (const statement of [...kept, ...given]) {
        const explained = await explain(statement);
        // The smallest is there to show that a table of a few pages is read as a whole by nobody's fault.
        if (projects > sizes[0]) faults.push(...explained.faults);
        own.set(statement.text, explained.shape);
      }
      shapes.set(projects, own);
      expect(faults).toEqual([]);
      expect(kept.length).toBeGreaterThan(200);
      expect(given.length).toBeGreaterThan(15);
    },
    120_000,
  );

  it('are the same for checks at both larger sizes', () => {
    const [, middle, large] = sizes;
    const before = shapes.get(middle);
    const changed = compiled()
      .filter(({ name }) => name !== 'objects')
      .filter(({ text }) => before?.get(text) !== shapes.get(large)?.get(text))
      .map(({ name, text }) => `${name}: ${before?.get(text)}\n${shapes.get(large)?.get(text)}`);
    expect(changed).toEqual([]);
  });
});
