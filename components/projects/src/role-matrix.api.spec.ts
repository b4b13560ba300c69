import { newId } from '@ashlar/database';
import type { Route } from '@ashlar/http';
import { type HttpClient, readRoleTable, type RoleCell, verdictOf, writeRoleTable } from '@ashlar/test-http';
import { roleTable, suspendedTable } from './role-matrix.fixture.js';
import { add, type Caller, openWorld, system, type World } from './world.fixture.js';

let world: World;
/** By caller of the table. */
const people = new Map<string, Caller>();
/** Values of path parameters, by object of the table. */
const objects = new Map<string, Readonly<Record<string, string>>>();
let routes: ReadonlyMap<string, Route>;

const who = (name: string): Caller => {
  const caller = people.get(name);
  if (!caller) throw new Error(`there is no ${name}`);
  return caller;
};
const names = ['domain-admin', 'above', 'owner', 'editor', 'viewer', 'via-group', 'ex-owner', 'member'];

beforeAll(async () => {
  world = await openWorld();
  routes = new Map(world.routes.map((route) => [route.operationId, route]));
  for (const name of [...names, 'stranger', 'disabled', 'spare']) people.set(name, await world.user(name));
  people.set('admin', await world.user('admin', ['member', 'admin']));
  people.set('service', await world.user('service', ['service']));
  world.disable('disabled');
  await makeLab();
  await makeFrozen();
}, 60_000);
afterAll(() => world.close());

async function makeDomain(slug: string, members: readonly string[]): Promise<string> {
  const { id } = await world.domains.create(system, { slug, name: slug });
  for (const name of members) {
    const role = name === 'domain-admin' ? 'admin' : 'member';
    await world.domains.members.put(system, id, { kind: 'user', id: who(name).id, role }, add);
  }
  return id;
}

/** Gives team, or what is like it, its owner, editor and viewer. */
async function staff(groupId: string): Promise<void> {
  for (const role of ['owner', 'editor', 'viewer'] as const) {
    await world.groups.members.put(system, groupId, { kind: 'user', id: who(role).id, role }, add);
  }
}

async function makeLab(): Promise<void> {
  const { groups, projects } = world;
  const domainId = await makeDomain('lab', [...names, 'disabled', 'spare']);
  const domain = { domain_id: domainId, member_id: who('member').id };
  const make = (parentId: string, slug: string, ownerId: string) =>
    groups.create(system, { parentId, slug, name: slug, ownerId });
  const dept = await make(domainId, 'dept', who('above').id);
  const old = await make(domainId, 'old', who('ex-owner').id);
  const circle = await make(domainId, 'circle', who('via-group').id);
  const team = await make(old.id, 'team', who('owner').id);
  const disabled = { kind: 'user', id: who('disabled').id, role: 'owner' } as const;
  await groups.members.put(system, team.id, disabled, add);
  await groups.update(system, team.id, 'any', { parentId: dept.id });
  const open = await make(domainId, 'open', who('owner').id);
  await groups.update(system, open.id, 'any', { visibility: 'public' });
  for (const { id } of [team, open]) {
    await staff(id);
    await groups.members.put(system, id, { kind: 'group', id: circle.id, role: 'editor' }, add);
  }
  const place = (namespaceId: string) => ({ place: { namespaceId } });
  const data = await projects.create(system, { ...place(old.id), name: 'Data' });
  await projects.update(system, data.id, 'any', place(team.id));
  const shown = await projects.create(system, { ...place(team.id), name: 'Shown', visibility: 'public' });
  const home = await projects.create(system, { ...place(who('owner').home), name: 'Home' });
  for (const role of ['editor', 'viewer'] as const) {
    await projects.members.put(system, home.id, { kind: 'user', id: who(role).id, role }, add);
  }
  const input = { role: 'viewer', days: 1 } as const;
  const toTeam = await groups.invitations?.create(who('owner').ctx, team.id, input);
  const toData = await projects.invitations?.create(who('owner').ctx, data.id, input);

  const spare = { kind: 'user', id: who('spare').id, role: 'viewer' } as const;
  for (const { id } of [team, open]) await groups.members.put(system, id, spare, add);
  await projects.members.put(system, home.id, spare, add);
  const member_id = spare.id;
  const token = toTeam?.token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) ?? '';
  const named = { namespace: team.id };
  objects.set('', { ...domain, parent_id: domainId });
  objects.set('domain', { parent_id: domainId });
  objects.set('team', {
    ...{ ...named, group_id: team.id, parent_id: team.id, member_id, path: 'dept/team' },
    invitation_id: toTeam?.invitation.id ?? '',
  });
  objects.set('team-myself', { group_id: team.id });
  objects.set('team-out', { group_id: team.id, parent_id: domainId });
  objects.set('team-before', { path: 'old/team' });
  objects.set('open', { ...named, group_id: open.id, project_id: shown.id, member_id, path: 'open' });
  objects.set('data', {
    ...{ ...named, project_id: data.id, path: 'dept/team/data', invitation_id: toData?.invitation.id ?? '' },
  });
  objects.set('data-visibility', { project_id: data.id });
  objects.set('home', { namespace: who('owner').home, project_id: home.id, member_id });
  objects.set('home-myself', { project_id: home.id });
  objects.set('nobodys', { token });
}

