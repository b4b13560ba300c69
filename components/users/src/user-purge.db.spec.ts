import { createAuthorizer, createRelations } from '@ashlar/authz';
import { contextFor, type Database, newId, type OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import fc from 'fast-check';
import {
  createPreferences,
  createUserAdministration,
  createUserPurge,
  createUsers,
  type OwnedByUsers,
  userEntities,
  type UserPurge,
} from './index.js';
import { specContext as ctx } from './users.fixture.js';

let testDatabase: TestDatabase;
let data: OpenedDatabase;
let worker: OpenedDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  data = await openDatabase(testDatabase.urlFor('data'), userEntities);
  worker = await openDatabase(testDatabase.urlFor('worker'), userEntities);
  const owner = await openDatabase(testDatabase.url);
  // What other bricks would have: things that somebody owns, and a log of what was done to them.
  await managerFor(ctx, owner.database).query(
    `create schema spec;
     create table spec.things (id uuid primary key, kind text not null, owner_id uuid not null references users.users);
     create table spec.done (at bigserial, user_id uuid not null, what text not null);
     grant usage on schema spec to ashlar_data, ashlar_worker;
     grant usage on all sequences in schema spec to ashlar_worker;
     grant all on spec.things, spec.done to ashlar_data, ashlar_worker`,
  );
  await owner.database.close();
}, 60_000);
afterAll(async () => {
  await Promise.all([data.database.close(), worker.database.close()]);
  await testDatabase.drop();
});

const sql = <T = unknown>(
  text: string,
  values: unknown[] = [],
  database: Database = data.database,
): Promise<T[]> => managerFor(ctx, database).query<T[]>(text, values);

async function note(tx: OperationContext, database: Database, userId: string, what: string): Promise<void> {
  await managerFor(tx, database).query('insert into spec.done (user_id, what) values ($1, $2)', [
    userId,
    what,
  ]);
}

/** A brick whose things are removed two at a time. */
function partOf(kind: string, database: Database): OwnedByUsers {
  const run = (tx: OperationContext, text: string, values: unknown[]): Promise<{ id: string }[]> =>
    managerFor(tx, database).query<{ id: string }[]>(text, values);
  return {
    name: kind,
    async preview(tx, userId) {
      const rows = await run(tx, 'select id from spec.things where owner_id = $1 and kind = $2', [
        userId,
        kind,
      ]);
      return [{ kind, ids: rows.map(({ id }) => id) }];
    },
    async reassign(tx, userId, heirId) {
      const values = [userId, kind, heirId];
      await run(tx, 'update spec.things set owner_id = $3 where owner_id = $1 and kind = $2', values);
      await note(tx, database, userId, `reassign ${kind}`);
      return 'done';
    },
    async remove(tx, userId) {
      const gone = await run(
        tx,
        `with gone as (delete from spec.things where id in
           (select id from spec.things where owner_id = $1 and kind = $2 limit 2) returning id) select * from gone`,
        [userId, kind],
      );
      await note(tx, database, userId, `remove ${gone.length} ${kind}`);
      return gone.length < 2 ? 'done' : 'more';
    },
  };
}

interface Sabotage {
  /** Called inside the transaction of each step, after its work. */
  readonly within?: (step: string) => void;
  readonly graceMs?: number;
  readonly logger?: OpenedDatabase['logger'];
}

const stepsOf = ['access', 'keys', 'owned:projects', 'owned:groups', 'relations', 'identity'];

function purgeWith({
  within = () => undefined,
  graceMs = 0,
  logger = createRecordingLogger(),
}: Sabotage = {}): UserPurge {
  const { database } = worker;
  const relations = createRelations({ database });
  const sabotaged = (part: OwnedByUsers): OwnedByUsers => ({
    ...part,
    async reassign(tx, userId, heirId) {
      const progress = (await part.reassign?.(tx, userId, heirId)) ?? 'done';
      within(`owned:${part.name}`);
      return progress;
    },
    async remove(tx, userId) {
      const progress = await part.remove(tx, userId);
      within(`owned:${part.name}`);
      return progress;
    },
  });
  return createUserPurge({
    database,
    graceMs,
    logger,
    access: [
      {
        name: 'tokens',
        async end(tx, userId, why) {
          await note(tx, database, userId, `end ${why}`);
          within('access');
        },
      },
    ],
    keys: {
      async shred(tx, userId) {
        await note(tx, database, userId, 'shred');
        within('keys');
      },
    },
    owned: [sabotaged(partOf('projects', database)), sabotaged(partOf('groups', database))],
    relations: {
      async deleteObject(tx, object) {
        await relations.deleteObject(tx, object);
        await note(tx, database, object.id, 'forget');
        within('relations');
      },
    },
  });
}

