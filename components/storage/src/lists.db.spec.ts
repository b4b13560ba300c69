import { contextFor, newId, type PageRequest } from '@ashlar/database';
import { buffersOf, type Explainer, openExplainer, scansOf } from '@ashlar/test-postgres';
import type { StorageFilter } from './index.js';
import { openWorld, type World } from './world.fixture.js';

const groups = 40;

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
  'somebody who sees those of the platform': contextFor({ kind: 'user', id: newId(), roles: ['member'] }),
  'an administrator': contextFor({ kind: 'user', id: newId(), roles: ['member', 'admin'] }),
} as const;

/** Storages of groups that lie in one group, one in twenty of them the platform's; with the facts about them. */
async function fill(storages: number): Promise<void> {
  const id = (kind: 7 | 9, n: string): string =>
    `('01900000-0000-7000-800${kind}-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
  const domain = "'00000000-0000-7000-8000-000000000001'::uuid";
  const nil = "'00000000-0000-0000-0000-000000000000'::uuid";
  const allGroups = `from generate_series(1, ${groups}) n`;
  const all = `from generate_series(1, ${storages}) n`;
  const above = `case n when 1 then null else ${id(7, '1')} end`;
  const owner = `case n % 20 when 0 then null else ${id(7, `1 + n % ${groups}`)} end`;
  await world.query('truncate storage.storages, groups.groups, groups.slugs cascade');
  await world.query('delete from authz.rel where resource_type in (7, 9)');
  await world.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     select coalesce(${above}, ${domain}), 'group' || n, 'group', ${id(7, 'n')}, true ${allGroups}`,
  );
  await world.query(
    `insert into groups.groups (id, domain_id, parent_group_id, slug, name, visibility)
     select ${id(7, 'n')}, ${domain}, ${above}, 'group' || n, md5(n::text), 'private' ${allGroups}`,
  );
  await world.query(
    `insert into storage.storages (id, owner_type, owner_id, domain_id, name, type, resource, enabled, created_at, updated_at)
     select ${id(9, 'n')}, case when ${owner} is null then 'platform' else 'group' end, ${owner},
       case when ${owner} is null then null else ${domain} end, md5(n::text), 's3', '{"bucket":"results"}', n % 7 <> 0,
       now() - n * interval '1 minute', now() - n * interval '1 second' ${all}`,
  );
  // Types: user 1, platform 4, domain 5, group 7, storage 9. Relations: viewer 8, parent 10.
  await world.query(
    `insert into authz.rel (resource_type, relation, subject_type, resource_id, subject_id)
     select 7, 10, case n when 1 then 5 else 7 end, ${id(7, 'n')}, coalesce(${above}, ${domain}) ${allGroups} union all
     select 9, 10, case when ${owner} is null then 4 else 7 end, ${id(9, 'n')}, coalesce(${owner}, ${nil}) ${all} union all
     select 7, 8, 1, ${id(7, '1')}, '${member}' union all
     select 7, 8, 1, ${id(7, '2')}, '${guest}'`,
  );
  await explainer.vacuum('storage.storages', 'groups.groups', 'authz.rel');
}

/** Twelve rows of each value that is rare, whatever there are: spread over the table, and of all owners. */
async function scatter(storages: number): Promise<void> {
  const rare = (offset: number): string =>
    `(select id from (select id, row_number() over (order by md5(id::text)) n from storage.storages) s
      where n % ${storages / 12} = ${offset})`;
  await world.query(
    `update storage.storages set enabled = true, last_check_status = 'pass', last_check_since = now(), last_check_at = now()`,
  );
  await world.query(`update storage.storages set type = 'webdav' where id in ${rare(11)}`);
  await world.query(`update storage.storages set enabled = false where id in ${rare(23)}`);
  await world.query(`update storage.storages set last_check_status = 'fail' where id in ${rare(37)}`);
  await world.query(
    `update storage.storages set last_check_status = null, last_check_since = null, last_check_at = null
     where id in ${rare(53)}`,
  );
  await explainer.vacuum('storage.storages');
}

const sorts = ['name', 'enabled', 'created_at', 'updated_at'].flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);

