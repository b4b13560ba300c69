import { contextFor, newId } from '@ashlar/database';
import { createRecordingEvents } from '@ashlar/events/testing';
import { type Fixture, openFixture } from './groups.fixture.js';
import { defaultDomainId, type Domains, type Groups, tellOfDomains, tellOfGroups } from './index.js';

let fixture: Fixture;
let domains: Domains;
let groups: Groups;
const events = createRecordingEvents();
const admin = contextFor({ kind: 'user', id: newId(), roles: ['admin'] });

beforeAll(async () => {
  fixture = await openFixture({ events });
  const deps = { database: fixture.database, events };
  domains = tellOfDomains(fixture.domains, deps);
  groups = tellOfGroups(fixture.groups, deps);
});
afterAll(() => fixture.close());

const toldOf = (id: string) =>
  events
    .recorded()
    .filter(({ aggregateId }) => aggregateId === id)
    .map(({ type, domainId }) => [type, domainId]);

it('domains and groups tell of each change, and of none that was refused', async () => {
  const { ctx } = await fixture.user();
  const group = await groups.create(ctx, { parentId: defaultDomainId, slug: 'told', name: 'Told' });
  await groups.update(ctx, group.id, [group.version], { name: 'Retold' });
  await expect(groups.update(ctx, group.id, [group.version], { name: 'Stale' })).rejects.toThrow();
  await expect(groups.delete(ctx, group.id, [group.version], undefined)).rejects.toThrow();
  await groups.delete(ctx, group.id, 'any', undefined);
  expect(toldOf(group.id)).toEqual([
    ['group.created', defaultDomainId],
    ['group.updated', defaultDomainId],
    ['group.deleted', defaultDomainId],
  ]);
  const domain = await domains.get(admin, defaultDomainId);
  await domains.update(admin, defaultDomainId, [domain.version], { name: 'Default again' });
  expect(toldOf(defaultDomainId)).toEqual([['domain.updated', defaultDomainId]]);
});

it('what goes with a group or a domain is told of one by one, with the path that it had', async () => {
  const { id } = await domains.create(admin, { slug: 'going', name: 'Going' });
  const ownerId = (await fixture.user()).id;
  await fixture.domains.members.put(
    admin,
    id,
    { kind: 'user', id: ownerId, role: 'member' },
    { expected: 'any', mustNotExist: false },
  );
  const make = (parentId: string, slug: string) =>
    groups.create(admin, { parentId, slug, name: slug, ownerId });
  const outer = await make(id, 'outer');
  const inner = await make(outer.id, 'inner');
  const innermost = await make(inner.id, 'innermost');
  const { fingerprint } = await groups.previewDeletion(admin, inner.id);
  await groups.delete(admin, inner.id, 'any', fingerprint);
  const last = (of: string) => events.recorded().findLast(({ aggregateId }) => aggregateId === of);
  expect(last(innermost.id)).toMatchObject({
    type: 'group.deleted',
    domainId: id,
    data: { path: 'outer/inner/innermost', version: 1 },
  });
  expect(last(inner.id)).toMatchObject({ type: 'group.deleted', data: { path: 'outer/inner' } });
  expect(last(outer.id)).toMatchObject({ type: 'group.created' });
  const whole = await domains.previewDeletion(admin, id);
  await domains.delete(admin, id, 'any', whole.fingerprint);
  expect(last(outer.id)).toMatchObject({ type: 'group.deleted', data: { path: 'outer' } });
  expect(last(id)).toMatchObject({ type: 'domain.deleted', domainId: id, data: { slug: 'going' } });
  expect(toldOf(inner.id)).toHaveLength(2);
});
