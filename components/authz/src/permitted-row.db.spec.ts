import { anonymous, contextFor, newId, type OperationContext, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { NotFound } from '@ashlar/errors';
import { jest } from '@jest/globals';
import pg from 'pg';
import { type Fixture, openFixture } from './engine.fixture.js';
import { type Authorizer, createAuthorizer, createRelations, permittedRow, type Tuple } from './index.js';
import { createThings, ThingRow } from './list.db.fixture.js';
import { type PermittedRows, permittedRows } from './persistence.js';
import { createRandom } from './random.fixture.js';

const system = systemContext('spec');
const random = createRandom(3);
const users = Array.from({ length: 6 }, () => newId());
const groups = Array.from({ length: 4 }, () => ({ type: 'group', id: newId() }));
const projects = Array.from({ length: 20 }, () => ({ type: 'project', id: newId() }));
const wanted = ['project.read', 'project.update', 'project.delete'];

let fixture: Fixture;
let authorizer: Authorizer;
let things: PermittedRows<ThingRow>;

beforeAll(async () => {
  fixture = await openFixture({ entities: [ThingRow] });
  await createThings(fixture.testDatabase.url);
  authorizer = createAuthorizer({ database: fixture.database });
  things = permittedRows(fixture.database, (manager) =>
    manager.createQueryBuilder(ThingRow, 'thing').where('thing.id = :id'),
  );
  const relations = createRelations({ database: fixture.database });
  const role = () => random.pick(['owner', 'editor', 'viewer']);
  const touch = [
    ...groups.flatMap((object, index): Tuple[] => [
      { object, relation: role(), subject: { type: 'user', id: random.pick(users) } },
      ...(index > 0
        ? [{ object, relation: role(), subject: { ...(groups[0] ?? object), relation: 'member' } }]
        : []),
    ]),
    ...projects.flatMap((object): Tuple[] => [
      { object, relation: 'parent', subject: random.pick(groups) },
      { object, relation: role(), subject: { type: 'user', id: random.pick(users) } },
      ...(random.chance(0.3)
        ? ['user', 'anonymous'].map((type) => ({ object, relation: 'public', subject: { type, id: '*' } }))
        : []),
    ]),
  ];
  await fixture.database.transact(system, (tx) => relations.write(tx, { touch }));
  const rows = projects.map(({ id, type }) => ({ id, type, rank: 1, parentId: null, isPublic: false }));
  await managerFor(system, fixture.database).insert(ThingRow, rows);
});
afterAll(() => fixture.close());

const find = (ctx: OperationContext, id: string, permissions = wanted) =>
  things.find(ctx, id, authorizer.rightsIn(ctx, permissions));

const people: readonly [string, OperationContext][] = [
  ...users.map((id, index): [string, OperationContext] => [
    `user ${index}`,
    contextFor({ kind: 'user', id, roles: [] }),
  ]),
  ['an administrator', contextFor({ kind: 'user', id: newId(), roles: ['admin'] })],
  ['nobody', contextFor(anonymous)],
  ['the system', system],
];

describe('a row with the rights on it', () => {
  it.each(people)('says of %s what single checks say', async (_who, ctx) => {
    for (const { id } of projects) {
      const found = await find(ctx, id);
      expect(found?.row).toMatchObject({ id, rank: 1 });
      for (const permission of wanted) {
        expect({ id, permission, may: found?.may.has(permission) }).toEqual({
          id,
          permission,
          may: await authorizer.check(ctx, permission, id),
        });
      }
    }
  });

  it('takes one statement, on the connection of a running transaction too', async () => {
    const [, ctx] = people[0] ?? ['', system];
    const [{ id } = { id: '' }] = projects;
    await find(ctx, id);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await find(ctx, id);
      expect(query).toHaveBeenCalledTimes(1);
      query.mockClear();
      await fixture.database.transact(ctx, (tx) => find(tx, id));
      expect(query).toHaveBeenCalledTimes(3);
    } finally {
      query.mockRestore();
    }
  });

  it('is not there where no row is, and is refused where it may not be seen or changed', async () => {
    const stranger = contextFor({ kind: 'user', id: newId(), roles: [] });
    expect(await find(system, newId())).toBeUndefined();
    const refusal = async (ctx: OperationContext, id: string, permission: string): Promise<string> => {
      const found = await find(ctx, id);
      try {
        return permittedRow(found, permission, NotFound).id;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    let forbidden = 0;
    for (const { id } of projects) {
      for (const [, ctx] of [...people, ['a stranger', stranger] as const]) {
        const allowed = await authorizer.authorize(ctx, { permission: 'project.delete', objectId: id }).then(
          () => id,
          (error: { code: string }) => error.code,
        );
        if (allowed === 'FORBIDDEN') forbidden += 1;
        expect(await refusal(ctx, id, 'project.delete')).toBe(allowed);
      }
    }
    expect(forbidden).toBeGreaterThan(0);
    expect(await refusal(system, newId(), 'project.delete')).toBe('NOT_FOUND');
  });

  it('is about permissions of one type that exist', () => {
    expect(() => authorizer.rightsIn(system, ['project.read', 'group.read'])).toThrow(/one type/);
    expect(() => authorizer.rightsIn(system, ['project.paint'])).toThrow(/no permission/);
  });
});