async function person(name: string): Promise<string> {
  const users = createUsers({ database: data.database });
  const identity = {
    issuer: 'https://id.example.org',
    subject: newId(),
    username: name,
    email: `${name}@example.org`,
  };
  return (await users.mirror(ctx, identity)).id;
}

/** Somebody with a profile, preferences, a role and five things, deleted by an administrator. */
async function deleted(heirId?: string): Promise<string> {
  const id = await person('gone');
  const { database } = data;
  const self = contextFor({ kind: 'user', id, roles: [] });
  await createUsers({ database }).updateProfile(self, 'any', { about: 'private matters' });
  const preferences = createPreferences({ database, visibleProjects: async (_, ids) => new Set(ids) });
  await preferences.pin(self, newId());
  const relations = createRelations({ database });
  const project = { type: 'project', id: newId() };
  await database.transact(ctx, (tx) =>
    relations.write(tx, { touch: [{ object: project, relation: 'viewer', subject: { type: 'user', id } }] }),
  );
  expect(await createAuthorizer({ database }).check(self, 'project.read', project.id)).toBe(true);
  await sql(
    `insert into spec.things select gen_random_uuid(), kind, $1 from unnest('{projects,projects,projects,projects,groups}'::text[]) kind`,
    [id],
  );
  await remove(id, heirId);
  return id;
}

async function remove(id: string, heirId?: string): Promise<void> {
  const { database } = data;
  const administration = createUserAdministration({
    database,
    users: { forget: () => undefined },
    authorizer: createAuthorizer({ database }),
    owned: [partOf('projects', database), partOf('groups', database)],
    access: [],
  });
  const { fingerprint } = await administration.previewDeletion(ctx, id, heirId);
  await administration.delete(ctx, id, 'any', { confirmed: fingerprint, heirId });
}

const thingsOf = async (id: string): Promise<number> =>
  (await sql<{ n: number }>('select count(*)::int as n from spec.things where owner_id = $1', [id]))[0]?.n ??
  -1;
const doneTo = async (id: string): Promise<readonly string[]> =>
  (await sql<{ what: string }>('select what from spec.done where user_id = $1 order by at', [id])).map(
    ({ what }) => what,
  );
const rowOf = async (id: string) =>
  (await sql<Record<string, unknown>>('select * from users.users where id = $1', [id]))[0] ?? {};

const removal = [
  ...['end deleted', 'shred', 'remove 2 projects', 'remove 2 projects', 'remove 0 projects'],
  ...['remove 1 groups', 'forget'],
];

/** Nothing is left that says who it was. */
async function expectPurged(id: string): Promise<void> {
  const row = await rowOf(id);
  expect(row).toMatchObject({
    ...{ id, status: 'purged', issuer: 'purged', subject: id, username: `purged-${id}`, email: null },
    ...{ full_name: null, about: null, said_at: null, purge_done: stepsOf, purge_failure: null },
  });
  const traces = await sql<{ n: number }>(
    `select (select count(*) from users.preferences where user_id = $1)
       + (select count(*) from authz.rel where subject_id = $1) as n`,
    [id],
  );
  expect(Number(traces[0]?.n)).toBe(0);
}

it('goes through its steps in order, and leaves nothing but the id', async () => {
  const id = await deleted();
  const purge = purgeWith();
  expect(purge.steps).toEqual(stepsOf);
  expect(await purge.run(ctx)).toEqual({ purged: 1, stuck: 0 });
  expect(await doneTo(id)).toEqual(removal);
  expect(await thingsOf(id)).toBe(0);
  await expectPurged(id);
  expect(await purge.run(ctx)).toEqual({ purged: 0, stuck: 0 });
});

it('gives everything to the heir', async () => {
  const heir = await person('heir');
  const id = await deleted(heir);
  await purgeWith().run(ctx);
  expect(await thingsOf(heir)).toBe(5);
  expect(await doneTo(id)).toEqual([
    'end deleted',
    'shred',
    'reassign projects',
    'reassign groups',
    'forget',
  ]);
  await expectPurged(id);
});

it('waits for the end of the grace, by the clock of the database', async () => {
  const id = await deleted();
  const purge = purgeWith({ graceMs: 86_400_000 });
  expect(await purge.run(ctx)).toEqual({ purged: 0, stuck: 0 });
  expect(await rowOf(id)).toMatchObject({ status: 'deleted', purge_started_at: null, username: 'gone' });
  await sql(`update users.users set deleted_at = now() - interval '25 hours' where id = $1`, [id]);
  expect(await purge.run(ctx)).toEqual({ purged: 1, stuck: 0 });
});

