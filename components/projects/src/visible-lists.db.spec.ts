import { contextFor, newId, type OperationContext, type PageRequest } from '@ashlar/database';
import { buffersOf, type Explainer, openExplainer, scansOf } from '@ashlar/test-postgres';
import { openWorld, type World } from './world.fixture.js';

const groups = 40;
const domain = '00000000-0000-7000-8000-000000000001';

let world: World;
let explainer: Explainer;

beforeAll(async () => {
  world = await openWorld();
  explainer = await openExplainer(world.testDatabase.url);
}, 60_000);
afterAll(async () => {
  await explainer.close();
  await world.close();
});

const member = newId();
const guest = newId();
const callers = {
  'a member of the group above all': contextFor({ kind: 'user', id: member, roles: ['member'] }),
  'a guest of one group': contextFor({ kind: 'user', id: guest, roles: ['member'] }),
  'somebody who sees what is public': contextFor({ kind: 'user', id: newId(), roles: ['member'] }),
  'an administrator': contextFor({ kind: 'user', id: newId(), roles: ['member', 'admin'] }),
} as const;

/** Groups in one group, and projects in them, one in twenty of them public; with what the permission engine holds. */
async function fill(projects: number): Promise<void> {
  const id = (kind: 7 | 8, n: string): string =>
    `('01900000-0000-7000-800${kind}-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
  const allGroups = `from generate_series(1, ${groups}) n`;
  const allProjects = `from generate_series(1, ${projects}) n`;
  const above = `case n when 1 then null else ${id(7, '1')} end`;
  const within = id(7, `1 + n % ${groups}`);
  await world.query('truncate groups.groups, groups.slugs, projects.projects cascade');
  await world.query('delete from authz.rel where resource_type in (7, 8)');
  await world.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     select coalesce(${above}, '${domain}'), 'group' || n, 'group', ${id(7, 'n')}, true ${allGroups} union all
     select ${within}, 'project' || n, 'project', ${id(8, 'n')}, true ${allProjects}`,
  );
  await world.query(
    `insert into groups.groups (id, domain_id, parent_group_id, slug, name, visibility)
     select ${id(7, 'n')}, '${domain}', ${above}, 'group' || n, md5(n::text), 'private' ${allGroups}`,
  );
  await world.query(
    `insert into projects.projects (id, domain_id, group_id, slug, name, visibility, created_at)
     select ${id(8, 'n')}, '${domain}', ${within}, 'project' || n, md5(n::text),
            case n % 20 when 0 then 'public' else 'private' end, now() - n * interval '1 minute' ${allProjects}`,
  );
  // Types: user 1, domain 5, group 7, project 8. Relations: viewer 8, public 9, parent 10.
  await world.query(
    `insert into authz.rel (resource_type, relation, subject_type, resource_id, subject_id)
     select 7, 10, case n when 1 then 5 else 7 end, ${id(7, 'n')}, coalesce(${above}, '${domain}') ${allGroups} union all
     select 8, 10, 7, ${id(8, 'n')}, ${within} ${allProjects} union all
     select 8, 9, t, ${id(8, 'n')}, 'ffffffff-ffff-ffff-ffff-ffffffffffff' ${allProjects}, unnest(array[1, 2, 3]) t where n % 20 = 0 union all
     select 7, 8, 1, ${id(7, '1')}, '${member}' union all
     select 7, 8, 1, ${id(7, '2')}, '${guest}'`,
  );
  await explainer.vacuum('groups.groups', 'projects.projects', 'authz.rel');
}

const sorts = ['name', 'created_at', 'updated_at'].flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);

describe('a page of projects', () => {
  const sizes = [4_000, 24_000] as const;
  const costs = new Map<string, number[]>();

  it.each(sizes)(
    'is read by indexes when there are %d',
    async (size) => {
      await fill(size);
      for (const [who, ctx] of Object.entries(callers) as [string, OperationContext][]) {
        for (const sort of sorts) {
          const request: PageRequest = { size: 20, sort, start: { page: 0 }, count: false };
          let next: string | undefined;
          const first = await explainer.costOf(async () => {
            const page = await world.projects.list(ctx, {}, request);
            expect(page.items).toHaveLength(20);
            next = page.next;
          });
          if (next === undefined) throw new Error('there is a second page');
          const cursor = next;
          const second = await explainer.costOf(() =>
            world.projects.list(ctx, {}, { ...request, start: { cursor } }),
          );
          expect(scansOf([...first, ...second], 'projects')).toEqual([]);
          for (const [page, cost] of Object.entries({ first, second })) {
            const key = `${who}, ${sort.by}${sort.descending ? ' down' : ''}, ${page}`;
            costs.set(key, [...(costs.get(key) ?? []), buffersOf(cost)]);
          }
        }
      }
    },
    120_000,
  );

  it('touches no more buffers for there being six times as many', () => {
    expect(costs.size).toBe(4 * 6 * 2);
    const grown = [...costs].filter(([, [small = 0, large = Infinity]]) => large > 1.3 * small + 50);
    expect(grown).toEqual([]);
  });

  it('gives in all what the relations say, no more and no less', async () => {
    const visible = {
      'a member of the group above all': 'true',
      'a guest of one group':
        "p.group_id = '01900000-0000-7000-8007-000000000002' or p.visibility = 'public'",
      'somebody who sees what is public': "p.visibility = 'public'",
      'an administrator': 'true',
    };
    for (const [who, condition] of Object.entries(visible) as [keyof typeof callers, string][]) {
      for (const namespaceId of [
        '01900000-0000-7000-8007-000000000002',
        '01900000-0000-7000-8007-000000000015',
      ]) {
        const wanted = await world.query<{ id: string }>(
          `select id from projects.projects p where namespace_id = $1 and (${condition}) order by lower(name), id`,
          [namespaceId],
        );
        const ids: string[] = [];
        for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
          const start = cursor === undefined ? { page: 0 } : { cursor };
          const sort = { by: 'name', descending: false };
          const page = await world.projects.list(
            callers[who],
            { namespaceId },
            { size: 100, sort, start, count: false },
          );
          ids.push(...page.items.map(({ id }) => id));
          cursor = page.next;
        }
        expect(ids).toEqual(wanted.map(({ id }) => id));
      }
    }
  }, 60_000);
});