async function makeFrozen(): Promise<void> {
  const domainId = await makeDomain('frozen', ['owner', 'editor', 'viewer']);
  const input = { parentId: domainId, slug: 'ice', name: 'Ice', ownerId: who('owner').id };
  const group = await world.groups.create(system, input);
  await staff(group.id);
  const project = await world.projects.create(system, { place: { namespaceId: group.id }, name: 'Ice' });
  await world.domains.update(system, domainId, 'any', { suspended: true });
  objects.set('frozen', {
    ...{ group_id: group.id, parent_id: group.id, namespace: group.id, project_id: project.id },
    member_id: who('viewer').id,
  });
}

const everyone = { who: 'everyone' };
/** What is sent, by operation id; names are new each time. */
const bodies: Readonly<Record<string, (at: Readonly<Record<string, string>>, object: string) => object>> = {
  createDomain: () => ({ slug: `d-${newId()}`, name: 'x' }),
  updateDomain: () => ({ name: 'x' }),
  suspendDomain: () => ({ suspended: true }),
  putDomainMember: () => ({ kind: 'user', role: 'member' }),
  updateDomainMember: () => ({ role: 'member' }),
  createGroup: ({ parent_id }) => ({
    ...{ parent_id, slug: `g-${newId()}`, name: 'x', owner_id: who('owner').id },
  }),
  updateGroup: ({ parent_id }, object) => (object === 'team-out' ? { parent_id } : { name: 'x' }),
  putGroupMember: () => ({ kind: 'user', role: 'viewer' }),
  updateGroupMember: () => ({ role: 'viewer' }),
  createGroupInvitation: () => ({ role: 'viewer' }),
  createProject: ({ namespace }) => ({ namespace, name: `p-${newId()}` }),
  updateProject: (_, object) => (object === 'data-visibility' ? { visibility: 'public' } : { name: 'x' }),
  copyProject: ({ namespace }) => ({ namespace, slug: `c-${newId()}` }),
  putProjectMember: () => ({ kind: 'user', role: 'viewer' }),
  updateProjectMember: () => ({ role: 'viewer' }),
  createProjectInvitation: () => ({ role: 'viewer' }),
  replaceAuthorizationConfig: () => ({ group_creators: everyone, project_creators: everyone }),
};

async function ask({ operation, caller }: RoleCell): Promise<string> {
  const [operationId = '', object = ''] = operation.split(' ');
  const route = routes.get(operationId);
  const known = objects.get(object);
  if (!route || !known) throw new Error(`${operation} is about nothing`);
  const myself = people.get(caller)?.id ?? newId();
  const at = object.endsWith('-myself') ? { ...known, member_id: myself } : known;
  const values = new Map(Object.entries(at));
  const address = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? name),
  );
  const query = operationId === 'resolveNamespace' ? `?domain_id=${objects.get('')?.['domain_id']}` : '';
  const client: HttpClient = await world.as(caller === 'anonymous' ? null : caller);
  const json = bodies[operationId]?.(at, object);
  const headers = { 'If-Match': '"2147483647"' };
  return verdictOf(
    await client.call(route.method.toUpperCase(), address + query, {
      ...(json && { json }),
      ...(['put', 'patch', 'delete'].includes(route.method) && { headers }),
    }),
  );
}

async function found(text: string): Promise<{ readonly expected: string; readonly found: string }> {
  const cells = readRoleTable(text);
  const answers: RoleCell[] = [];
  // Row by row, everybody at once.
  for (const row of new Set(cells.map(({ operation }) => operation))) {
    const asked = cells.filter(({ operation }) => operation === row);
    answers.push(...(await Promise.all(asked.map(async (cell) => ({ ...cell, expected: await ask(cell) })))));
  }
  return { expected: writeRoleTable(cells), found: writeRoleTable(answers) };
}

describe('roles', () => {
  it('may what the table says, cell by cell', async () => {
    const tables = await found(roleTable);
    expect(tables.found.split('\n')).toEqual(tables.expected.split('\n'));
  }, 60_000);

  it('may read, and change nothing, in a suspended domain', async () => {
    const tables = await found(suspendedTable);
    expect(tables.found.split('\n')).toEqual(tables.expected.split('\n'));
  });

  it('are in the table for every operation', () => {
    const listed = new Set(readRoleTable(roleTable).map(({ operation }) => operation.split(' ')[0]));
    expect([...routes.keys()].filter((operationId) => !listed.has(operationId))).toEqual([]);
  });
});
