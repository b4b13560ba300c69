import { newId } from '@ashlar/database';
import { defaultDomainId } from '@ashlar/groups';
import { tellOfProjects } from './index.js';
import { openWorld, system, type World } from './world.fixture.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world.close());

const toldOf = (id: string) =>
  world.events
    .recorded()
    .filter(({ aggregateId }) => aggregateId === id)
    .map(({ type, data }) => [type, (data as { path: string }).path]);

it('a project tells of each change once', async () => {
  const ann = await world.user('ann');
  const projects = tellOfProjects(world.projects, world);
  const input = { place: { namespaceId: ann.home }, name: 'Data', slug: 'data' };
  const { id } = await projects.create(ann.ctx, input);
  await projects.update(ann.ctx, id, 'any', { slug: 'better' });
  await expect(projects.delete(ann.ctx, id, [1], undefined)).rejects.toThrow();
  await projects.delete(ann.ctx, id, 'any', undefined);
  expect(toldOf(id)).toEqual([
    ['project.created', 'ann/data'],
    ['project.updated', 'ann/better'],
    ['project.deleted', 'ann/better'],
  ]);
});

it('what lies in a group that goes is told of with it, or not at all', async () => {
  const bob = await world.user('bob');
  const slug = `g-${newId()}`;
  const outer = await world.groups.create(bob.ctx, { parentId: defaultDomainId, slug, name: 'Outer' });
  const inner = await world.groups.create(bob.ctx, { parentId: outer.id, slug: 'inner', name: 'Inner' });
  const { id } = await world.projects.create(bob.ctx, { place: { namespaceId: inner.id }, name: 'Data' });
  await expect(world.groups.delete(bob.ctx, outer.id, 'any', 'not told')).rejects.toThrow();
  expect(toldOf(id)).toEqual([]);
  const { fingerprint } = await world.groups.previewDeletion(bob.ctx, outer.id);
  await world.groups.delete(bob.ctx, outer.id, 'any', fingerprint);
  expect(toldOf(id)).toEqual([['project.deleted', `${slug}/inner/data`]]);
  expect(toldOf(inner.id)).toEqual([['group.deleted', `${slug}/inner`]]);
  expect(toldOf(outer.id)).toEqual([['group.deleted', slug]]);
});

it('what a user leaves is told of: removed, or changed where it gets another owner', async () => {
  const [gone, heir, other] = [await world.user('gone'), await world.user('heir'), await world.user('other')];
  const make = (by: typeof gone) =>
    world.projects.create(by.ctx, { place: { namespaceId: by.home }, name: 'Own', slug: 'own' });
  const [handed, removed] = [await make(gone), await make(other)];
  const { ownedByUsers } = world.projects;
  await world.database.transact(system, (tx) => ownedByUsers.reassign(tx, gone.id, heir.id));
  await world.database.transact(system, (tx) => ownedByUsers.remove(tx, other.id));
  expect(toldOf(handed.id)).toEqual([['project.updated', 'heir/own']]);
  expect(toldOf(removed.id)).toEqual([['project.deleted', 'other/own']]);
});
