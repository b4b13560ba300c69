import { contextFor, newId, type OperationContext, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { jest } from '@jest/globals';
import pg from 'pg';
import {
  type Authorizer,
  createAuthorizer,
  createRelations,
  platformId,
  type Relations,
  type Tuple,
} from './index.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createThings, pageOf, ThingRow, walkPages } from './list.db.fixture.js';
import { createRandom } from './random.fixture.js';

const system = systemContext('spec');
const random = createRandom(11);
const domain = { type: 'domain', id: newId() };
const groups = Array.from({ length: 12 }, () => ({ type: 'group', id: newId() }));
const projects = Array.from({ length: 120 }, () => ({ type: 'project', id: newId() }));
const pipelines = Array.from({ length: 300 }, () => ({ type: 'pipeline', id: newId() }));
const users = Array.from({ length: 8 }, () => ({ type: 'user', id: newId() }));
/** A public row is open to all of them, or its flag would say more than its tuples. */
const everybody = ['user', 'service', 'anonymous'];
const mirrors = { objects: { parent: 'thing.parentId' }, wildcards: { public: 'thing.isPublic' } };

let fixture: Fixture;
let authorizer: Authorizer;
let relations: Relations;
let rows: readonly ThingRow[];
/** Visible by their parents alone. */
let contents: readonly ThingRow[];

beforeAll(async () => {
  fixture = await openFixture({ entities: [ThingRow] });
  await createThings(fixture.testDatabase.url);
  authorizer = createAuthorizer({ database: fixture.database });
  relations = createRelations({ database: fixture.database });
  rows = projects.map(({ id, type }) => ({
    id,
    type,
    rank: random.below(40),
    parentId: random.pick(groups).id,
    isPublic: random.chance(0.1),
  }));
  contents = pipelines.map((one) => ({
    ...one,
    rank: random.below(40),
    parentId: random.pick(projects).id,
    isPublic: false,
  }));
  const role = () => random.pick(['owner', 'editor', 'viewer']);
  const touch: Tuple[] = [
    { object: domain, relation: 'parent', subject: { type: 'platform', id: platformId } },
    { object: domain, relation: 'admin', subject: random.pick(users) },
    ...groups.flatMap((object, index) => [
      { object, relation: 'parent', subject: index < 3 ? domain : random.pick(groups.slice(0, index)) },
      { object, relation: role(), subject: random.pick(users.slice(2)) },
      ...(index > 6
        ? [{ object, relation: role(), subject: { ...random.pick(groups.slice(0, 6)), relation: 'member' } }]
        : []),
    ]),
    ...rows.flatMap(({ id, type, parentId, isPublic }) => [
      { object: { type, id }, relation: 'parent', subject: { type: 'group', id: parentId ?? '' } },
      ...(isPublic ? everybody : []).map((kind) => ({
        object: { type, id },
        relation: 'public',
        subject: { type: kind, id: '*' },
      })),
      ...(random.chance(0.2)
        ? [{ object: { type, id }, relation: role(), subject: random.pick(users.slice(1)) }]
        : []),
    ]),
    ...contents.map(({ id, type, parentId }) => ({
      object: { type, id },
      relation: 'parent',
      subject: { type: 'project', id: parentId ?? '' },
    })),
  ];
  await fixture.database.transact(system, (tx) => relations.write(tx, { touch }));
  await managerFor(system, fixture.database).insert(ThingRow, [...rows, ...contents]);
});
afterAll(() => fixture.close());

const people: readonly [string, OperationContext][] = [
  ...users.map(({ id }, index): [string, OperationContext] => [
    `user ${index}`,
    contextFor({ kind: 'user', id, roles: [] }),
  ]),
  ['an administrator', contextFor({ kind: 'user', id: newId(), roles: ['admin'] })],
  ['a stranger', contextFor({ kind: 'user', id: newId(), roles: ['member'] })],
  ['nobody', contextFor({ kind: 'anonymous', id: 'anonymous', roles: [] })],
];

describe.each([
  ['collected', { ids: 1_000, sources: 1_000 }],
  ['walked', { ids: 0, sources: 0 }],
])('a list that is %s', (_how, limits) => {
  it.each(people)('shows %s what single checks allow, in order and once', async (_who, ctx) => {
    for (const permission of ['project.read', 'project.update']) {
      const allowed: ThingRow[] = [];
      for (const row of rows) if (await authorizer.check(ctx, permission, row.id)) allowed.push(row);
      const filter = await authorizer.visibleIn(ctx, permission);
      for (const descending of [false, true]) {
        const listed = await walkPages(ctx, fixture.database, 'project', filter, {
          size: 7,
          descending,
          limits,
          mirrors,
        });
        const sign = descending ? -1 : 1;
        const expected = [...allowed].sort((a, b) => sign * (a.rank - b.rank || (a.id < b.id ? -1 : 1)));
        expect(listed.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(listed.total).toBe(expected.length);
      }
    }
  });
});

describe.each([
  ['collected', { ids: 0, sources: 1_000 }],
  ['walked', { ids: 0, sources: 0 }],
])('a list of what is visible by its parent alone, %s', (_how, limits) => {
  it.each(people)(
    'shows %s what single checks allow, in order and once, in one statement for each page',
    async (_who, ctx) => {
      const allowed: ThingRow[] = [];
      for (const row of contents) if (await authorizer.check(ctx, 'pipeline.read', row.id)) allowed.push(row);
      const filter = await authorizer.visibleIn(ctx, 'pipeline.read');
      for (const descending of [false, true]) {
        const sign = descending ? -1 : 1;
        const expected = [...allowed].sort((a, b) => sign * (a.rank - b.rank || (a.id < b.id ? -1 : 1)));
        const options = { size: 7, descending, limits, mirrors: { objects: { parent: 'thing.parentId' } } };
        const counted = await walkPages(ctx, fixture.database, 'pipeline', filter, options);
        expect(counted).toEqual({ rows: expected, total: expected.length });
        const sent = jest.spyOn(pg.Client.prototype, 'query');
        try {
          const listed = await walkPages(ctx, fixture.database, 'pipeline', filter, {
            ...options,
            count: false,
          });
          expect(listed.rows).toEqual(expected);
          const pages = Math.max(1, Math.ceil(expected.length / 7));
          expect(sent.mock.calls.length).toBeLessThanOrEqual(pages);
        } finally {
          sent.mockRestore();
        }
        for (const page of [1, 3]) {
          const { items } = await pageOf(
            ctx,
            fixture.database,
            'pipeline',
            { size: 7, sort: { by: 'rank', descending }, start: { page }, count: false },
            { ...options, filter },
          );
          expect(items).toEqual(expected.slice(page * 7, page * 7 + 7));
        }
      }
    },
  );
});

describe('an explanation', () => {
  it('is a way of tuples from the object to who asks, for all that is allowed', async () => {
    let ways = 0;
    for (const [, ctx] of people) {
      for (const { id } of rows.slice(0, 30)) {
        const allowed = await authorizer.check(ctx, 'project.read', id);
        const why = await authorizer.explain(ctx, 'project.read', id);
        expect(why.allowed).toBe(allowed);
        if (why.by !== 'path') {
          expect(why.by).toBe(allowed ? 'role' : 'none');
          continue;
        }
        ways += 1;
        expect(why.path[0]?.object.id).toBe(id);
        for (const [index, { object }] of why.path.slice(1).entries()) {
          expect(object.id).toBe(why.path[index]?.subject.id);
        }
        expect([ctx.actor.id, '*']).toContain(why.path.at(-1)?.subject.id);
      }
    }
    expect(ways).toBeGreaterThan(20);
    expect(await authorizer.explain(system, 'project.read', newId())).toMatchObject({ by: 'system' });
  });
});
