import { jest } from '@jest/globals';
import type { OwnerRef } from '@ashlar/group-config';
import type { Project } from '@ashlar/projects';
import pg from 'pg';
import { openWorld, type Person, type World } from './world.fixture.js';

let world: World;
let owner: Person;
let stranger: Person;
let project: Project;
let home: Project;
let team: string;

beforeAll(async () => {
  world = await openWorld();
  [owner, stranger] = [await world.person(), await world.person()];
  const group = (slug: string, parentId: string): Promise<{ readonly id: string }> =>
    world.groups.create(owner.ctx, { parentId, slug, name: slug });
  const dept = await group('dept', '00000000-0000-7000-8000-000000000001');
  team = (await group('team', dept.id)).id;
  [project, home] = [await world.project(owner, team), await world.project(owner)];
  const storageId = await world.storage();
  for (const [of, path] of [
    [project, 'data/raw'],
    [home, 'notes'],
  ] as const) {
    await world.mounts.create(owner.ctx, of.id, { storageId, path, readOnly: true });
  }
  owners.set('dept', { type: 'group', id: dept.id });
  owners.set('team', { type: 'group', id: team });
  owners.set('project', { type: 'project', id: project.id });
  owners.set('home', { type: 'project', id: home.id });
  owners.set('domain', { type: 'domain', id: project.domainId });
  owners.set('owner', { type: 'user', id: owner.id });
  owners.set('stranger', { type: 'user', id: stranger.id });
}, 60_000);
afterAll(() => world.close());

const owners = new Map<string, OwnerRef>();
const named = (name: string): OwnerRef => {
  const found = owners.get(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

describe('a dotfile', () => {
  const kinds = async (name: string, path: string) =>
    (await world.dotfiles.mountClashesOf(world.admin, named(name), [path])).map(({ mount, kind }) => [
      mount,
      kind,
    ]);

  it.each(['project', 'team', 'dept', 'domain', 'owner'])('of %s is said to meet a mount', async (name) => {
    expect(await kinds(name, 'data/raw')).toEqual([['data/raw', 'equal']]);
    expect(await kinds(name, 'data/raw/x/y')).toEqual([['data/raw', 'hidden']]);
    expect(await kinds(name, 'data')).toEqual([['data/raw', 'blocked']]);
    for (const path of ['data/rawer', 'data/ra', 'data/raw0', 'dat', 'other']) {
      expect([path, await kinds(name, path)]).toEqual([path, []]);
    }
  });

  it.each(['project', 'team', 'dept', 'domain', 'owner'])('among others of %s is too', async (name) => {
    const paths = ['other', 'data', 'data/raw/x', 'x/y', 'data/rawer'];
    expect(await world.dotfiles.mountClashesOf(world.admin, named(name), paths)).toEqual([
      { path: 'data', mount: 'data/raw', kind: 'blocked' },
      { path: 'data/raw/x', mount: 'data/raw', kind: 'hidden' },
    ]);
    expect(await world.dotfiles.mountClashesOf(world.admin, named(name), [])).toEqual([]);
  });

  it('is warned of what its runs have mounted, and of nothing else', async () => {
    expect(await kinds('home', 'data/raw')).toEqual([]);
    expect(await kinds('team', 'notes')).toEqual([]);
    expect(await kinds('owner', 'notes')).toEqual([['notes', 'equal']]);
    expect(await kinds('domain', 'notes/x')).toEqual([['notes', 'hidden']]);
    expect(await kinds('stranger', 'data/raw')).toEqual([]);
    const viewer = { kind: 'user', id: stranger.id, role: 'viewer' } as const;
    await world.projects.members.put(owner.ctx, project.id, viewer, { expected: 'any', mustNotExist: false });
    expect(await kinds('stranger', 'data/raw')).toEqual([['data/raw', 'equal']]);
    expect(await kinds('stranger', 'notes')).toEqual([]);
  });
});

describe('a mount', () => {
  it('says which files of the project, its groups and the domain it meets', async () => {
    const file = (name: string, path: string) =>
      world.dotfiles.create(owner.ctx, named(name), { path, content: Buffer.from('x') });
    await file('dept', 'results/readme');
    await file('team', 'results/notes');
    await file('project', 'plots');
    const mounted = async (path: string) => {
      const storageId = await world.storage();
      const made = await world.mounts.create(owner.ctx, project.id, { storageId, path, readOnly: true });
      return world.mounts.filesAround(owner.ctx, made);
    };
    expect(await mounted('results')).toEqual([
      { path: 'results/notes', mount: 'results', kind: 'hidden' },
      { path: 'results/readme', mount: 'results', kind: 'hidden' },
    ]);
    expect(await mounted('plots/of/today')).toEqual([
      { path: 'plots', mount: 'plots/of/today', kind: 'blocked' },
    ]);
    expect(await mounted('elsewhere')).toEqual([]);
  });
});

describe('what holds for a run', () => {
  it('knows the mounts of its project besides those that it is asked about, by one statement more', async () => {
    await world.dotfiles.create(owner.ctx, named('home'), { path: 'notes/x', content: Buffer.from('x') });
    const request = { projectId: home.id, mounts: ['notes/x'] };
    await world.effectiveConfigs.of(owner.ctx, request);
    const texts: string[] = [];
    const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    const query = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: pg.Client,
      ...args: unknown[]
    ) {
      const [first] = args;
      texts.push(typeof first === 'string' ? first : (first as { text: string }).text);
      return original.apply(this, args);
    } as never);
    try {
      const { mountClashes } = await world.effectiveConfigs.of(owner.ctx, request);
      expect(mountClashes).toEqual([
        { path: 'notes/x', mount: 'notes/x', kind: 'equal' },
        { path: 'notes/x', mount: 'notes', kind: 'hidden' },
      ]);
    } finally {
      query.mockRestore();
    }
    expect(texts.map((text) => text.includes('storage_mounts.mounts'))).toEqual([false, true]);
    expect(texts[0]).toContain('group_config.');
  });
});
