import { newId, type PageRequest } from '@ashlar/database';
import { type Caller, type Fixture, openFixture, system } from './groups.fixture.js';
import { defaultDomainId, type Group, type GroupRole, type Members } from './index.js';

/** In tens. The full length is 500. */
const interleavings = Number(process.env['GROUPS_INTERLEAVINGS'] ?? 50);

let fixture: Fixture;
let ann: Caller;
let ben: Caller;
let cara: Caller;
let members: Members;
const add = { expected: 'any', mustNotExist: true } as const;

beforeAll(async () => {
  fixture = await openFixture();
  ({ members } = fixture.groups);
  [ann, ben, cara] = [await fixture.user(), await fixture.user(), await fixture.user()];
});
afterAll(() => fixture.close());

let serial = 0;
function make(parentId: string = defaultDomainId, owner = ann): Promise<Group> {
  serial += 1;
  return fixture.groups.create(system, {
    parentId,
    slug: `m-${serial}`,
    name: 'Group',
    ownerId: owner.id,
  });
}

const user = ({ id }: Caller, role: GroupRole) => ({ kind: 'user', id, role }) as const;
const group = ({ id }: Group, role: GroupRole) => ({ kind: 'group', id, role }) as const;
const page: PageRequest = {
  size: 2,
  sort: { by: 'created_at', descending: false },
  start: { page: 0 },
  count: true,
};

/** The people who own a group that lies directly in a domain, found the slow and obvious way. */
async function ownersOf(id: string): Promise<ReadonlySet<string>> {
  const rows = await fixture.query<{
    object_id: string;
    user_id: string | null;
    member_group_id: string | null;
    role: string;
  }>('select object_id, user_id, member_group_id, role from groups.members');
  const owners = new Set<string>();
  const seen = new Set<string>();
  const visit = (at: string, wanted: (role: string) => boolean): void => {
    for (const row of rows.filter(({ object_id, role }) => object_id === at && wanted(role))) {
      if (row.user_id !== null) owners.add(row.user_id);
      else if (row.member_group_id !== null && !seen.has(row.member_group_id)) {
        seen.add(row.member_group_id);
        visit(row.member_group_id, () => true);
      }
    }
  };
  visit(id, (role) => role === 'owner');
  return owners;
}

const suspend = ({ id }: Caller): Promise<unknown> =>
  fixture.query('update users.users set suspended_at = now() where id = $1', [id]);

