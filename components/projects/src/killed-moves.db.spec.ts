import { newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createAuthorizer, createRelations } from '@ashlar/authz';
import { createGroups, createNamespaces, defaultDomainId, groupEntities, type Role } from '@ashlar/groups';
import pg from 'pg';
import { createProjects, projectEntities } from './index.js';
import { add, type Caller, openWorld, system, type World } from './world.fixture.js';

/**
 * A process that is killed in the middle of a move is, for the database, a connection that ends between two statements.
 * Here the server ends it, before each statement in turn, the COMMIT too; what a retry does then is part of the proof.
 */
let world: World;
/** A service whose every connection ends before the statement of this number is sent, counted from BEGIN. */
let doomed: Awaited<ReturnType<typeof openDoomed>>;

beforeAll(async () => {
  world = await openWorld();
  doomed = await openDoomed();
}, 60_000);
afterAll(async () => {
  await doomed.close();
  await world.close();
});

interface Statement {
  readonly text?: string;
}
const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : ((query as Statement | undefined)?.text ?? '');

async function openDoomed() {
  // Nothing is tried again: what a dead process would have tried again is nobody's business.
  const opened = await openDatabase(
    world.testDatabase.urlFor('data'),
    [...groupEntities, ...projectEntities],
    { retryDeadlineMs: 0 },
  );
  const { database } = opened;
  const access = {
    database,
    authorizer: createAuthorizer({ database }),
    relations: createRelations({ database }),
  };
  const namespaces = createNamespaces(access);
  const projects = createProjects({ ...access, namespaces, parts: [] });
  const groups = createGroups({ ...access, namespaces, contents: [projects.inGroups] });
  return { groups, projects, close: () => database.close() };
}

/**
 * Runs the work; the connection that begins a transaction is ended before its statement number `at`.
 * @returns whether there was such a statement, and how it is called.
 */
async function endedBefore(at: number, work: () => Promise<unknown>): Promise<string | undefined> {
  const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  let inside: pg.Client | undefined;
  let count = 0;
  let ended: string | undefined;
  const end = async (client: pg.Client): Promise<void> => {
    const { processID } = client as pg.Client & { readonly processID: number };
    const gone = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', resolve);
    });
    await world.query('select pg_terminate_backend($1, 5000)', [processID]);
    await gone;
  };
  const begin = (client: pg.Client): void => {
    inside = client;
  };
  function spied(this: pg.Client, ...args: unknown[]): unknown {
    const text = textOf(args[0]);
    if (/^START TRANSACTION|^BEGIN/i.test(text) && !inside) {
      begin(this);
      count = 0;
    }
    if (this !== inside) return original.apply(this, args);
    count += 1;
    if (count !== at) return original.apply(this, args);
    ended = text;
    inside = undefined;
    const callback = args.at(-1);
    const died = end(this).then(() => new Error('Connection terminated unexpectedly'));
    if (typeof callback === 'function') {
      void died.then((error) => (callback as (error: Error) => void)(error));
      return undefined;
    }
    return died.then((error) => Promise.reject(error));
  }
  pg.Client.prototype.query = spied as typeof pg.Client.prototype.query;
  try {
    await work();
  } catch (error) {
    if (ended === undefined) throw error;
  } finally {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
  }
  return ended;
}

interface Placed {
  readonly parent: string;
  readonly visibility: string;
  readonly members: readonly { readonly role: Role; readonly user_id: string }[];
}

/** What the permission engine must hold, by the rows alone. */
async function factsByRows(type: 'group' | 'project', id: string): Promise<readonly string[]> {
  const [row] = await world.query<Placed>(
    type === 'group'
      ? `select coalesce('group:' || parent_group_id, 'domain:' || domain_id) as parent, visibility,
           (select json_agg(json_build_object('role', role, 'user_id', user_id)) from groups.members where object_id = $1) as members
         from groups.groups where id = $1`
      : `select coalesce('group:' || group_id, 'user_namespace:' || user_namespace_id) as parent, visibility,
           (select json_agg(json_build_object('role', role, 'user_id', user_id)) from projects.members where object_id = $1) as members
         from projects.projects where id = $1`,
    [id],
  );
  if (!row) throw new Error('it is gone');
  const everybody = ['anonymous', 'service', 'user'].map((subject) => `public ${subject}:*`);
  return [
    `parent ${row.parent}`,
    ...(row.visibility === 'public' ? everybody : []),
    ...(row.members ?? []).map((member) => `${member.role} user:${member.user_id}`),
  ].sort();
}

