import { createAuthorizer, createRelations, platformId, type Authorizer } from '@ashlar/authz';
import {
  contextFor,
  type Database,
  newId,
  type OperationContext,
  type PageRequest,
  systemContext,
} from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import {
  createGroups,
  createNamespaces,
  defaultDomainId,
  type Group,
  groupEntities,
  type Groups,
  type Namespaces,
} from '@ashlar/groups';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import {
  createProjects,
  type NewProject,
  type PartOfProjects,
  type Project,
  projectEntities,
  type Projects,
} from './index.js';

interface Caller {
  readonly id: string;
  readonly ctx: OperationContext;
  readonly home: string;
}

let testDatabase: TestDatabase;
let database: Database;
let root: pg.Pool;
let authorizer: Authorizer;
let namespaces: Namespaces;
let groups: Groups;
let projects: Projects;
let ann: Caller;
let ben: Caller;
const system = systemContext('projects spec');
const add = { expected: 'any', mustNotExist: true } as const;

/** Stands for a brick that keeps things in projects: one thing in each that is named in `holding`. */
const holding = new Set<string>();
const copied: string[] = [];
const removed: string[] = [];
const pipelines: PartOfProjects = {
  kind: 'pipelines',
  idsIn: async (_, ids) => ids.filter((id) => holding.has(id)),
  remove: async (_, ids) => void removed.push(...ids),
  copy: async (_, from, to) => {
    if (holding.has(from) && copied.length > 0) throw new Error('the second copy fails');
    copied.push(to);
  },
};

async function newUser(name: string): Promise<Caller> {
  const id = newId();
  await root.query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
    id,
    'https://id.example.org',
    name,
  ]);
  const ctx = contextFor({ kind: 'user', id, roles: ['member'] });
  return { id, ctx, home: (await namespaces.ensureHome(ctx, id, name)).id };
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), [...groupEntities, ...projectEntities]));
  root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  namespaces = createNamespaces({ database, relations });
  projects = createProjects({ database, authorizer, relations, namespaces, parts: [pipelines] });
  groups = createGroups({ database, authorizer, relations, namespaces, contents: [projects.inGroups] });
  await database.transact(system, (tx) =>
    relations.write(tx, {
      touch: ['group_creator', 'project_creator'].map((relation) => ({
        object: { type: 'platform', id: platformId },
        relation,
        subject: { type: 'user', id: '*' },
      })),
    }),
  );
  [ann, ben] = [await newUser('ann'), await newUser('ben')];
});
afterAll(async () => {
  await root.end();
  await database.close();
  await testDatabase.drop();
});

let serial = 0;
function make(more: Partial<NewProject> = {}, caller = ann): Promise<Project> {
  serial += 1;
  return projects.create(caller.ctx, {
    place: { namespaceId: caller.home },
    name: `Project ${serial}`,
    slug: `p-${serial}`,
    ...more,
  });
}
function makeGroup(caller = ann): Promise<Group> {
  serial += 1;
  return groups.create(caller.ctx, { parentId: defaultDomainId, slug: `g-${serial}`, name: 'Group' });
}
const may = ({ ctx }: Caller, permission: string, { id }: Project): Promise<boolean> =>
  authorizer.check(ctx, `project.${permission}`, id);
const byName: PageRequest = {
  size: 2,
  sort: { by: 'name', descending: false },
  start: { page: 0 },
  count: true,
};
async function mentions(id: string): Promise<number> {
  return (await root.query('select 1 from authz.rel where resource_id = $1 or subject_id = $1', [id])).rows
    .length;
}

