import type { DataApiClient } from '@ashlar/api-client';
import { allPages, must, Refused, refusal } from '../api.js';
import { peopleOf } from '../data/organisation-plan.js';
import type { OrgPlan, Role, TeamPlan } from '../data/organisation.types.js';
import { inLanes } from '../lanes.js';
import type { Part } from '../story.js';
import { number } from '../words.js';
import { at, type World } from '../world.js';

export const organisation: Part<World> = {
  number: 1,
  title: 'An organisation moves in',
  look: ({ found: { domainId, orgs } }) => [
    `GET /api/data/groups?domain_id=${at(domainId)}`,
    `GET /api/data/groups/${at([...orgs.values()][0])}/members`,
    'GET /api/data/access/explain',
  ],
  steps: [
    { name: 'accounts at the identity provider', run: importAccounts },
    { name: 'people sign in for the first time', run: signEverybodyIn },
    { name: 'a domain, and everybody in it', run: importDomain },
    { name: 'organisations become groups', run: importOrganisations },
    { name: 'teams become groups in them', run: importTeams },
    { name: 'repositories become projects', run: importRepositories },
  ],
};

async function importAccounts({ realm, plan, lanes }: World): Promise<string> {
  const made = await inLanes(peopleOf(plan), lanes, (username) =>
    realm.ensure({ username, firstName: 'Person', lastName: username }),
  );
  return `${number(made.length)} people, ${number(made.filter((one) => one === 'made').length)} of them new`;
}

async function signEverybodyIn({ plan, found, as, lanes }: World): Promise<string> {
  const people = peopleOf(plan);
  await inLanes(people, lanes, async (username) => {
    const { id } = await must(as(username).GET('/api/data/user'));
    found.people.set(username, id);
  });
  return `${number(people.length)} people known to Ashlar`;
}

async function importDomain({ admin, domainSlug, found, lanes }: World): Promise<string> {
  const taken = await refusal(
    admin.POST('/api/data/domains', { body: { slug: domainSlug, name: 'A working week' } }),
  );
  if (taken && taken.code !== 'DOMAIN_SLUG_TAKEN') throw taken;
  const domains = await allPages((query) => admin.GET('/api/data/domains', { params: { query } }));
  const domain = domains.find(({ slug }) => slug === domainSlug);
  if (!domain) throw new Error(`There is no domain ${domainSlug}`);
  found.domainId = domain.id;
  await inLanes([...found.people.values()], lanes, (member) =>
    asNew(
      admin.PUT('/api/data/domains/{domain_id}/members/{member_id}', {
        params: { path: { domain_id: domain.id, member_id: member }, header: isNew },
        body: { kind: 'user', role: 'member' },
      }),
    ),
  );
  return `${number(found.people.size)} members of the domain ${domainSlug}`;
}

async function importOrganisations(world: World): Promise<string> {
  const { plan, found, lanes } = world;
  for (const { slug, name, owners } of plan) {
    const id = await ensureGroup(world, {
      parentId: found.domainId,
      path: slug,
      slug,
      name,
      owner: owners[0],
    });
    found.orgs.set(name, id);
  }
  // The first owner makes the others, and then they take turns.
  const otherOwners = plan.flatMap((org) =>
    roles(org.owners.slice(1), 'owner').map((one) => ({ org, turn: 0, ...one })),
  );
  const viewers = plan.flatMap((org) =>
    roles(org.viewers, 'viewer').map((one, turn) => ({ org, turn, ...one })),
  );
  for (const members of [otherOwners, viewers]) {
    await inLanes(members, lanes, ({ org, turn, username, role }) =>
      addToGroup(
        ownerOf(world, org, turn),
        idIn(found.orgs, org.name),
        idIn(found.people, username),
        'user',
        role,
      ),
    );
  }
  const owners = plan.reduce((sum, org) => sum + org.owners.length, 0);
  return `${number(plan.length)} groups with ${number(owners)} owners and ${number(viewers.length)} viewers`;
}

async function importTeams(world: World): Promise<string> {
  const { plan, found, lanes } = world;
  const teams = plan.flatMap((org) => org.teams.map((team) => ({ org, team })));
  await inLanes(teams, lanes, async ({ org, team }) => {
    const { slug, name, description } = team;
    const path = `${org.slug}/${slug}`;
    const group = { parentId: idIn(found.orgs, org.name), path, slug, name, description };
    found.teams.set(team.key, await ensureGroup(world, { ...group, owner: firstOf(org, team) }));
  });
  await inLanes(teams, lanes, ({ org, team }, index) => setFirst(world, org, team, index));
  const members = teams.flatMap(({ org, team }) =>
    [...roles(team.owners, 'owner'), ...roles(team.viewers, 'viewer')]
      .filter(({ username }) => username !== firstOf(org, team))
      .map((member) => ({ org, team, ...member })),
  );
  await inLanes(members, lanes, ({ org, team, username, role }, index) =>
    addToGroup(
      ownerOf(world, org, index),
      idIn(found.teams, team.key),
      idIn(found.people, username),
      'user',
      role,
    ),
  );
  const children = teams.flatMap(({ org, team }) => team.children.map((child) => ({ org, team, child })));
  await inLanes(children, lanes, ({ org, team, child }, index) =>
    addToGroup(
      ownerOf(world, org, index),
      idIn(found.teams, team.key),
      idIn(found.teams, child),
      'group',
      'viewer',
    ),
  );
  const people = teams.reduce((sum, { team }) => sum + team.owners.length + team.viewers.length, 0);
  return `${number(teams.length)} groups with ${number(people)} people and ${number(children.length)} teams in them`;
}

