import type { DataApiClient } from '@ashlar/api-client';
import { must } from '../api.js';
import type { World } from '../world.js';
import { addToGroup, asNew, ensureGroup, idIn, isNew } from './1-organisation.js';

/** A group of the story's own, new in each run, so that what it does changes nothing of the source's. */
export interface Workshop {
  readonly id: string;
  /** Who owns it: username. */
  readonly owner: string;
  readonly client: DataApiClient;
  /** A team in it, and one of those in the team, who may write in the project. */
  readonly teamId: string;
  readonly member: string;
  readonly projectId: string;
}

const opened = new WeakMap<World, Promise<Workshop>>();

export function workshop(world: World): Promise<Workshop> {
  const known = opened.get(world) ?? open(world);
  opened.set(world, known);
  return known;
}

async function open(world: World): Promise<Workshop> {
  const { plan, found, runName, as } = world;
  const [largest] = [...plan].sort((one, other) => other.viewers.length - one.viewers.length);
  const owner = largest?.owners[0];
  const people = largest?.viewers.slice(0, 5) ?? [];
  const [member] = people;
  if (owner === undefined || member === undefined) throw new TypeError('The organisation has nobody');
  const slug = `workshop-${runName}`;
  const id = await ensureGroup(world, {
    parentId: found.domainId,
    path: slug,
    slug,
    name: 'Workshop',
    owner,
  });
  const team = {
    parentId: id,
    path: `${slug}/platform-team`,
    slug: 'platform-team',
    name: 'Platform team',
    owner,
  };
  const teamId = await ensureGroup(world, team);
  const client = as(owner);
  for (const username of people)
    await addToGroup(client, teamId, idIn(found.people, username), 'user', 'viewer');
  const projectId = await newProject(client, id, 'notebooks');
  await teamMay(client, projectId, teamId);
  found.workshop = { id, slug, projectId };
  return { id, owner, client, teamId, member, projectId };
}

export async function newProject(client: DataApiClient, groupId: string, slug: string): Promise<string> {
  return (await must(client.POST('/api/data/projects', { body: { namespace: groupId, name: slug, slug } })))
    .id;
}

async function teamMay(client: DataApiClient, projectId: string, teamId: string): Promise<void> {
  await asNew(
    client.PUT('/api/data/projects/{project_id}/members/{member_id}', {
      params: { path: { project_id: projectId, member_id: teamId }, header: isNew },
      body: { kind: 'group', role: 'editor' },
    }),
  );
}

/** Of the usernames of those who leave. */
export const newcomerPrefix = 'newcomer-';
const hired = new WeakMap<World, Promise<Newcomer>>();

/** Somebody who begins this week, and leaves at its end. */
export interface Newcomer {
  readonly username: string;
  readonly id: string;
  readonly client: DataApiClient;
}

export function newcomer(world: World): Promise<Newcomer> {
  const known = hired.get(world) ?? hire(world);
  hired.set(world, known);
  return known;
}

async function hire(world: World): Promise<Newcomer> {
  const { realm, as, admin, found, runName } = world;
  const username = `${newcomerPrefix}${runName}`;
  await realm.ensure({ username, firstName: 'New', lastName: 'Comer' });
  const client = as(username);
  const { id } = await must(client.GET('/api/data/user'));
  found.people.set(username, id);
  found.newcomerId = id;
  await asNew(
    admin.PUT('/api/data/domains/{domain_id}/members/{member_id}', {
      params: { path: { domain_id: found.domainId, member_id: id }, header: isNew },
      body: { kind: 'user', role: 'member' },
    }),
  );
  const { client: owner, teamId } = await workshop(world);
  await addToGroup(owner, teamId, id, 'user', 'viewer');
  return { username, id, client };
}