describe('members', () => {
  it('are added, changed and removed, each with the fact that follows', async () => {
    const { id } = await make();
    const facts = async () =>
      (await fixture.facts({ type: 'group', id })).filter(
        (tuple) => !tuple.includes('#parent') && !tuple.includes(ann.id),
      );
    const { member, added } = await members.put(ann.ctx, id, user(ben, 'viewer'), add);
    expect({ member, added }).toMatchObject({ member: { ...user(ben, 'viewer'), version: 1 }, added: true });
    expect(await facts()).toEqual([`group:${id}#viewer@user:${ben.id}`]);

    expect(await members.change(ann.ctx, id, ben.id, [1], 'editor')).toMatchObject({
      role: 'editor',
      version: 2,
    });
    expect(await facts()).toEqual([`group:${id}#editor@user:${ben.id}`]);
    await expect(members.change(ann.ctx, id, ben.id, [1], 'owner')).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      details: { version: 2 },
    });
    const again = await members.put(ann.ctx, id, user(ben, 'viewer'), { expected: [2], mustNotExist: false });
    expect(again).toMatchObject({ member: { role: 'viewer', version: 3 }, added: false });
    await expect(members.put(ann.ctx, id, user(ben, 'viewer'), add)).rejects.toMatchObject({
      code: 'MEMBER_EXISTS',
    });
    await members.remove(ann.ctx, id, ben.id, [3]);
    expect(await facts()).toEqual([]);
    for (const attempt of [
      () => members.remove(ann.ctx, id, ben.id, 'any'),
      () => members.change(ann.ctx, id, ben.id, 'any', 'viewer'),
      () => members.get(ann.ctx, id, ben.id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
    }
  });

  it('are of the kind they say, and of roles that exist here', async () => {
    const { id } = await make();
    const crew = await make();
    await members.put(ann.ctx, id, group(crew, 'viewer'), add);
    for (const given of [
      { ...group(crew, 'editor'), kind: 'user' },
      { kind: 'user', id: newId(), role: 'viewer' },
      { kind: 'group', id: newId(), role: 'viewer' },
      { ...user(ben, 'viewer'), role: 'admin' },
    ] as const) {
      await expect(
        members.put(ann.ctx, id, given, { expected: 'any', mustNotExist: false }),
      ).rejects.toMatchObject({ code: 'MEMBER_REFUSED' });
    }
  });

  it('are listed in pages of people and groups', async () => {
    const { id } = await make();
    const crew = await make();
    await members.put(ann.ctx, id, user(ben, 'viewer'), add);
    await members.put(ann.ctx, id, group(crew, 'editor'), add);
    const firstPage = await members.list(ann.ctx, id, page);
    expect(firstPage.total).toEqual({ count: 3, exact: true });
    const rest = await members.list(ann.ctx, id, { ...page, start: { cursor: firstPage.next ?? '' } });
    expect([...firstPage.items, ...rest.items].map((member) => member.id).sort()).toEqual(
      [ann.id, ben.id, crew.id].sort(),
    );
  });

  it('are never, by whatever way, the group itself', async () => {
    const [one, two, three] = [await make(), await make(), await make()];
    await expect(members.put(ann.ctx, one.id, group(one, 'viewer'), add)).rejects.toMatchObject({
      code: 'MEMBERSHIP_CYCLE',
    });
    await members.put(ann.ctx, one.id, group(two, 'viewer'), add);
    await members.put(ann.ctx, two.id, group(three, 'viewer'), add);
    await expect(members.put(ann.ctx, three.id, group(one, 'viewer'), add)).rejects.toMatchObject({
      code: 'MEMBERSHIP_CYCLE',
    });
    for (let round = 0; round < 20; round += 1) {
      const [left, right] = [await make(), await make()];
      const both = await Promise.allSettled([
        members.put(ann.ctx, left.id, group(right, 'viewer'), add),
        members.put(ann.ctx, right.id, group(left, 'viewer'), add),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });
});

describe('the last owner', () => {
  it('stays, whichever way it would go', async () => {
    const { id } = await make();
    await members.put(ann.ctx, id, user(ben, 'editor'), add);
    for (const attempt of [
      () => members.remove(ann.ctx, id, ann.id, 'any'),
      () => members.change(ann.ctx, id, ann.id, 'any', 'editor'),
      () => members.put(ann.ctx, id, user(ann, 'viewer'), { expected: 'any', mustNotExist: false }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'LAST_OWNER' });
    }
    await members.change(ann.ctx, id, ben.id, 'any', 'owner');
    await members.remove(ann.ctx, id, ann.id, 'any');
    expect([...(await ownersOf(id))]).toEqual([ben.id]);
    expect(await fixture.facts({ type: 'group', id })).toContain(`group:${id}#owner@user:${ben.id}`);
  });

  it('may be an inherited one', async () => {
    const top = await make();
    const inner = await make(top.id, ben);
    await members.remove(ben.ctx, inner.id, ben.id, 'any');
    await expect(
      fixture.groups.update(ann.ctx, inner.id, 'any', { parentId: defaultDomainId }),
    ).rejects.toMatchObject({ code: 'LAST_OWNER' });
    await members.put(ann.ctx, inner.id, user(cara, 'owner'), add);
    await fixture.groups.update(ann.ctx, inner.id, 'any', { parentId: defaultDomainId });
    await expect(members.remove(ann.ctx, inner.id, cara.id, 'any')).rejects.toMatchObject({
      code: 'LAST_OWNER',
    });
  });

  it('may be one by way of groups, and then stays in them', async () => {
    const owned = await make();
    const parent = await make();
    const crew = await make(parent.id, ben);
    const core = await make(parent.id, cara);
    await members.put(ann.ctx, owned.id, group(crew, 'owner'), add);
    await members.put(ann.ctx, crew.id, group(core, 'viewer'), add);
    await members.remove(ann.ctx, owned.id, ann.id, 'any');
    await members.remove(ann.ctx, crew.id, ben.id, 'any');
    await expect(members.remove(ann.ctx, core.id, cara.id, 'any')).rejects.toMatchObject({
      code: 'LAST_OWNER',
    });
    await expect(members.remove(ann.ctx, crew.id, core.id, 'any')).rejects.toMatchObject({
      code: 'LAST_OWNER',
    });
    await members.change(ann.ctx, core.id, cara.id, 'any', 'viewer');
    expect([...(await ownersOf(owned.id))]).toEqual([cara.id]);
  });

  it('is one who may act; whoever suspends the last one leaves the others as they are', async () => {
    const away = await fixture.user();
    const { id } = await make();
    for (const [who, role] of [
      [away, 'owner'],
      [ben, 'owner'],
      [cara, 'viewer'],
    ] as const) {
      await members.put(ann.ctx, id, user(who, role), add);
    }
    await suspend(away);
    await members.remove(ann.ctx, id, ben.id, 'any');
    const refused = { code: 'LAST_OWNER' };
    await expect(members.remove(ann.ctx, id, ann.id, 'any')).rejects.toMatchObject(refused);
    await expect(members.change(ann.ctx, id, ann.id, 'any', 'editor')).rejects.toMatchObject(refused);

    const last = await fixture.user();
    await members.put(system, id, user(last, 'owner'), add);
    await members.remove(system, id, ann.id, 'any');
    await suspend(last);
    for (const who of [away, last]) {
      await expect(members.remove(system, id, who.id, 'any')).rejects.toMatchObject(refused);
      await expect(members.change(system, id, who.id, 'any', 'viewer')).rejects.toMatchObject(refused);
    }
    await members.change(system, id, cara.id, 'any', 'editor');
    await members.remove(system, id, cara.id, 'any');
    await members.put(system, id, user(ben, 'owner'), add);
    for (const who of [away, last]) await members.remove(system, id, who.id, 'any');
    expect([...(await ownersOf(id))]).toEqual([ben.id]);
  });

  it('is asked for at the beginning, and when a group leaves the one it inherits from', async () => {
    const away = await fixture.user();
    const top = await make();
    const inner = await make(top.id, away);
    await suspend(away);
    await expect(make(defaultDomainId, away)).rejects.toMatchObject({ code: 'MEMBER_REFUSED' });
    await expect(
      fixture.groups.update(ann.ctx, inner.id, 'any', { parentId: defaultDomainId }),
    ).rejects.toMatchObject({ code: 'LAST_OWNER' });
  });

  type Attempt = () => Promise<unknown>;
  /** Ways in which each of two owners can cease to be one. */
  const ways: readonly ((id: string, who: Caller) => Attempt)[] = [
    (id, who) => () => members.remove(system, id, who.id, 'any'),
    (id, who) => () => members.change(system, id, who.id, 'any', 'viewer'),
    (id, who) => () => members.put(system, id, user(who, 'editor'), { expected: 'any', mustNotExist: false }),
  ];

  it(`stays through ${interleavings} pairs of demotions at the same time, beside one who may not act`, async () => {
    const outcomes = { one: 0 };
    const away = await fixture.user();
    const groups = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const made = await make();
        await members.put(system, made.id, user(away, 'owner'), add);
        return made.id;
      }),
    );
    await suspend(away);
    for (let round = 0; round < interleavings / 10; round += 1) {
      await Promise.all(
        groups.map(async (id) => {
          for (const who of [ann, ben]) {
            await members.put(system, id, user(who, 'owner'), { expected: 'any', mustNotExist: false });
          }
          const pair = [ann, ben].map((who) => {
            const way = ways[Math.floor(Math.random() * ways.length)] ?? ways[0];
            if (!way) throw new Error('no way');
            return way(id, who);
          });
          if (Math.random() < 0.5) pair.reverse();
          const settled = await Promise.allSettled(
            pair.map(async (attempt) => {
              // A few turns of the loop: the two meet at different points of their transactions.
              for (let turns = Math.floor(Math.random() * 6); turns > 0; turns -= 1) {
                await new Promise((resolve) => setImmediate(resolve));
              }
              return attempt();
            }),
          );
          const refused = settled.filter(({ status }) => status === 'rejected');
          expect(refused).toHaveLength(1);
          expect(refused[0]).toMatchObject({ reason: { code: 'LAST_OWNER' } });
          const owners = await ownersOf(id);
          expect([owners.size, owners.has(away.id)]).toEqual([2, true]);
          outcomes.one += 1;
        }),
      );
    }
    expect(outcomes.one).toBe(interleavings);
  }, 120_000);

  it('stays when two groups that own lose their last members at the same time', async () => {
    const owned = await make();
    const parent = await make();
    const crews = [await make(parent.id, ann), await make(parent.id, ben)];
    for (const crew of crews) await members.put(system, owned.id, group(crew, 'owner'), add);
    for (let round = 0; round < 30; round += 1) {
      for (const [index, who] of [ann, ben].entries()) {
        const condition = { expected: 'any', mustNotExist: false } as const;
        await members.put(system, crews[index]?.id ?? '', user(who, 'viewer'), condition);
      }
      if (round === 0) await members.remove(system, owned.id, ann.id, 'any');
      const settled = await Promise.allSettled(
        [ann, ben].map((who, index) => members.remove(system, crews[index]?.id ?? '', who.id, 'any')),
      );
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await ownersOf(owned.id)).size).toBe(1);
    }
  });
});