it('lets whoever signs in afterwards be somebody new', async () => {
  const users = createUsers({ database: data.database, rememberForMs: 0 });
  const identity = { issuer: 'https://id.example.org', subject: newId(), username: 'again' };
  const { id } = await users.mirror(ctx, identity);
  await remove(id);
  expect(await users.mirror(ctx, { ...identity, username: 'other' })).toMatchObject({
    id,
    status: 'deleted',
    username: 'again',
  });
  await purgeWith().run(ctx);
  const fresh = await users.mirror(ctx, identity);
  expect(fresh).toMatchObject({ status: 'active', version: 1 });
  expect(fresh.id).not.toBe(id);
  expect(await users.mayAct(ctx, id)).toBe(false);
});

it.each(stepsOf.slice(0, -1))(
  'that fails in the step %s is told, and continued by the next run',
  async (step) => {
    const id = await deleted();
    const logger = createRecordingLogger();
    const failing = purgeWith({
      logger,
      within(at) {
        if (at === step) throw new Error('No space left');
      },
    });
    expect(await failing.run(ctx)).toEqual({ purged: 0, stuck: 1 });
    const before = stepsOf.slice(0, stepsOf.indexOf(step));
    expect(await rowOf(id)).toMatchObject({
      ...{ status: 'deleted', purge_done: before, purge_failure: `${step}: INTERNAL` },
      ...{ purge_started_at: before.length > 0 ? expect.any(Date) : null },
    });
    expect(logger.entries.filter(({ level }) => level === 'error')).toMatchObject([{ user_id: id, step }]);
    expect(await purgeWith().run(ctx)).toEqual({ purged: 1, stuck: 0 });
    // What was rolled back left no note, so each effect is there exactly once.
    expect(await doneTo(id)).toEqual(removal);
    await expectPurged(id);
  },
);

it('that is killed anywhere, however often, and run by two at once, does each step once', async () => {
  const kills = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(kills, fc.boolean(), async (points, twoAtOnce) => {
      const heir = twoAtOnce ? await person('heir') : undefined;
      const id = await deleted(heir);
      for (const point of points) {
        const killer = new AbortController();
        let left = point;
        const purge = purgeWith({
          within() {
            left -= 1;
            // The transaction under way still commits: the process dies right after.
            if (left < 0) killer.abort(new Error('killed'));
          },
        });
        await purge.run(ctx, killer.signal).catch(() => undefined);
      }
      await Promise.all(Array.from({ length: twoAtOnce ? 2 : 1 }, () => purgeWith().run(ctx)));
      const done = await doneTo(id);
      expect(done).toEqual(
        heir === undefined
          ? removal
          : [...removal.slice(0, 2), 'reassign projects', 'reassign groups', 'forget'],
      );
      await expectPurged(id);
    }),
    { numRuns: Number(process.env['USERS_PURGE_KILLS'] ?? 3) },
  );
}, 120_000);

it('does not remove what an heir should have had who is gone meanwhile', async () => {
  const heir = await person('heir');
  const id = await deleted(heir);
  await remove(heir);
  expect(await purgeWith({ graceMs: 0 }).run(ctx)).toEqual({ purged: 1, stuck: 1 });
  expect(await rowOf(id)).toMatchObject({ purge_failure: 'owned:projects: HEIR_REFUSED', status: 'deleted' });
  expect(await thingsOf(id)).toBe(5);
  // Another deletion names another heir, also now.
  const other = await person('other');
  await remove(id, other);
  expect(await purgeWith().run(ctx)).toEqual({ purged: 1, stuck: 0 });
  expect(await thingsOf(other)).toBe(5);
  await expectPurged(id);
});

it('cannot be taken back once it has begun', async () => {
  const id = await deleted();
  const stuck = purgeWith({
    within(at) {
      if (at === 'relations') throw new Error('not now');
    },
  });
  await stuck.run(ctx);
  const { database } = data;
  const administration = createUserAdministration({
    ...{
      database,
      users: { forget: () => undefined },
      authorizer: createAuthorizer({ database }),
      owned: [],
      access: [],
    },
  });
  await expect(administration.restore(ctx, id, 'any')).rejects.toMatchObject({ code: 'USER_NOT_RESTORABLE' });
  await purgeWith().run(ctx);
  await expect(administration.delete(ctx, id, 'any', {})).rejects.toMatchObject({ code: 'USER_DELETED' });
});

it('refuses parts that could not be told apart', () => {
  const { database } = worker;
  const part = partOf('same', database);
  const deps = { database, access: [], graceMs: 0, logger: createRecordingLogger() };
  const others = {
    keys: { shred: async () => undefined },
    relations: { deleteObject: async () => undefined },
  };
  expect(() => createUserPurge({ ...deps, ...others, owned: [part, part] })).toThrow(TypeError);
});