describe('projects', () => {
  it('lie in the namespace of a user or in a group, and are kept as they were given', async () => {
    const mine = await make({
      name: 'Beam Line 7',
      slug: undefined,
      description: 'd',
      documentation: '# Doc',
      keywords: ['optics', 'optics', ' x '],
      repositories: ['https://git.example.org/beam.git'],
    });
    expect(mine).toMatchObject({
      path: 'ann/beam-line-7',
      namespaceId: ann.home,
      namespaceType: 'user-namespace',
      documentation: '# Doc',
      keywords: ['optics', 'x'],
      visibility: 'private',
      version: 1,
    });
    const group = await makeGroup();
    const shared = await make({ place: { path: group.path.toUpperCase() }, slug: 'Shared' });
    expect(shared).toMatchObject({ path: `${group.slug}/shared`, namespaceType: 'group' });
    expect([await may(ann, 'manage', mine), await may(ann, 'manage', shared)]).toEqual([true, true]);
    expect([await may(ben, 'read', mine), await may(ben, 'read', shared)]).toEqual([false, false]);
    expect(await namespaces.find(system, 'ann/beam-line-7')).toMatchObject({ type: 'project', id: mine.id });
    const changed = await projects.update(ann.ctx, mine.id, [1], { documentation: null, keywords: [] });
    expect(changed).toMatchObject({ documentation: undefined, keywords: [], description: 'd', version: 2 });
  });

  it('are not put where the caller may not, nor say what is there', async () => {
    const hidden = await makeGroup(ben);
    const refusals: unknown[] = [];
    for (const place of [
      { namespaceId: hidden.id },
      { namespaceId: ben.home },
      { namespaceId: newId() },
      { path: hidden.path },
      { path: 'ben' },
      { path: 'nobody' },
      { path: '' },
    ]) {
      await make({ place }).catch(({ code, message }) => refusals.push([code, message]));
    }
    expect(refusals).toHaveLength(7);
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    await groups.update(ben.ctx, hidden.id, 'any', { slug: `${hidden.slug}-new` });
    await expect(make({ place: { path: hidden.path } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(make({ place: { path: hidden.path } }, ben)).rejects.toMatchObject({
      code: 'SLUG_MOVED',
      details: { path: `${hidden.slug}-new` },
    });
    for (const url of ['ftp://x.example', 'https://a:b@git.example.org', 'nonsense']) {
      await expect(make({ repositories: [url] })).rejects.toMatchObject({ code: 'REPOSITORY_REFUSED' });
    }
  });

  it('share names with the groups beside them', async () => {
    const group = await makeGroup();
    await make({ place: { namespaceId: group.id }, slug: 'Same' });
    await expect(make({ place: { namespaceId: group.id }, slug: 'sAME' })).rejects.toMatchObject({
      code: 'SLUG_TAKEN',
    });
    await expect(
      groups.create(ann.ctx, { parentId: group.id, slug: 'same', name: 'Same' }),
    ).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
  });

  it('belong to the editor of a group who makes them', async () => {
    const group = await makeGroup();
    await groups.members.put(ann.ctx, group.id, { kind: 'user', id: ben.id, role: 'editor' }, add);
    const made = await make({ place: { namespaceId: group.id } }, ben);
    expect(await may(ben, 'manage', made)).toBe(true);
    const { items } = await projects.members.list(ben.ctx, made.id, {
      ...byName,
      sort: { by: 'created_at', descending: false },
    });
    expect(items).toMatchObject([{ kind: 'user', id: ben.id, role: 'owner' }]);
  });

  it('are managed by owners alone; editors describe them', async () => {
    const project = await make();
    await projects.members.put(ann.ctx, project.id, { kind: 'user', id: ben.id, role: 'editor' }, add);
    expect(await projects.update(ben.ctx, project.id, 'any', { name: 'By Ben' })).toMatchObject({
      name: 'By Ben',
    });
    for (const change of [
      { slug: 'x' },
      { visibility: 'public' },
      { place: { namespaceId: ben.home } },
    ] as const) {
      await expect(projects.update(ben.ctx, project.id, 'any', change)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    await expect(projects.update(ann.ctx, project.id, [1], { name: 'Late' })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  });

  it('leave all rights of the old place behind when they move, also between a group and a user', async () => {
    const bens = await makeGroup(ben);
    const project = await make({ slug: 'mover' });
    await groups.members.put(ben.ctx, bens.id, { kind: 'user', id: ann.id, role: 'editor' }, add);
    const inGroup = await projects.update(ann.ctx, project.id, [1], {
      place: { namespaceId: bens.id },
      slug: 'moved',
    });
    expect(inGroup).toMatchObject({ path: `${bens.slug}/moved`, namespaceType: 'group', version: 2 });
    expect([await may(ann, 'manage', project), await may(ben, 'manage', project)]).toEqual([false, true]);
    expect(await namespaces.find(system, 'ann/mover')).toMatchObject({
      id: project.id,
      path: `${bens.slug}/moved`,
      current: false,
    });
    await projects.update(ben.ctx, project.id, [2], { place: { namespaceId: ben.home } });
    expect([await may(ann, 'read', project), await may(ben, 'manage', project)]).toEqual([false, true]);
    expect(await namespaces.pathsOf(system, [project.id])).toEqual(new Map([[project.id, 'ben/moved']]));
    const parents = await root.query('select 1 from authz.rel where resource_id = $1 and relation = 10', [
      project.id,
    ]);
    expect(parents.rows).toHaveLength(1);
  });

  it('leave a group only with who may change it, and go deeper into it without', async () => {
    const top = await makeGroup();
    const inner = await groups.create(ann.ctx, { parentId: top.id, slug: 'inner', name: 'Inner' });
    const bens = await makeGroup(ben);
    const project = await make({ place: { namespaceId: top.id } });
    await projects.members.put(ann.ctx, project.id, { kind: 'user', id: ben.id, role: 'owner' }, add);
    await groups.members.put(ann.ctx, inner.id, { kind: 'user', id: ben.id, role: 'editor' }, add);
    const moveTo = (namespaceId: string) =>
      projects.update(ben.ctx, project.id, 'any', { place: { namespaceId }, name: 'Moved' });
    for (const namespaceId of [bens.id, ben.home]) {
      await expect(moveTo(namespaceId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await projects.get(ann.ctx, project.id)).toEqual(project);
    expect(await moveTo(inner.id)).toMatchObject({ namespaceId: inner.id });
    await expect(moveTo(ben.home)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await groups.members.put(
      ann.ctx,
      inner.id,
      { kind: 'user', id: ben.id, role: 'owner' },
      {
        ...{ expected: 'any', mustNotExist: false },
      },
    );
    expect(await moveTo(ben.home)).toMatchObject({ namespaceType: 'user-namespace' });
  });

  it('are public for everybody, and private again', async () => {
    const project = await make();
    await projects.update(ann.ctx, project.id, 'any', { visibility: 'public' });
    expect([await may(ben, 'read', project), await may(ben, 'update', project)]).toEqual([true, false]);
    const found = await projects.list(ben.ctx, { text: project.slug }, byName);
    expect(found.items.map(({ id }) => id)).toEqual([project.id]);
    await projects.update(ann.ctx, project.id, 'any', { visibility: 'private' });
    expect(await may(ben, 'read', project)).toBe(false);
    expect((await projects.list(ben.ctx, { text: project.slug }, byName)).total?.count).toBe(0);
  });

  it('are listed in pages, by place, keyword, text and membership', async () => {
    const group = await makeGroup();
    const place = { namespaceId: group.id };
    for (const name of ['c', 'A', 'b'])
      await make({ place, name, keywords: ['k', name], description: '50%' });
    const firstPage = await projects.list(ann.ctx, place, byName);
    expect(firstPage.items.map(({ name, path }) => [name, path.startsWith(`${group.slug}/`)])).toEqual([
      ['A', true],
      ['b', true],
    ]);
    expect(firstPage.total).toEqual({ count: 3, exact: true });
    const rest = await projects.list(ann.ctx, place, { ...byName, start: { cursor: firstPage.next ?? '' } });
    expect(rest.items.map(({ name }) => name)).toEqual(['c']);
    const tagged = await projects.list(ann.ctx, { ...place, keywords: ['k', 'b'] }, byName);
    expect(tagged.items.map(({ name }) => name)).toEqual(['b']);
    expect((await projects.list(ann.ctx, { ...place, text: '0%' }, byName)).total?.count).toBe(3);
    expect((await projects.list(ann.ctx, { ...place, directMember: true }, byName)).items).toEqual([]);
    expect((await projects.list(ben.ctx, place, byName)).items).toEqual([]);
  });
});

describe('a copy', () => {
  it('has what the original has but its members, or is not made at all', async () => {
    const original = await make({ documentation: 'doc', keywords: ['k'], visibility: 'public' });
    await projects.members.put(ann.ctx, original.id, { kind: 'user', id: ben.id, role: 'viewer' }, add);
    const copy = await projects.copy(ben.ctx, original.id, {
      place: { namespaceId: ben.home },
      slug: 'copy',
    });
    expect(copy).toMatchObject({
      path: 'ben/copy',
      name: original.name,
      documentation: 'doc',
      keywords: ['k'],
      visibility: 'private',
      version: 1,
    });
    expect(copied).toEqual([copy.id]);
    expect((await projects.list(ben.ctx, { copiedFrom: original.id }, byName)).items).toHaveLength(1);
    expect((await projects.list(ann.ctx, { copiedFrom: original.id }, byName)).items).toEqual([]);

    holding.add(original.id);
    const again = { place: { namespaceId: ben.home }, slug: 'again' };
    await expect(projects.copy(ben.ctx, original.id, again)).rejects.toThrow('the second copy fails');
    expect(await namespaces.find(system, 'ben/again')).toBeUndefined();
    holding.clear();

    const hidden = await make();
    await expect(projects.copy(ben.ctx, hidden.id, again)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      projects.copy(ben.ctx, original.id, { place: { namespaceId: ann.home } }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a deletion', () => {
  it('takes along what it said, and no fact stays', async () => {
    const project = await make({ slug: 'doomed', visibility: 'public' });
    holding.add(project.id);
    await expect(projects.delete(ann.ctx, project.id, [1], undefined)).rejects.toMatchObject({
      code: 'DELETION_UNCONFIRMED',
    });
    const preview = await projects.previewDeletion(ann.ctx, project.id);
    expect(preview.contents).toEqual([{ kind: 'pipelines', count: 1 }]);
    await projects.delete(ann.ctx, project.id, [1], preview.fingerprint);
    expect(removed).toContain(project.id);
    expect(await mentions(project.id)).toBe(0);
    expect(await namespaces.find(system, 'ann/doomed')).toBeUndefined();
    await expect(projects.get(ann.ctx, project.id)).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' });
    holding.clear();
  });

  it('of a group takes its projects along, public ones too', async () => {
    const group = await makeGroup();
    const inner = await groups.create(ann.ctx, { parentId: group.id, slug: 'inner', name: 'Inner' });
    const deep = await make({ place: { namespaceId: inner.id }, visibility: 'public' });
    const { contents, fingerprint } = await groups.previewDeletion(ann.ctx, group.id);
    expect(contents).toEqual([
      { kind: 'groups', count: 1 },
      { kind: 'projects', count: 1 },
    ]);
    await groups.delete(ann.ctx, group.id, 'any', fingerprint);
    for (const { id } of [group, inner, deep]) expect(await mentions(id)).toBe(0);
    const { rows } = await root.query(
      'select 1 from groups.slugs where target_id = any($1) or parent_id = any($1)',
      [[group.id, inner.id, deep.id]],
    );
    expect(rows).toEqual([]);
    expect((await projects.list(ben.ctx, { domainId: defaultDomainId }, byName)).items).not.toContainEqual(
      expect.objectContaining({ id: deep.id }),
    );
  });
});

it('a project that is made while its group goes is refused, or seen by the deletion', async () => {
  for (let round = 0; round < 25; round += 1) {
    const group = await makeGroup();
    const { fingerprint } = await groups.previewDeletion(ann.ctx, group.id);
    const [making, deleting] = await Promise.allSettled([
      make({ place: { namespaceId: group.id } }),
      groups.delete(ann.ctx, group.id, 'any', fingerprint),
    ]);
    expect([making.status, deleting.status].sort()).toEqual(['fulfilled', 'rejected']);
    const orphans = await root.query(
      `select 1 from authz.rel where resource_type = 8
         and not exists (select from projects.projects where id = resource_id)`,
    );
    expect(orphans.rows).toEqual([]);
  }
});