it('the facts are what the rows say, after a random walk', async () => {
  const people = [ann, ben, cara];
  const all: Group[] = [await make(), await make()];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
  const roles: readonly GroupRole[] = ['viewer', 'editor', 'owner'];
  const step = async (): Promise<unknown> => {
    const target = pick(all);
    const any = { expected: 'any', mustNotExist: false } as const;
    switch (Math.floor(Math.random() * 7)) {
      case 0:
        return all.push(await make(Math.random() < 0.3 ? defaultDomainId : pick(all).id, pick(people)));
      case 1:
        return members.put(system, target.id, user(pick(people), pick(roles)), any);
      case 2:
        return members.put(system, target.id, group(pick(all), pick(roles)), any);
      case 3:
        return members.remove(system, target.id, pick([...people, ...all]).id, 'any');
      case 4:
        return fixture.groups.update(system, target.id, 'any', {
          visibility: pick(['private', 'public'] as const),
        });
      case 5: {
        const parentId = pick([defaultDomainId, pick(all).id]);
        return fixture.groups.update(system, target.id, 'any', { parentId });
      }
      default: {
        if (all.length < 6) return undefined;
        const { fingerprint } = await fixture.groups.previewDeletion(system, target.id);
        return fixture.groups.delete(system, target.id, 'any', fingerprint);
      }
    }
  };
  let refused = 0;
  for (let count = 0; count < 150; count += 1) {
    const settled = await Promise.allSettled([step(), step()]);
    refused += settled.filter(({ status }) => status === 'rejected').length;
  }
  expect(refused).toBeLessThan(300);

  const rows = await fixture.query<{ fact: string }>(
    `select 'group:' || id || '#parent@' || case when parent_group_id is null then 'domain:' else 'group:' end
       || parent_id as fact from groups.groups
     union all select 'group:' || id || '#public@' || type || ':*'
       from groups.groups, unnest(array['user', 'service', 'anonymous']) type where visibility = 'public'
     union all select 'group:' || object_id || '#' || role || '@'
       || coalesce('user:' || user_id, 'group:' || member_group_id || '#member') from groups.members`,
  );
  const known = await fixture.query<{ id: string }>(
    'select distinct resource_id as id from authz.rel where resource_type = 7',
  );
  const held = await Promise.all(known.map(({ id }) => fixture.facts({ type: 'group', id })));
  expect(held.flat().sort()).toEqual(rows.map(({ fact }) => fact).sort());

  const roots = await fixture.query<{ id: string }>(
    'select id from groups.groups where parent_group_id is null',
  );
  for (const { id } of roots) expect((await ownersOf(id)).size).toBeGreaterThan(0);
}, 60_000);
