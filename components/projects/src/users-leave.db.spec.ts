import { openDatabase } from '@ashlar/database/testing';
import { createAuthorizer, createRelations } from '@ashlar/authz';
import { newId } from '@ashlar/database';
import {
  createGroups,
  createNamespaces,
  defaultDomainId,
  groupEntities,
  type OwnedByUsers,
} from '@ashlar/groups';
import { createProjects, projectEntities } from './index.js';
import { add, type Caller, openWorld, system, type World } from './world.fixture.js';

let world: World;
/** As the background jobs have them: with the rights of the worker in the database. */
let parts: readonly OwnedByUsers[];
let worker: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
  world = await openWorld();
  worker = await openDatabase(world.testDatabase.urlFor('worker'), [...groupEntities, ...projectEntities]);
  const { database } = worker;
  const access = {
    database,
    authorizer: createAuthorizer({ database }),
    relations: createRelations({ database }),
  };
  const namespaces = createNamespaces(access);
  const projects = createProjects({ ...access, namespaces, parts: [] });
  const groups = createGroups({ ...access, namespaces, contents: [projects.inGroups] });
  parts = [projects.ownedByUsers, groups.ownedByUsers];
}, 60_000);
beforeEach(async () => {
  await world.platform.replaceAuthorizationConfig(system, 'any', {
    ...{ groupCreators: { who: 'everyone', userIds: [] }, projectCreators: { who: 'everyone', userIds: [] } },
  });
});
afterAll(async () => {
  await worker.database.close();
  await world.close();
});

const name = (): string => `u-${newId()}`;

/** A user with all that a user can have: roles, alone and with others, a home with a project, a place in the switches. */
async function settled() {
  const [gone, other] = [await world.user(name()), await world.user(name())];
  const { groups, projects } = world;
  const make = (by: Caller, slug: string) =>
    groups.create(by.ctx, { parentId: defaultDomainId, slug: `${slug}-${newId()}`, name: slug });
  const alone = await make(gone, 'alone');
  const below = await groups.create(gone.ctx, { parentId: alone.id, slug: 'below', name: 'Below' });
  const together = await make(gone, 'together');
  await groups.members.put(gone.ctx, together.id, { kind: 'user', id: other.id, role: 'owner' }, add);
  const through = await make(other, 'through');
  // By somebody who may see both groups.
  await groups.members.put(system, through.id, { kind: 'group', id: alone.id, role: 'editor' }, add);
  const foreign = await make(other, 'foreign');
  await groups.members.put(other.ctx, foreign.id, { kind: 'user', id: gone.id, role: 'viewer' }, add);
  const place = (namespaceId: string) => ({ place: { namespaceId } });
  const own = await projects.create(gone.ctx, { ...place(gone.home), name: 'Own', slug: 'own' });
  const inside = await projects.create(gone.ctx, { ...place(below.id), name: 'Inside' });
  const shared = await projects.create(other.ctx, { ...place(foreign.id), name: 'Shared' });
  await projects.members.put(other.ctx, shared.id, { kind: 'user', id: gone.id, role: 'editor' }, add);
  await projects.members.put(gone.ctx, own.id, { kind: 'user', id: other.id, role: 'viewer' }, add);
  await groups.invitations?.create(gone.ctx, together.id, { role: 'viewer', days: 1 });
  const named = { who: 'named', userIds: [gone.id, other.id] } as const;
  await world.platform.replaceAuthorizationConfig(system, 'any', {
    ...{ groupCreators: named, projectCreators: { who: 'everyone', userIds: [] } },
  });
  return { gone, other, alone, below, together, through, foreign, own, inside, shared };
}

/** As the purge of users does it: part by part, each in a transaction of its own, until it is done. */
async function run(
  work: (part: OwnedByUsers) => Parameters<typeof worker.database.transact>[1],
): Promise<void> {
  for (const part of parts) {
    while ((await worker.database.transact(system, work(part))) === 'more');
  }
}

