import { type PageRequest, newId } from '@ashlar/database';
import { type Caller, type Fixture, openFixture, system } from './groups.fixture.js';
import { assertCurrent, deepestGroup, defaultDomainId, type Group, type NewGroup } from './index.js';

let fixture: Fixture;
let ann: Caller;
let ben: Caller;

beforeAll(async () => {
  fixture = await openFixture();
  ann = await fixture.user('ann');
  ben = await fixture.user('ben');
});
afterAll(() => fixture.close());

let serial = 0;
function make(more: Partial<NewGroup> = {}, caller = ann): Promise<Group> {
  serial += 1;
  const input = { parentId: defaultDomainId, slug: `group-${serial}`, name: `Group ${serial}`, ...more };
  return fixture.groups.create(caller.ctx, input);
}

const resource = (id: string) => ({ type: 'group', id });
const first: PageRequest = {
  size: 2,
  sort: { by: 'name', descending: false },
  start: { page: 0 },
  count: true,
};

it('names are kept composed, and refused when they hide something', async () => {
  const { ctx } = await fixture.user();
  const make = (name: string) =>
    fixture.groups.create(ctx, { parentId: defaultDomainId, slug: `g-${newId()}`, name });
  const group = await make('Cafe\u0301');
  expect(group.name).toBe('Caf\u00e9');
  const refusal = { code: 'VALIDATION_FAILED' };
  await expect(make(' \u200b ')).rejects.toMatchObject(refusal);
  const rename = (name: string) => fixture.groups.update(ctx, group.id, 'any', { name });
  await expect(rename('a\u202eb')).rejects.toMatchObject(refusal);
  expect(await rename('A\u030angstro\u0308m')).toMatchObject({ name: '\u00c5ngstr\u00f6m' });
});

