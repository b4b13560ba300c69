import { contextFor, newId, systemContext } from '@ashlar/database';
import { type Authorizer, createAuthorizer, createRelations, type Relations, type Tuple } from './index.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createRandom } from './random.fixture.js';

const system = systemContext('spec');
const random = createRandom(5);
const users = Array.from({ length: 12 }, () => newId());
const group = { type: 'group', id: newId() };
const projects = Array.from({ length: 12 }, () => ({ type: 'project', id: newId() }));

let fixture: Fixture;
let authorizer: Authorizer;
let relations: Relations;

beforeAll(async () => {
  fixture = await openFixture();
  authorizer = createAuthorizer({ database: fixture.database });
  relations = createRelations({ database: fixture.database });
  const touch = projects.flatMap((object): Tuple[] => [
    { object, relation: 'parent', subject: group },
    { object, relation: 'viewer', subject: { type: 'user', id: random.pick(users) } },
    ...(random.chance(0.2) ? [{ object, relation: 'public', subject: { type: 'user', id: '*' } }] : []),
  ]);
  const editor = { object: group, relation: 'editor', subject: { type: 'user', id: users[0] ?? '' } };
  await fixture.database.transact(system, (tx) => relations.write(tx, { touch: [...touch, editor] }));
});
afterAll(() => fixture.close());

const as = (id: string, role?: string) => contextFor({ kind: 'user', id, roles: role ? [role] : [] });
const questions = users.flatMap((user, index) =>
  projects.flatMap(({ id }) =>
    ['project.read', 'project.update'].map((permission) => ({
      ctx: as(user, index % 5 === 4 ? 'admin' : index % 2 === 0 ? 'member' : undefined),
      permission,
      id,
    })),
  ),
);

it('many checks at once are answered as one by one, whoever asks what', async () => {
  const alone: boolean[] = [];
  for (const { ctx, permission, id } of questions) alone.push(await authorizer.check(ctx, permission, id));
  const together = await Promise.all(
    questions.map(({ ctx, permission, id }) => authorizer.check(ctx, permission, id)),
  );
  expect(together).toEqual(alone);
  expect(new Set(alone).size).toBe(2);
});

it('a check inside a transaction sees what that has written, and no other does', async () => {
  const [user = ''] = users.slice(-1);
  const object = { type: 'project', id: newId() };
  const check = (ctx: ReturnType<typeof as>) => authorizer.check(ctx, 'project.read', object.id);
  await fixture.database.transact(as(user), async (tx) => {
    const viewer = { object, relation: 'viewer', subject: { type: 'user', id: user } };
    await relations.write(tx, { touch: [viewer] });
    expect(await Promise.all([check(tx), check(as(user)), check(tx), check(as(user))])).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
  expect(await check(as(user))).toBe(true);
});

it('a grant that was withdrawn before a check began is never seen by it, however many run', async () => {
  const object = { type: 'project', id: newId() };
  const wrong: string[] = [];
  const watch = async (user: string): Promise<void> => {
    const viewer = { object, relation: 'viewer', subject: { type: 'user', id: user } };
    for (let round = 0; round < 8; round += 1) {
      await fixture.database.transact(system, (tx) => relations.write(tx, { touch: [viewer] }));
      if (!(await authorizer.check(as(user), 'project.read', object.id))) wrong.push('granted');
      await fixture.database.transact(system, (tx) => relations.write(tx, { delete: [viewer] }));
      if (await authorizer.check(as(user), 'project.read', object.id)) wrong.push('withdrawn');
    }
  };
  await Promise.all(users.map(watch));
  expect(wrong).toEqual([]);
});
