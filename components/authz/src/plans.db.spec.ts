import { newId } from '@ashlar/database';
import pg from 'pg';
import { type Fixture, openFixture } from './engine.fixture.js';
import { loadModel } from './model.js';
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

let fixture: Fixture;
let client: pg.Client;

beforeAll(async () => {
  fixture = await openFixture();
  client = new pg.Client({ connectionString: fixture.testDatabase.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await fixture.close();
});

/** Projects in groups in a domain, five people each, one in twenty open to everybody. */
async function fill(projects: number): Promise<void> {
  const id = (kind: number, n: string): string =>
    `('01900000-0000-7000-800${kind}-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
  await client.query(`truncate authz.rel;
    insert into authz.rel (resource_type, relation, subject_type, subject_relation, resource_id, subject_id)
    select 8, 10, 7, 0, ${id(8, 'n')}, ${id(7, '1 + n % 50')} from generate_series(1, ${projects}) n union all
    select 8, 6 + m % 3, 1, 0, ${id(8, 'n')}, ${id(1, '1 + (n * 31 + m * 7) % 500')} from generate_series(1, ${projects}) n, generate_series(0, 4) m union all
    select 8, 9, 1, 0, ${id(8, 'n * 20')}, 'ffffffff-ffff-ffff-ffff-ffffffffffff' from generate_series(1, ${projects / 20}) n union all
    select 7, 10, 7, 0, ${id(7, 'n')}, ${id(7, 'n / 2')} from generate_series(2, 50) n union all
    select 7, 8, 7, 2, ${id(7, 'n')}, ${id(7, 'n - 1')} from generate_series(2, 50, 5) n
    on conflict do nothing`);
  await client.query('vacuum analyze authz.rel');
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Subplan Name'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly Node[];
}

function nodesOf(node: Node): readonly Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** Every way of running it that would grow with the table: a scan of all of it, or a hash of a whole set. */
async function faultsOf({ name, text }: Statement): Promise<readonly string[]> {
  const { rows } = await client.query(`explain (format json, generic_plan) ${text}`);
  const nodes = nodesOf(rows[0]['QUERY PLAN'][0].Plan as Node);
  return nodes
    .filter(
      (node) =>
        (node['Relation Name'] === 'rel' && !node['Node Type'].startsWith('Index')) ||
        node.Filter?.includes('hashed SubPlan'),
    )
    .map((node) => `${name}: ${node['Node Type']} ${node.Filter ?? ''}\n${text}`);
}

/** `generic_plan` came with PostgreSQL 16; the embedded one is newer. */
it.each([2_000, 20_000, 60_000])(
  'no statement reads the whole table when there are %d projects',
  async (projects) => {
    await fill(projects);
    const faults: string[] = [];
    let written = 0;
    for (const subject of subjects) {
      for (const permission of permissions) {
        const writer = statements.writerFor(subject, permission, '$1::uuid');
        const objects = writer.objects(stateOf(permission.type, permission.name));
        const list = { name: 'objects', text: `${writer.prefix}${objects}` };
        const all = [statements.check(subject, permission), statements.bulkCheck(subject, permission)];
        // What an administrator may is a good part of the table; lists then walk their rows.
        for (const statement of subject.roles.includes('admin') ? all : [...all, list]) {
          written += 1;
          faults.push(...(await faultsOf(statement)));
        }
      }
    }
    expect(faults).toEqual([]);
    expect(written).toBeGreaterThan(500);
  },
  120_000,
);