/** Whatever still names the user: rows of these bricks, and facts. */
async function traces(id: string): Promise<number> {
  const rows = await world.query<{ count: string }>(
    `select (select count(*) from groups.domain_members where user_id = $1)
          + (select count(*) from groups.members where user_id = $1)
          + (select count(*) from projects.members where user_id = $1)
          + (select count(*) from groups.user_namespaces where user_id = $1)
          + (select count(*) from groups.invitations where invited_by = $1)
          + (select count(*) from groups.named_creators where user_id = $1)
          + (select count(*) from authz.rel where subject_id = $1) as count`,
    [id],
  );
  return Number(rows[0]?.count);
}

async function mentions(id: string): Promise<number> {
  return (await world.query('select 1 from authz.rel where resource_id = $1 or subject_id = $1', [id]))
    .length;
}

const missing = (code: string) => ({ code });

describe('a user who goes', () => {
  it('takes along what nobody else owns, and leaves no trace', async () => {
    const at = await settled();
    const contents = await Promise.all(parts.map((part) => part.preview(system, at.gone.id)));
    expect(contents).toEqual([
      [{ kind: 'projects', ids: [at.own.id] }],
      [
        { kind: 'groups', ids: expect.arrayContaining([at.alone.id, at.below.id]) },
        { kind: 'projects', ids: [at.inside.id] },
      ],
    ]);
    await run((part) => (tx) => part.remove(tx, at.gone.id));
    expect(await traces(at.gone.id)).toBe(0);
    for (const id of [at.alone.id, at.below.id, at.own.id, at.inside.id, at.gone.home]) {
      expect(await mentions(id)).toBe(0);
    }
    await expect(world.groups.get(system, at.below.id)).rejects.toMatchObject(missing('GROUP_NOT_FOUND'));
    await expect(world.projects.get(system, at.own.id)).rejects.toMatchObject(missing('PROJECT_NOT_FOUND'));
    for (const id of [at.together.id, at.through.id, at.foreign.id]) await world.groups.get(system, id);
    await world.projects.get(system, at.shared.id);
    // Once more, as after a crash: there is nothing left to do.
    await run((part) => (tx) => part.remove(tx, at.gone.id));
  });

  it('leaves to the heir what nobody else owns, with all rights that others have there', async () => {
    const at = await settled();
    const heir = await world.user(name());
    await world.projects.create(heir.ctx, { place: { namespaceId: heir.home }, name: 'Own', slug: 'own' });
    await run((part) => (tx) => part.reassign(tx, at.gone.id, heir.id));
    await run((part) => (tx) => part.reassign(tx, at.gone.id, heir.id));
    expect(await traces(at.gone.id)).toBe(0);
    expect(await mentions(at.gone.home)).toBe(0);
    const group = { type: 'group', id: at.alone.id };
    expect(await world.facts(group)).toEqual([`owner user:${heir.id}`, `parent domain:${defaultDomainId}`]);
    const moved = await world.projects.get(heir.ctx, at.own.id);
    expect([moved.namespaceId, moved.slug]).toEqual([heir.home, 'own-2']);
    expect(await world.facts({ type: 'project', id: at.own.id })).toEqual([
      `parent user_namespace:${heir.home}`,
      `viewer user:${at.other.id}`,
    ]);
    expect(await world.authorizer.check(heir.ctx, 'project.manage', at.inside.id)).toBe(true);
    expect(await world.authorizer.check(heir.ctx, 'group.read', at.together.id)).toBe(false);
    expect((await world.groups.members.list(system, at.together.id, page)).items).toMatchObject([
      { id: at.other.id, role: 'owner' },
    ]);
  });

  it('cannot leave anything to somebody of another domain', async () => {
    const at = await settled();
    const domain = await world.domains.create(system, { slug: `d-${newId()}`, name: 'Elsewhere' });
    await world.domains.members.put(system, domain.id, { kind: 'user', id: at.gone.id, role: 'member' }, add);
    const input = { parentId: domain.id, slug: 'there', name: 'There', ownerId: at.gone.id };
    const there = await world.groups.create(system, input);
    const heir = await world.user(name());
    const attempt = run((part) => (tx) => part.reassign(tx, at.gone.id, heir.id));
    await expect(attempt).rejects.toMatchObject(missing('MEMBER_REFUSED'));
    expect(await world.facts({ type: 'group', id: there.id })).toContain(`owner user:${at.gone.id}`);
  });
});

