import type { DataApiClient } from '@ashlar/api-client';
import { allPages, must } from '../api.js';
import { expectedAccess } from '../data/expected-access.js';
import { peopleOf } from '../data/organisation-plan.js';
import type { Role } from '../data/organisation.types.js';
import { inLanes } from '../lanes.js';
import type { Check, Part } from '../story.js';
import { number } from '../words.js';
import type { World } from '../world.js';
import { idIn, ownerOf } from './1-organisation.js';

/** Left out when the organisation is only needed, not told of. */
export const verification: Part<World>['steps'] = [
  { name: 'every membership, both ways', run: everyMembership },
  { name: 'what everybody sees, both ways', run: everySight },
  { name: 'what everybody may do', run: everyPermission },
];

/** Every list of members holds what the source says, and nobody else. */
export async function everyMembership(world: World, check: Check): Promise<string> {
  const { plan, found, lanes } = world;
  const person = (username: string, role: Role): string => `user ${idIn(found.people, username)} ${role}`;
  const people = (owners: readonly string[], viewers: readonly string[]): readonly string[] => [
    ...owners.map((username) => person(username, 'owner')),
    ...viewers.map((username) => person(username, 'viewer')),
  ];
  const lists = plan.flatMap((org, turn) => {
    const client = ownerOf(world, org, turn);
    return [
      {
        ...{ client, what: org.name, id: idIn(found.orgs, org.name), kind: 'group' as const },
        members: people(org.owners, org.viewers),
      },
      ...org.teams.map((team) => ({
        ...{ client, what: team.key, id: idIn(found.teams, team.key), kind: 'group' as const },
        members: [
          ...people(team.owners, team.viewers),
          ...team.children.map((child) => `group ${idIn(found.teams, child)} viewer`),
        ],
      })),
      ...org.repositories.map(({ key, teams }) => ({
        ...{ client, what: key, id: idIn(found.repositories, key), kind: 'project' as const },
        members: [...teams].map(([team, role]) => `group ${idIn(found.teams, team)} ${role}`),
      })),
    ];
  });
  await inLanes(longestFirst(lists), lanes, async ({ client, what, id, kind, members }) => {
    const listed = await membersOf(client, kind, id);
    check.sets(
      listed.map((one) => `${one.kind} ${one.id} ${one.role}`),
      members,
      `members of ${what}`,
    );
  });
  const count = lists.reduce((sum, { members }) => sum + members.length, 0);
  return `${number(count)} memberships in ${number(lists.length)} lists: nobody missing, nobody extra`;
}

/** The longest first, so that the end is not one long list. */
function longestFirst<T extends { readonly members: readonly unknown[] }>(lists: readonly T[]): readonly T[] {
  return [...lists].sort((one, other) => other.members.length - one.members.length);
}

function membersOf(client: DataApiClient, kind: 'group' | 'project', id: string) {
  return kind === 'group'
    ? allPages((query) =>
        client.GET('/api/data/groups/{group_id}/members', { params: { path: { group_id: id }, query } }),
      )
    : allPages((query) =>
        client.GET('/api/data/projects/{project_id}/members', {
          params: { path: { project_id: id }, query },
        }),
      );
}

/** Everybody lists groups and projects, and sees what the source lets them see, and nothing else. */
export async function everySight(world: World, check: Check): Promise<string> {
  const { plan, found, lanes, as } = world;
  const accessOf = expectedAccess(plan);
  const groupIds = new Map([...found.orgs, ...found.teams]);
  // What the story itself has made besides is none of the source's.
  const slugs = new Set(plan.map(({ slug }) => slug));
  const isOfSource = ({ path }: { readonly path: string }): boolean => slugs.has(path.split('/')[0] ?? '');
  const people = peopleOf(plan);
  const sizes = await inLanes(people, lanes, async (username) => {
    const client = as(username);
    const access = accessOf(username);
    const narrowed = { domain_id: found.domainId };
    const groups = await allPages((query) =>
      client.GET('/api/data/groups', { params: { query: { ...query, ...narrowed } } }),
    );
    const projects = await allPages((query) =>
      client.GET('/api/data/projects', { params: { query: { ...query, ...narrowed } } }),
    );
    const seen = { groups: groups.filter(isOfSource), projects: projects.filter(isOfSource) };
    check.sets(
      seen.groups.map(({ id }) => id),
      [...access.groups].map((key) => idIn(groupIds, key)),
      `groups that ${username} sees`,
    );
    check.sets(
      seen.projects.map(({ id }) => id),
      [...access.repositories.keys()].map((key) => idIn(found.repositories, key)),
      `projects that ${username} sees`,
    );
    return seen.groups.length + seen.projects.length;
  });
  const seen = sizes.reduce((sum, size) => sum + size, 0);
  return `${number(seen)} rows in the lists of ${number(people.length)} people: nothing missing, nothing extra`;
}

/** What tells the roles apart, besides reading. */
const marks: Readonly<Record<Role | 'nobody', readonly string[]>> = {
  nobody: [],
  viewer: ['read'],
  editor: ['read', 'update', 'create_secret'],
  owner: ['read', 'update', 'create_secret', 'manage', 'manage_members', 'delete'],
};
const telling = new Set(marks.owner);
/** Of those who may no more than look, or not even that, one in so many is asked about. */
const sampleEvery = 97;

/** Whoever the source lets write or administer may, and who is asked besides may not. */
export async function everyPermission(world: World, check: Check): Promise<string> {
  const { plan, found, lanes, as, admin, everyPair } = world;
  const accessOf = expectedAccess(plan);
  const people = peopleOf(plan);
  const keys = plan.flatMap(({ repositories }) => repositories.map(({ key }) => key));
  const owners = new Set(plan.flatMap((org) => org.owners));
  let turn = 0;
  const pairs = people.flatMap((username) => {
    const { repositories } = accessOf(username);
    return keys.flatMap((key) => {
      const role: Role | 'nobody' = repositories.get(key) ?? 'nobody';
      turn += 1;
      const isTold = (role === 'editor' || role === 'owner') && !owners.has(username);
      return everyPair || isTold || turn % sampleEvery === 0 ? [{ username, key, role, isTold }] : [];
    });
  });
  await inLanes(pairs, lanes, async ({ username, key, role }) => {
    const path = { project_id: idIn(found.repositories, key) };
    const { data, response } = await as(username).GET('/api/data/projects/{project_id}/permissions', {
      params: { path },
    });
    const may = response.status === 404 ? [] : (data?.permissions ?? ['?']);
    check.sets(
      may.filter((permission) => telling.has(permission)),
      marks[role],
      `what ${username} may do in ${key} as ${role}`,
    );
  });
  // The engine says why, for the same questions, to an administrator: each told right has a path.
  const told = pairs.filter(({ isTold }) => isTold);
  const explained = everyPair ? told : told.filter((_pair, index) => index % 7 === 0);
  await inLanes(explained, lanes, async ({ username, key, role }) => {
    const permission = role === 'owner' ? 'manage' : 'update';
    const { allowed, path } = await must(
      admin.GET('/api/data/access/explain', {
        params: {
          query: {
            ...{ object_type: 'project', object_id: idIn(found.repositories, key), permission },
            ...{ subject_type: 'user', subject_id: idIn(found.people, username) },
          },
        },
      }),
    );
    check(allowed && path.length > 0, `why ${username} may ${permission} ${key} is explained`);
  });
  const all = people.length * keys.length;
  return `${number(told.length)} rights to write or administer, ${number(pairs.length - told.length)} others of ${number(all)} pairs, ${number(explained.length)} explained`;
}
