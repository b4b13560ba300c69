import { openWorld, type World } from './world.fixture.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await fill();
}, 60_000);
afterAll(() => world.close());

/** Enough rows that reading them all would cost more than any index. */
async function fill(): Promise<void> {
  const ids = "('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid";
  const other = "('00000000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid";
  const domain = "'00000000-0000-7000-8000-000000000001'::uuid";
  const rows = 'from generate_series(1, 8000) n';
  const slug = 'md5(n::text)';
  await world.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     select ${domain}, ${slug}, 'group', ${ids}, true ${rows}`,
  );
  await world.query(
    `insert into groups.groups (id, domain_id, slug, name, visibility)
     select ${ids}, ${domain}, ${slug}, 'Group ' || md5(n::text || 'x'), 'private' ${rows}`,
  );
  await world.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     select ${ids}, ${slug}, 'project', ${other}, true ${rows}`,
  );
  await world.query(
    `insert into projects.projects (id, domain_id, group_id, slug, name, description, visibility)
     select ${other}, ${domain}, ${ids}, ${slug}, 'Project ' || md5(n::text || 'y'), md5(n::text || 'z'), 'private' ${rows}`,
  );
  await world.query(
    `insert into storage.storages (id, owner_type, name, description, type, resource)
     select ${ids}, 'platform', md5(n::text || 'n'), md5(n::text || 'd'), 's3', '{}' ${rows}`,
  );
  await world.query('vacuum analyze groups.groups, projects.projects, storage.storages');
}

it.each([
  ['groups.groups', ['name', 'slug'], 'groups_text'],
  ['projects.projects', ['name', 'slug', 'description'], 'projects_text'],
  ['storage.storages', ['name', 'description'], 'storages_text'],
])('a part of a text of %s is found by an index', async (table, columns, index) => {
  const where = columns.map((column) => `${column} ilike '%a1b2c3d4%'`).join(' or ');
  const rows = await world.query<{ 'QUERY PLAN': string }>(`explain select * from ${table} where ${where}`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan.split(`on ${index}`)).toHaveLength(columns.length + 1);
  expect(plan).not.toContain('Seq Scan');
});