/** The path that the slugs tell is that of the place in which the row says that it lies. */
async function assertNamed(id: string, from: string, to: string, isThere: boolean): Promise<void> {
  const paths = await world.namespaces.pathsOf(system, [id]);
  expect(paths.get(id)).toMatch(isThere ? `${to}/` : `${from}/`);
}

async function people(): Promise<Readonly<Record<'from' | 'to' | 'member', Caller>>> {
  const name = (): string => `u-${newId()}`;
  const [from, to, member] = [await world.user(name()), await world.user(name()), await world.user(name())];
  return { from, to, member };
}

const makeGroup = ({ id }: Caller, slug: string, parentId = defaultDomainId) =>
  world.groups.create(system, { parentId, slug: `${slug}-${newId()}`, name: slug, ownerId: id });

/** Ends a new move before each of its statements, until one gets through; gives what was ended before. */
async function endEverywhere(
  prepare: () => Promise<{ readonly move: () => Promise<unknown>; readonly check: () => Promise<void> }>,
): Promise<readonly string[]> {
  const ended: string[] = [];
  for (let at = 2; at < 60; at += 1) {
    const { move, check } = await prepare();
    const before = await endedBefore(at, move);
    await check();
    if (before === undefined) return ended;
    ended.push(before);
  }
  throw new Error('a move of sixty statements');
}

const mayManage = async ({ ctx }: Caller, type: 'group' | 'project', id: string): Promise<boolean> =>
  world.authorizer.check(ctx, `${type}.manage_members`, id);

it('a move of a project that ends between any two statements leaves permissions that equal the data', async () => {
  const { from, to, member } = await people();
  const [old, next] = [await makeGroup(from, 'from'), await makeGroup(to, 'to')];
  const ended = await endEverywhere(async () => {
    const project = await world.projects.create(system, {
      ...{ place: { namespaceId: old.id }, name: `p-${newId()}`, visibility: 'public' },
    });
    await world.projects.members.put(
      system,
      project.id,
      { kind: 'user', id: member.id, role: 'editor' },
      add,
    );
    return {
      move: () =>
        doomed.projects.update(system, project.id, 'any', {
          ...{ place: { namespaceId: next.id }, slug: `moved-${newId()}`, visibility: 'private' },
        }),
      async check() {
        const { namespaceId, visibility } = await world.projects.get(system, project.id);
        const isThere = namespaceId === next.id;
        expect(visibility).toBe(isThere ? 'private' : 'public');
        expect(await world.facts({ type: 'project', id: project.id })).toEqual(
          await factsByRows('project', project.id),
        );
        expect(await mayManage(from, 'project', project.id)).toBe(!isThere);
        expect(await mayManage(to, 'project', project.id)).toBe(isThere);
        await assertNamed(project.id, old.slug, next.slug, isThere);
      },
    };
  });
  expect(ended.length).toBeGreaterThan(8);
  expect(ended.at(-1)).toMatch(/^COMMIT/i);
  expect(ended.filter((text) => /authz\.rel/.test(text)).length).toBeGreaterThan(0);
}, 60_000);

it('a move of a group with all that is in it, too', async () => {
  const { from, to, member } = await people();
  const [old, next] = [await makeGroup(from, 'from'), await makeGroup(to, 'to')];
  const ended = await endEverywhere(async () => {
    const group = await makeGroup(member, 'moving', old.id);
    const project = await world.projects.create(system, { place: { namespaceId: group.id }, name: 'Inside' });
    return {
      move: () => doomed.groups.update(system, group.id, 'any', { parentId: next.id, visibility: 'public' }),
      async check() {
        const { parentGroupId } = await world.groups.get(system, group.id);
        const isThere = parentGroupId === next.id;
        expect(await world.facts({ type: 'group', id: group.id })).toEqual(
          await factsByRows('group', group.id),
        );
        for (const [type, id] of [
          ['group', group.id],
          ['project', project.id],
        ] as const) {
          expect(await mayManage(from, type, id)).toBe(!isThere);
          expect(await mayManage(to, type, id)).toBe(isThere);
        }
        await assertNamed(group.id, old.slug, next.slug, isThere);
      },
    };
  });
  expect(ended.length).toBeGreaterThan(8);
  expect(ended.at(-1)).toMatch(/^COMMIT/i);
}, 60_000);
