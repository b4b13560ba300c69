import { contextFor, newId, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { Authorizer, ObjectRef, Relations, Tuple, TupleChange } from './index.js';
import { createAuthorizer, createRelations, platformId } from './index.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { createRandom } from './random.fixture.js';

let fixture: Fixture;
let authorizer: Authorizer;
let relations: Relations;
const admin = contextFor({ kind: 'user', id: newId(), roles: ['admin'] });

beforeAll(async () => {
  fixture = await openFixture();
  authorizer = createAuthorizer({ database: fixture.database });
  relations = createRelations({ database: fixture.database });
});
afterAll(() => fixture.close());

const write = (change: TupleChange) => fixture.database.transact(admin, (tx) => relations.write(tx, change));
const group = (id = newId()): ObjectRef => ({ type: 'group', id });
const project = (id = newId()): ObjectRef => ({ type: 'project', id });
const user = (id: string = newId()): ObjectRef => ({ type: 'user', id });
const is = (object: ObjectRef, relation: string, subject: Tuple['subject']): Tuple => ({
  object,
  relation,
  subject,
});
const as = ({ id }: ObjectRef) => contextFor({ kind: 'user', id, roles: [] });
const may = (who: ObjectRef, permission: string, { id }: ObjectRef) =>
  authorizer.check(as(who), permission, id);

async function logOf({
  id,
}: ObjectRef): Promise<readonly { op: string; actor_id: string; request_id: string }[]> {
  return managerFor(systemContext('spec'), fixture.database).query(
    'select op, actor_id, request_id from authz.change where resource_id = $1 order by seq',
    [id],
  );
}

describe('writing', () => {
  it('counts and logs what changed, with who and why, and nothing else', async () => {
    const here = group();
    const [alice, bob] = [user(), user()];
    const first = [is(here, 'owner', alice), is(here, 'viewer', bob), is(here, 'viewer', bob)];
    expect(await write({ touch: first })).toEqual({ touched: 2, deleted: 0 });
    expect(
      await write({ touch: first, delete: [is(here, 'editor', bob), is(here, 'owner', alice)] }),
    ).toEqual({
      touched: 0,
      deleted: 0,
    });
    expect(await write({ delete: [is(here, 'viewer', bob)] })).toEqual({ touched: 0, deleted: 1 });
    const line = { actor_id: admin.actor.id, request_id: admin.requestId };
    expect(await logOf(here)).toEqual([
      { op: 'touch', ...line },
      { op: 'touch', ...line },
      { op: 'delete', ...line },
    ]);
    expect(await relations.ofObject(admin, here)).toEqual([is(here, 'owner', alice)]);
  });

  it('leaves nothing when the transaction fails, and is seen inside it', async () => {
    const here = group();
    const alice = user();
    const attempt = fixture.database.transact(admin, async (tx) => {
      await relations.write(tx, { touch: [is(here, 'owner', alice)] });
      const inside = { ...as(alice), transaction: tx.transaction };
      expect(await authorizer.check(inside, 'group.own', here.id)).toBe(true);
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await may(alice, 'group.own', here)).toBe(false);
    expect(await logOf(here)).toEqual([]);
  });

  it.each<[string, (here: ObjectRef) => Tuple]>([
    ['a relation that is not in the model', (here) => is(here, 'friend', user())],
    ['a type that may not stand there', (here) => is(here, 'owner', project())],
    ['a userset that may not stand there', (here) => is(here, 'owner', { ...group(), relation: 'owner' })],
    ['everybody where the model does not say so', (here) => is(here, 'owner', { type: 'user', id: '*' })],
    ['a group for its members', (here) => is(here, 'owner', group())],
    ['what is no id', (here) => is(here, 'owner', user('alice'))],
    ['the implied platform', () => is(project(), 'platform', { type: 'platform', id: platformId })],
    ['a role of a credential', () => is({ type: 'platform', id: platformId }, 'admin', user())],
  ])('refuses %s', async (_what, tuple) => {
    await expect(write({ touch: [tuple(group())] })).rejects.toThrow(TypeError);
  });

  it('holds what was expected until the end', async () => {
    const here = group();
    const [alice, bob] = [user(), user()];
    await write({ touch: [is(here, 'owner', alice)] });
    const refused = { code: 'RELATIONS_CHANGED' };
    await expect(write({ expect: { present: [is(here, 'owner', bob)] } })).rejects.toMatchObject(refused);
    await expect(write({ expect: { absent: [is(here, 'owner', alice)] } })).rejects.toMatchObject(refused);
    const expectation = { present: [is(here, 'owner', alice)], absent: [is(here, 'owner', bob)] };
    await write({ touch: [is(here, 'viewer', bob)], expect: expectation });
    expect(await may(bob, 'group.view', here)).toBe(true);
  });
});

describe('moving and deleting', () => {
  it('takes the rights of the old place away and gives those of the new one', async () => {
    const [before, after, moved] = [group(), group(), project()];
    const [alice, bob, carol] = [user(), user(), user()];
    await write({
      touch: [
        is(before, 'owner', alice),
        is(after, 'owner', bob),
        is(moved, 'parent', before),
        is(moved, 'viewer', carol),
      ],
    });
    expect(await may(alice, 'project.own', moved)).toBe(true);
    const result = await fixture.database.transact(admin, (tx) =>
      relations.replaceObject(tx, moved, [{ relation: 'parent', subject: after }], ['parent']),
    );
    expect(result).toEqual({ touched: 1, deleted: 1 });
    expect(await may(alice, 'project.read', moved)).toBe(false);
    expect(await may(bob, 'project.own', moved)).toBe(true);
    expect(await may(carol, 'project.view', moved)).toBe(true);
    await fixture.database.transact(admin, (tx) =>
      relations.replaceObject(tx, moved, [{ relation: 'parent', subject: before }]),
    );
    expect(await may(carol, 'project.view', moved)).toBe(false);
    expect(await relations.ofObject(admin, moved)).toEqual([is(moved, 'parent', before)]);
  });

  it('of an object leave no tuple about it, on either side', async () => {
    const [gone, other, child] = [group(), group(), project()];
    await write({
      touch: [
        is(gone, 'owner', user()),
        is(other, 'viewer', { ...gone, relation: 'member' }),
        is(child, 'parent', gone),
      ],
    });
    expect(await fixture.database.transact(admin, (tx) => relations.deleteObject(tx, gone))).toEqual({
      touched: 0,
      deleted: 3,
    });
    for (const object of [gone, other, child]) expect(await relations.ofObject(admin, object)).toEqual([]);
  });
});

describe('nesting', () => {
  it('has no group in itself, nor as its own member, over however many others', async () => {
    const [a, b, c] = [group(), group(), group()];
    const cycle = { code: 'ACCESS_CYCLE' };
    await expect(write({ touch: [is(a, 'parent', a)] })).rejects.toMatchObject(cycle);
    await expect(write({ touch: [is(a, 'viewer', { ...a, relation: 'member' })] })).rejects.toMatchObject(
      cycle,
    );
    await write({ touch: [is(a, 'parent', b), is(b, 'parent', c)] });
    await expect(write({ touch: [is(c, 'parent', a)] })).rejects.toMatchObject(cycle);
    await write({
      touch: [is(a, 'viewer', { ...b, relation: 'member' }), is(b, 'owner', { ...c, relation: 'member' })],
    });
    await expect(write({ touch: [is(c, 'editor', { ...a, relation: 'member' })] })).rejects.toMatchObject(
      cycle,
    );
    expect(await relations.ofObject(admin, c)).toEqual([]);
  });

  it('stays free of cycles when many nest at the same time', async () => {
    const groups = Array.from({ length: 12 }, () => group());
    const random = createRandom(7);
    const attempts = await Promise.allSettled(
      Array.from({ length: 96 }, () => {
        const member = { ...random.pick(groups), relation: 'member' };
        const [relation, subject] = random.chance(0.5)
          ? (['parent', random.pick(groups)] as const)
          : (['viewer', member] as const);
        return write({ touch: [is(random.pick(groups), relation, subject)] });
      }),
    );
    const refused = attempts.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(attempts.length);
    for (const attempt of refused) expect(attempt).toMatchObject({ reason: { code: 'ACCESS_CYCLE' } });
    for (const [relation, userset] of [
      ['10', 0],
      ['8', 2],
    ] as const) {
      const [row] = await managerFor(systemContext('spec'), fixture.database).query(
        `with recursive way(first, last) as (
           select resource_id, subject_id from authz.rel where resource_type = 7 and subject_type = 7 and relation = ${relation} and subject_relation = ${userset}
           union select way.first, r.subject_id from way join authz.rel r on r.resource_type = 7 and r.subject_type = 7 and r.relation = ${relation} and r.subject_relation = ${userset} and r.resource_id = way.last)
         select count(*)::int as ways, count(*) filter (where first = last)::int as cycles from way`,
      );
      expect(row.ways).toBeGreaterThan(0);
      expect(row.cycles).toBe(0);
    }
  });

  it('is not changed in transactions that look at an old state', async () => {
    const attempt = fixture.database.transact(
      admin,
      (tx) => relations.write(tx, { touch: [is(group(), 'parent', group())] }),
      { isolation: 'repeatable read' },
    );
    await expect(attempt).rejects.toThrow(/read committed/);
  });

  it('ends where tuples do go round, as nobody can write them but somebody may restore', async () => {
    const [a, b] = [group(), group()];
    const [alice, mallory] = [user(), user()];
    await write({ touch: [is(a, 'parent', b), is(b, 'owner', alice)] });
    await managerFor(systemContext('spec'), fixture.database).query(
      'insert into authz.rel (resource_type, relation, subject_type, resource_id, subject_id) values (7, 10, 7, $1, $2)',
      [b.id, a.id],
    );
    expect(await may(alice, 'group.own', a)).toBe(true);
    expect(await may(mallory, 'group.own', a)).toBe(false);
  });
});

describe('the login of the secrets API', () => {
  it('reads what follows from tuples and writes none', async () => {
    const secrets = await openFixture({ as: 'secrets' });
    try {
      const reader = createAuthorizer({ database: secrets.database });
      expect(await reader.check(as(user()), 'secret.read', newId())).toBe(false);
      const attempt = secrets.database.transact(admin, (tx) =>
        createRelations({ database: secrets.database }).write(tx, { touch: [is(group(), 'owner', user())] }),
      );
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    } finally {
      await secrets.close();
    }
  });
});