const page = {
  size: 20,
  sort: { by: 'created_at', descending: false },
  start: { page: 0 },
  count: false,
} as const;

describe('a domain', () => {
  it('goes with all that is in it after saying so, and its people stay', async () => {
    const ann = await world.user(name());
    const domain = await world.domains.create(system, { slug: `d-${newId()}`, name: 'Going' });
    await world.domains.members.put(system, domain.id, { kind: 'user', id: ann.id, role: 'admin' }, add);
    const outer = await world.groups.create(ann.ctx, { parentId: domain.id, slug: 'outer', name: 'Outer' });
    const inner = await world.groups.create(ann.ctx, { parentId: outer.id, slug: 'inner', name: 'Inner' });
    const project = await world.projects.create(ann.ctx, {
      ...{ place: { namespaceId: inner.id }, name: 'Data', visibility: 'public' },
    });
    await world.domains.update(system, domain.id, 'any', { suspended: true });
    const preview = await world.domains.previewDeletion(system, domain.id);
    expect(preview.contents).toEqual([
      { kind: 'groups', count: 2 },
      { kind: 'user-namespaces', count: 0 },
      { kind: 'members', count: 1 },
      { kind: 'projects', count: 1 },
    ]);
    const go = (confirmed?: string) => world.domains.delete(system, domain.id, 'any', confirmed);
    await expect(go()).rejects.toMatchObject({
      ...{ code: 'DELETION_UNCONFIRMED', details: { fingerprint: preview.fingerprint } },
    });
    await expect(world.domains.delete(system, domain.id, [1], preview.fingerprint)).rejects.toMatchObject(
      missing('PRECONDITION_FAILED'),
    );
    await go(preview.fingerprint);
    await expect(go(preview.fingerprint)).rejects.toMatchObject(missing('DOMAIN_NOT_FOUND'));
    for (const id of [domain.id, outer.id, inner.id, project.id]) expect(await mentions(id)).toBe(0);
    const slugs = 'select 1 from groups.slugs where parent_id = any($1) or target_id = any($1)';
    expect(await world.query(slugs, [[domain.id, outer.id, inner.id, project.id]])).toEqual([]);
    expect(await world.namespaces.findHome(ann.ctx, ann.id)).toMatchObject({ domainId: defaultDomainId });
  });

  it('that is the default one stays', async () => {
    const { fingerprint } = await world.domains.previewDeletion(system, defaultDomainId);
    const attempt = world.domains.delete(system, defaultDomainId, 'any', fingerprint);
    await expect(attempt).rejects.toMatchObject(missing('DOMAIN_PERMANENT'));
  });

  it('loses no group that is made while it goes: one of the two is refused', async () => {
    const ann = await world.user(name());
    const domain = await world.domains.create(system, { slug: `d-${newId()}`, name: 'Racing' });
    await world.domains.members.put(system, domain.id, { kind: 'user', id: ann.id, role: 'admin' }, add);
    const { fingerprint } = await world.domains.previewDeletion(system, domain.id);
    const results = await Promise.allSettled([
      world.domains.delete(system, domain.id, 'any', fingerprint),
      world.groups.create(ann.ctx, { parentId: domain.id, slug: 'late', name: 'Late' }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const left = await world.query('select 1 from groups.domains where id = $1', [domain.id]);
    const groups = await world.query('select 1 from groups.groups where domain_id = $1', [domain.id]);
    expect(groups).toHaveLength(left.length);
  });
});
