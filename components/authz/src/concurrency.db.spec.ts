import { contextFor, type Database, newId, systemContext, type TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { type Authorizer, createAuthorizer, createRelations, type Relations, type Tuple } from './index.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createRandom, type Random } from './random.fixture.js';

/** Interleavings to draw; `AUTHZ_INTERLEAVINGS=500` is the full length, `AUTHZ_SEED` starts elsewhere. */
const interleavings = Number(process.env['AUTHZ_INTERLEAVINGS'] ?? 100);
const seed = Number(process.env['AUTHZ_SEED'] ?? 1);
const patience = 60_000 + interleavings * 100;
const system = systemContext('spec');

let fixture: Fixture;
let database: Database;
let authorizer: Authorizer;
let relations: Relations;

beforeAll(async () => {
  fixture = await openFixture();
  database = fixture.database;
  authorizer = createAuthorizer({ database });
  relations = createRelations({ database });
});
afterAll(() => fixture.close());

const write = (change: Parameters<Relations['write']>[1]) =>
  database.transact(system, (tx) => relations.write(tx, change));
const ref = (type: string) => ({ type, id: newId() });

/** What follows from tuples of groups, worked out from the tuples alone. */
function membersOf(tuples: readonly Tuple[], groupId: string): ReadonlySet<string> {
  const members = new Set<string>();
  const open = [groupId];
  for (const id of open) {
    for (const { object, relation, subject } of tuples) {
      if (object.id !== id || relation === 'parent') continue;
      if (subject.type === 'user') members.add(subject.id);
      else if (!open.includes(subject.id)) open.push(subject.id);
    }
  }
  return members;
}

it('writers at the same time leave exactly what their tuples say, for every group and everybody', async () => {
  const random = createRandom(seed);
  const groups = Array.from({ length: 10 }, () => ref('group'));
  const users = Array.from({ length: 8 }, () => ref('user'));
  const draw = (): Tuple => {
    const object = random.pick(groups);
    const subject = random.chance(0.5)
      ? random.pick(users)
      : { ...random.pick(groups.filter(({ id }) => id !== object.id)), relation: 'member' };
    return { object, relation: random.pick(['owner', 'editor', 'viewer']), subject };
  };
  const change = async (): Promise<void> => {
    const [touch, gone] = [draw(), draw()];
    try {
      if (random.chance(0.15)) {
        await database.transact(system, (tx) =>
          relations.replaceObject(tx, touch.object, [{ relation: touch.relation, subject: touch.subject }]),
        );
      } else await write({ touch: [touch], delete: [gone] });
    } catch (error) {
      expect(error).toMatchObject({ code: 'ACCESS_CYCLE' });
    }
  };
  for (let wave = 0; wave < 4; wave += 1) {
    await Promise.all(Array.from({ length: 60 }, change));
    const tuples = (await Promise.all(groups.map((group) => relations.ofObject(system, group)))).flat();
    expect(tuples.length).toBeGreaterThan(0);
    for (const { id } of groups) {
      const expected = membersOf(tuples, id);
      const allowed = await Promise.all(
        users.map((user) =>
          authorizer.check(contextFor({ kind: 'user', id: user.id, roles: [] }), 'group.member', id),
        ),
      );
      expect(users.filter((_, index) => allowed[index]).map((user) => user.id)).toEqual(
        users.map((user) => user.id).filter((user) => expected.has(user)),
      );
    }
  }
}, 60_000);

/** Lets other transactions run between two statements, now and then, and a different number of them each time. */
async function pause(random: Random): Promise<void> {
  for (let turn = random.below(4); turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Owner by owner, as a brick does it: the row of what is changed is locked before anybody is counted. */
async function demote(
  tx: TransactionContext,
  object: Tuple['object'],
  userId: string,
  random: Random,
): Promise<boolean> {
  await pause(random);
  await managerFor(tx, database).query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [object.id]);
  await pause(random);
  const owners = await relations.ofObject(tx, object, ['owner']);
  if (owners.length < 2) return false;
  await pause(random);
  const was = { object, relation: 'owner', subject: { type: 'user', id: userId } };
  await relations.write(tx, {
    delete: [was],
    touch: [{ ...was, relation: 'viewer' }],
    expect: { present: [was] },
  });
  return true;
}

it(
  'of the last two owners one remains, however their demotions interleave',
  async () => {
    const random = createRandom(seed * 31);
    const outcomes = { first: 0, second: 0 };
    const round = async (): Promise<void> => {
      const object = ref('group');
      const [a, b] = [newId(), newId()];
      const owner = (id: string): Tuple => ({ object, relation: 'owner', subject: { type: 'user', id } });
      await write({ touch: [owner(a), owner(b)] });
      const [first, second] = await Promise.all(
        [a, b].map(async (id) => {
          await pause(random);
          return database.transact(system, (tx) => demote(tx, object, id, random));
        }),
      );
      expect([first, second].filter(Boolean)).toHaveLength(1);
      if (first) outcomes.first += 1;
      else outcomes.second += 1;
      const owners = await relations.ofObject(system, object, ['owner']);
      expect(owners.map(({ subject }) => subject.id)).toEqual([first ? b : a]);
    };
    for (let done = 0; done < interleavings; done += 4) {
      await Promise.all(Array.from({ length: Math.min(4, interleavings - done) }, round));
    }
    expect(outcomes.first).toBeGreaterThan(0);
    expect(outcomes.second).toBeGreaterThan(0);
  },
  patience,
);