async function importRepositories(world: World): Promise<string> {
  const { plan, found, lanes } = world;
  const repositories = plan.flatMap((org) => org.repositories.map((repository) => ({ org, repository })));
  await inLanes(repositories, lanes, async ({ org, repository: { key, name, slug } }, index) => {
    const client = ownerOf(world, org, index);
    const namespace = idIn(found.orgs, org.name);
    const made = await client
      .POST('/api/data/projects', { body: { namespace, name, slug } })
      .then((answer) => must(Promise.resolve(answer)))
      .catch((error: unknown) => {
        if (error instanceof Refused && error.code === 'SLUG_TAKEN') return undefined;
        throw error;
      });
    found.repositories.set(key, made?.id ?? (await idAt(client, found.domainId, `${org.slug}/${slug}`)));
  });
  const grants = repositories.flatMap(({ org, repository }) =>
    [...repository.teams].map(([team, role]) => ({ org, repository, team, role })),
  );
  await inLanes(grants, lanes, ({ org, repository, team, role }, index) =>
    asNew(
      ownerOf(world, org, index).PUT('/api/data/projects/{project_id}/members/{member_id}', {
        params: {
          path: { project_id: idIn(found.repositories, repository.key), member_id: idIn(found.teams, team) },
          header: isNew,
        },
        body: { kind: 'group', role },
      }),
    ),
  );
  return `${number(repositories.length)} projects with ${number(grants.length)} roles of teams`;
}

export const isNew = { 'If-None-Match': '*' } as const;

/** Whether it is new; what is there already is left as it is. @throws {Refused} */
export async function asNew(call: Parameters<typeof refusal>[0]): Promise<boolean> {
  const refused = await refusal(call);
  if (refused && refused.code !== 'MEMBER_EXISTS') throw refused;
  return refused === undefined;
}

export function idIn(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new TypeError(`Nothing was made of ${key}`);
  return id;
}

/** Its owners take turns. */
export function ownerOf({ as }: World, { name, owners }: OrgPlan, turn: number): DataApiClient {
  const owner = owners[turn % owners.length];
  if (owner === undefined) throw new TypeError(`${name} has no owner`);
  return as(owner);
}

interface NewGroup {
  readonly parentId: string;
  readonly path: string;
  readonly slug: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly owner: string | undefined;
}

/** Groups are made by an administrator, as platforms mostly have it. */
export async function ensureGroup(
  { admin, found }: World,
  { parentId, path, slug, name, description, owner }: NewGroup,
): Promise<string> {
  const { data, error, response } = await admin.POST('/api/data/groups', {
    body: {
      ...{ parent_id: parentId, slug, name },
      ...(description !== undefined && { description: description.slice(0, 2_000) }),
      ...(owner !== undefined && { owner_id: idIn(found.people, owner) }),
    },
  });
  if (data) return data.id;
  const refused = new Refused(response.status, response.url, error);
  if (refused.code !== 'SLUG_TAKEN') throw refused;
  return idAt(admin, found.domainId, path);
}

export async function idAt(client: DataApiClient, domainId: string, path: string): Promise<string> {
  const params = { path: { path }, query: { domain_id: domainId } };
  return (await must(client.GET('/api/data/namespaces/{path}', { params }))).id;
}

export async function addToGroup(
  client: DataApiClient,
  groupId: string,
  memberId: string,
  kind: 'user' | 'group',
  role: Role,
): Promise<boolean> {
  return asNew(
    client.PUT('/api/data/groups/{group_id}/members/{member_id}', {
      params: { path: { group_id: groupId, member_id: memberId }, header: isNew },
      body: { kind, role },
    }),
  );
}

const roles = (people: readonly string[], role: Role) => people.map((username) => ({ username, role }));

/** A new group has one owner: a maintainer, else the first member, else an owner of the organisation. */
const firstOf = (org: OrgPlan, { owners, viewers }: TeamPlan): string | undefined =>
  owners[0] ?? viewers[0] ?? org.owners[0];

/** The first owner gets the role that the source has for them, or none. */
async function setFirst(world: World, org: OrgPlan, team: TeamPlan, turn: number): Promise<void> {
  const first = firstOf(org, team);
  if (first === undefined || team.owners.includes(first)) return;
  const client = ownerOf(world, org, turn);
  const groupId = idIn(world.found.teams, team.key);
  const params = {
    path: { group_id: groupId, member_id: idIn(world.found.people, first) },
    header: { 'If-Match': '"1"' },
  };
  const refused = team.viewers.includes(first)
    ? await refusal(
        client.PATCH('/api/data/groups/{group_id}/members/{member_id}', { params, body: { role: 'viewer' } }),
      )
    : await refusal(client.DELETE('/api/data/groups/{group_id}/members/{member_id}', { params }));
  // Done by an earlier run: whoever is not the way they should be is found by the checks.
  if (refused && ![404, 412].includes(refused.status)) throw refused;
}