describe('groups', () => {
  it('belong to whoever makes them, below their parent', async () => {
    const top = await make({ slug: 'Acme', name: 'Acme', description: 'All of it', visibility: 'public' });
    expect(top).toMatchObject({
      domainId: defaultDomainId,
      parentGroupId: undefined,
      slug: 'acme',
      path: 'acme',
      visibility: 'public',
      version: 1,
    });
    const team = await make({ parentId: top.id, slug: 'team' });
    expect(team).toMatchObject({ parentGroupId: top.id, path: 'acme/team', visibility: 'private' });
    expect(await fixture.groups.get(ann.ctx, team.id)).toEqual(team);
    expect(await fixture.facts(resource(top.id))).toEqual(
      [
        `group:${top.id}#owner@user:${ann.id}`,
        `group:${top.id}#parent@domain:${defaultDomainId}`,
        `group:${top.id}#public@anonymous:*`,
        `group:${top.id}#public@service:*`,
        `group:${top.id}#public@user:*`,
      ].sort(),
    );
    expect(await fixture.facts(resource(team.id))).toContain(`group:${team.id}#parent@group:${top.id}`);
  });

  it('are made nowhere that the caller may not use, and leave nothing behind when refused', async () => {
    const [hidden, shown] = [await make(), await make({ visibility: 'public' })];
    await expect(make({ parentId: hidden.id, slug: 'x' }, ben)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(make({ parentId: shown.id, slug: 'x' }, ben)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(make({ parentId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await fixture.namespaces.find(ann.ctx, `${hidden.path}/x`)).toBeUndefined();
    const mine = await make({}, ben);
    await expect(
      fixture.groups.update(ben.ctx, mine.id, [1], { parentId: hidden.id, name: 'Moved' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await fixture.groups.get(ben.ctx, mine.id)).toEqual(mine);
  });

  it('give nothing of the old place after a move, and all of the new one', async () => {
    const place = { domainId: defaultDomainId };
    const [from, to] = [await make(), await make({}, ben)];
    const inner = await make({ parentId: from.id });
    const deep = await make({ parentId: inner.id });
    const may = async ({ ctx }: Caller, permission: string) =>
      fixture.authorizer.check(ctx, permission, deep.id);
    expect([await may(ann, 'group.update'), await may(ben, 'group.read')]).toEqual([true, false]);
    await fixture.groups.members.put(
      system,
      to.id,
      { kind: 'user', id: ann.id, role: 'owner' },
      { expected: 'any', mustNotExist: true },
    );
    const moved = await fixture.groups.update(ann.ctx, inner.id, [1], { parentId: to.id });
    expect(moved).toMatchObject({ ...place, parentGroupId: to.id });
    await fixture.groups.members.remove(system, to.id, ann.id, 'any');
    await fixture.groups.members.remove(system, inner.id, ann.id, 'any');
    await fixture.groups.members.remove(system, deep.id, ann.id, 'any');
    expect([await may(ann, 'group.read'), await may(ben, 'group.update')]).toEqual([false, true]);
  });

  it('have slugs of their own, decided by the database whatever their case', async () => {
    const attempts = await Promise.allSettled(['Twin', 'TWIN', 'twin', 'tWiN'].map((slug) => make({ slug })));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = attempts.flatMap((attempt) =>
      attempt.status === 'rejected' ? [attempt.reason as unknown] : [],
    );
    for (const reason of reasons) expect(reason).toMatchObject({ code: 'SLUG_TAKEN' });
    await expect(make({ slug: 'ann' })).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
  });

  it('are renamed with all that is in them, and found by their old names', async () => {
    const top = await make({ slug: 'before' });
    const inner = await make({ parentId: top.id, slug: 'inner' });
    const renamed = await fixture.groups.update(ann.ctx, top.id, [1], { slug: 'After', name: 'New' });
    expect(renamed).toMatchObject({ slug: 'after', path: 'after', name: 'New', version: 2 });
    expect((await fixture.groups.get(ann.ctx, inner.id)).path).toBe('after/inner');

    const old = await fixture.namespaces.find(ann.ctx, 'Before/INNER');
    expect(old).toMatchObject({ type: 'group', id: inner.id, path: 'after/inner', current: false });
    if (!old) throw new Error('not found');
    expect(() => assertCurrent(old)).toThrow(expect.objectContaining({ details: { path: 'after/inner' } }));
    expect(await fixture.namespaces.find(ann.ctx, 'after/inner')).toMatchObject({ current: true });

    const heir = await make({ slug: 'before' });
    expect(await fixture.namespaces.find(ann.ctx, 'before')).toMatchObject({ id: heir.id, current: true });
    await expect(fixture.groups.update(ann.ctx, top.id, [2], { slug: 'before' })).rejects.toMatchObject({
      code: 'SLUG_TAKEN',
    });
    expect(await fixture.namespaces.find(ann.ctx, 'after')).toMatchObject({ id: top.id, current: true });
    const back = await fixture.groups.update(ann.ctx, heir.id, [1], { slug: 'elsewhere' });
    expect(back.path).toBe('elsewhere');
    expect((await fixture.groups.update(ann.ctx, top.id, [2], { slug: 'before' })).path).toBe('before');
  });

  it('leave the group that they lie in only with who may change it, and go deeper into it without', async () => {
    const top = await make();
    const beside = await make({ parentId: top.id });
    const inner = await make({ parentId: top.id });
    const put = { expected: 'any', mustNotExist: true } as const;
    for (const { id } of [inner, beside]) {
      await fixture.groups.members.put(ann.ctx, id, { kind: 'user', id: ben.id, role: 'owner' }, put);
    }
    const bens = await make({}, ben);
    const moveTo = (parentId: string) =>
      fixture.groups.update(ben.ctx, inner.id, 'any', { parentId, name: 'Moved' });
    for (const parentId of [bens.id, defaultDomainId]) {
      await expect(moveTo(parentId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await fixture.groups.get(ann.ctx, inner.id)).toEqual(inner);
    expect(await moveTo(beside.id)).toMatchObject({ parentGroupId: beside.id });
    await fixture.groups.members.put(ann.ctx, top.id, { kind: 'user', id: ben.id, role: 'editor' }, put);
    await fixture.groups.members.remove(ann.ctx, beside.id, ben.id, 'any');
    await expect(moveTo(bens.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await fixture.groups.members.change(ann.ctx, top.id, ben.id, 'any', 'owner');
    expect(await moveTo(bens.id)).toMatchObject({ parentGroupId: bens.id });
  });

  it('are renamed and moved in one step: only the new pair must be free', async () => {
    const [from, to] = [await make(), await make()];
    const moving = await make({ parentId: from.id, slug: 'one' });
    await make({ parentId: from.id, slug: 'two' });
    await make({ parentId: to.id, slug: 'one' });
    const moved = await fixture.groups.update(ann.ctx, moving.id, [1], { slug: 'two', parentId: to.id });
    expect(moved).toMatchObject({ path: `${to.slug}/two`, parentGroupId: to.id });
    expect(await fixture.namespaces.find(ann.ctx, `${from.slug}/one`)).toMatchObject({
      id: moving.id,
      current: false,
    });
    const tuples = await fixture.facts(resource(moving.id));
    expect(tuples.filter((tuple) => tuple.includes('#parent'))).toEqual([
      `group:${moving.id}#parent@group:${to.id}`,
    ]);
  });

  it('change in a version that the caller accepts, or not at all', async () => {
    const group = await make();
    await expect(
      fixture.groups.update(ann.ctx, group.id, [7], { slug: 'never', visibility: 'public' }),
    ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', details: { version: 1 } });
    expect(await fixture.groups.get(ann.ctx, group.id)).toEqual(group);
    expect(await fixture.namespaces.find(ann.ctx, 'never')).toBeUndefined();
    await fixture.groups.update(ann.ctx, group.id, [1], { visibility: 'public' });
    expect(await fixture.facts(resource(group.id))).toHaveLength(5);
    await fixture.groups.update(ann.ctx, group.id, [2], { visibility: 'private' });
    expect(await fixture.facts(resource(group.id))).toHaveLength(2);
  });

  it('do not lie in themselves, also when two moves meet', async () => {
    const top = await make();
    const inner = await make({ parentId: top.id });
    await expect(fixture.groups.update(ann.ctx, top.id, 'any', { parentId: inner.id })).rejects.toMatchObject(
      { code: 'PARENT_REFUSED' },
    );
    for (let round = 0; round < 20; round += 1) {
      const [one, two] = [await make(), await make()];
      const moves = await Promise.allSettled([
        fixture.groups.update(ann.ctx, one.id, 'any', { parentId: two.id }),
        fixture.groups.update(ann.ctx, two.id, 'any', { parentId: one.id }),
      ]);
      expect(moves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('lie only so deep', async () => {
    let group = await make();
    for (let depth = 1; depth < deepestGroup; depth += 1)
      group = await make({ parentId: group.id, slug: 'd' });
    await expect(make({ parentId: group.id })).rejects.toMatchObject({ code: 'PARENT_REFUSED' });
    const two = await make();
    await make({ parentId: two.id });
    await expect(
      fixture.groups.update(ann.ctx, two.id, 'any', { parentId: group.parentGroupId ?? '' }),
    ).rejects.toMatchObject({ code: 'PARENT_REFUSED' });
  });

  it('are listed in pages, with their paths', async () => {
    const top = await make({ name: 'Listed' });
    for (const name of ['list-c', 'List-a', 'list-b']) await make({ parentId: top.id, name });
    const page = await fixture.groups.list(ann.ctx, { parentGroupId: top.id }, first);
    expect(page.items.map(({ name }) => name)).toEqual(['List-a', 'list-b']);
    expect(page.items[0]?.path.startsWith(`${top.path}/`)).toBe(true);
    expect(page.total).toEqual({ count: 3, exact: true });
    const next = { ...first, start: { cursor: page.next ?? '' } };
    const rest = await fixture.groups.list(ann.ctx, { parentGroupId: top.id }, next);
    expect(rest.items.map(({ name }) => name)).toEqual(['list-c']);

    const mine = await make({}, ben);
    const direct = await fixture.groups.list(ben.ctx, { directMember: true }, first);
    const rows = await fixture.query<{ object_id: string }>(
      'select object_id from groups.members where user_id = $1',
      [ben.id],
    );
    expect(direct.total?.count).toBe(rows.length);
    const found = await fixture.groups.list(ben.ctx, { keyword: mine.slug.toUpperCase() }, first);
    expect(found.items.map(({ id }) => id)).toEqual([mine.id]);
  });
});

describe('the deletion of a group', () => {
  it('says first what goes with it, and takes no more than that', async () => {
    const top = await make({ slug: 'doomed' });
    const inner = await make({ parentId: top.id, slug: 'inner' });
    const preview = await fixture.groups.previewDeletion(ann.ctx, top.id);
    expect(preview.contents).toEqual([{ kind: 'groups', count: 1 }]);
    await expect(fixture.groups.delete(ann.ctx, top.id, [1], undefined)).rejects.toMatchObject({
      code: 'DELETION_UNCONFIRMED',
      details: { fingerprint: preview.fingerprint },
    });
    const late = await make({ parentId: inner.id });
    await expect(fixture.groups.delete(ann.ctx, top.id, [1], preview.fingerprint)).rejects.toMatchObject({
      code: 'DELETION_UNCONFIRMED',
    });
    const { fingerprint } = await fixture.groups.previewDeletion(ann.ctx, top.id);
    await expect(fixture.groups.delete(ann.ctx, top.id, [9], fingerprint)).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    await fixture.groups.delete(ann.ctx, top.id, [1], fingerprint);
    for (const { id } of [top, inner, late]) {
      await expect(fixture.groups.get(ann.ctx, id)).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
      expect(await fixture.mentions(id)).toBe(0);
    }
    expect(await fixture.namespaces.find(ann.ctx, 'doomed')).toBeUndefined();
    const slugs = await fixture.query('select 1 from groups.slugs where target_id = $1 or parent_id = $1', [
      top.id,
    ]);
    expect(slugs).toEqual([]);
  });

  it('leaves those who owned another group through it as its owners by name', async () => {
    const put = { expected: 'any', mustNotExist: true } as const;
    const crew = await make();
    const core = await make();
    const owned = await make();
    const { members } = fixture.groups;
    await members.put(ann.ctx, crew.id, { kind: 'group', id: core.id, role: 'viewer' }, put);
    await members.put(ann.ctx, core.id, { kind: 'user', id: ben.id, role: 'editor' }, put);
    await members.put(ann.ctx, owned.id, { kind: 'user', id: ben.id, role: 'viewer' }, put);
    await members.put(ann.ctx, owned.id, { kind: 'group', id: crew.id, role: 'owner' }, put);
    await members.remove(ann.ctx, owned.id, ann.id, 'any');
    await fixture.groups.delete(ann.ctx, crew.id, [1], undefined);
    expect(await fixture.facts(resource(owned.id))).toEqual(
      [
        `group:${owned.id}#owner@user:${ann.id}`,
        `group:${owned.id}#owner@user:${ben.id}`,
        `group:${owned.id}#parent@domain:${defaultDomainId}`,
      ].sort(),
    );
    expect(await members.get(ann.ctx, owned.id, ben.id)).toMatchObject({ role: 'owner', version: 2 });
  });

  it('gives nothing away where somebody else owns the other group', async () => {
    const put = { expected: 'any', mustNotExist: true } as const;
    const crew = await make();
    const owned = await make();
    const { members } = fixture.groups;
    await members.put(ann.ctx, crew.id, { kind: 'user', id: ben.id, role: 'viewer' }, put);
    await members.put(ann.ctx, owned.id, { kind: 'group', id: crew.id, role: 'owner' }, put);
    await fixture.groups.delete(ann.ctx, crew.id, [1], undefined);
    const owners = (await fixture.facts(resource(owned.id))).filter((fact) => fact.includes('#owner'));
    expect(owners).toEqual([`group:${owned.id}#owner@user:${ann.id}`]);
  });
});
