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
  fixture = await openFixture();
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