describe('a counted page of storages', () => {
  const rare: Readonly<Record<string, StorageFilter>> = {
    'of a type': { type: 'webdav' },
    disabled: { enabled: false },
    'that failed': { lastCheck: 'fail' },
    'never checked': { lastCheck: 'none' },
  };
  const costs = new Map<string, number[]>();

  it.each([4_800, 24_000])(
    'is found by indexes when there are %d of which few are asked for',
    async (size) => {
      await fill(size);
      await scatter(size);
      for (const [who, ctx] of Object.entries(callers)) {
        for (const [what, filter] of Object.entries(rare)) {
          for (const by of ['name', 'created_at']) {
            const sort = { by, descending: false };
            const cost = await explainer.costOf(async () => {
              const page = await world.storages.list(ctx, filter, {
                ...{ size: 20, sort, start: { page: 0 }, count: true },
              });
              expect(page.total).toEqual({ count: page.items.length, exact: true });
              if (who === 'an administrator') expect(page.items).toHaveLength(12);
            });
            const key = `${who}, ${what}, ${by}`;
            costs.set(key, [...(costs.get(key) ?? []), buffersOf(cost)]);
          }
        }
      }
    },
    180_000,
  );

  it('touches no more buffers for there being five times as many', () => {
    expect(costs.size).toBe(4 * 4 * 2);
    // Each of the few is asked about, in trees that are a level higher: that is not five times as much.
    const grown = [...costs].filter(([, [small = 0, large = Infinity]]) => large > 1.6 * small + 50);
    expect(grown).toEqual([]);
  });

  it('of all counts no further than it says', async () => {
    const counted: number[] = [];
    for (const size of [12_000, 24_000]) {
      await fill(size);
      const request = { size: 8, sort: { by: 'created_at', descending: false }, start: { page: 0 } };
      const cost = await explainer.costOf(async () => {
        const { total } = await world.storages.list(
          callers['an administrator'],
          {},
          { ...request, count: true },
        );
        expect(total).toEqual({ count: 10_000, exact: false });
      });
      counted.push(buffersOf(cost));
    }
    const [small = 0, large = Infinity] = counted;
    expect(large).toBeLessThanOrEqual(1.3 * small + 50);
  }, 180_000);
});

describe('a page of storages', () => {
  const sizes = [4_000, 24_000] as const;
  const costs = new Map<string, number[]>();

  it.each(sizes)(
    'is read by indexes when there are %d',
    async (size) => {
      await fill(size);
      for (const [who, ctx] of Object.entries(callers)) {
        for (const sort of sorts) {
          const request: PageRequest = { size: 20, sort, start: { page: 0 }, count: false };
          let next: string | undefined;
          const first = await explainer.costOf(async () => {
            const page = await world.storages.list(ctx, {}, request);
            expect(page.items).toHaveLength(20);
            next = page.next;
          });
          if (next === undefined) throw new Error('there is a second page');
          const cursor = next;
          const second = await explainer.costOf(() =>
            world.storages.list(ctx, {}, { ...request, start: { cursor } }),
          );
          expect(scansOf([...first, ...second], 'storages')).toEqual([]);
          for (const [page, cost] of Object.entries({ first, second })) {
            const key = `${who}, ${sort.by}${sort.descending ? ' down' : ''}, ${page}`;
            costs.set(key, [...(costs.get(key) ?? []), buffersOf(cost)]);
          }
        }
      }
    },
    180_000,
  );

  it('touches no more buffers for there being six times as many', () => {
    expect(costs.size).toBe(4 * 8 * 2);
    const grown = [...costs].filter(([, [small = 0, large = Infinity]]) => large > 1.3 * small + 50);
    expect(grown).toEqual([]);
  });

  it('gives in all what the relations say, no more and no less', async () => {
    const visible: Readonly<Record<keyof typeof callers, string>> = {
      'a member of the group above all': 'true',
      'a guest of one group': `owner_id = '01900000-0000-7000-8007-000000000002' or owner_id is null`,
      'somebody who sees those of the platform': 'owner_id is null',
      'an administrator': 'true',
    };
    for (const [who, condition] of Object.entries(visible) as [keyof typeof callers, string][]) {
      for (const enabled of [true, false]) {
        const wanted = await world.query<{ id: string }>(
          `select id from storage.storages where enabled = $1 and (${condition}) order by lower(name), id limit 300`,
          [enabled],
        );
        const ids: string[] = [];
        for (
          let cursor: string | undefined, more = true;
          more && ids.length < 300;
          more = cursor !== undefined
        ) {
          const start = cursor === undefined ? { page: 0 } : { cursor };
          const sort = { by: 'name', descending: false };
          const page = await world.storages.list(
            callers[who],
            { enabled },
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
