import { anonymous, type Actor, contextFor, newId, systemContext } from '@ashlar/database';
import type { Authorizer, Relations, Tuple } from './index.js';
import { assertModelKnown, createAuthorizer, createRelations, platformId } from './index.js';
import { type Fixture, openFixture } from './engine.fixture.js';
import { loadModel } from './model.js';

let fixture: Fixture;
let authorizer: Authorizer;
let relations: Relations;
const storage = newId();

function actor(...roles: string[]): Actor {
  return { kind: 'user', id: newId(), roles };
}
const nobody = contextFor(anonymous);
const outsider = contextFor(actor());
const member = contextFor(actor('member'));
const admin = contextFor(actor('admin'));
const service = contextFor({ kind: 'service', id: 'notebooks', roles: ['service'] });
const system = systemContext('spec');

const touch = (...tuples: Tuple[]) =>
  fixture.database.transact(system, (tx) => relations.write(tx, { touch: tuples }));

beforeAll(async () => {
  fixture = await openFixture();
  authorizer = createAuthorizer({ database: fixture.database });
  relations = createRelations({ database: fixture.database });
  await touch({
    object: { type: 'storage', id: storage },
    relation: 'parent',
    subject: { type: 'platform', id: platformId },
  });
});
afterAll(() => fixture.close());

describe('the authorizer', () => {
  it.each([
    ['an administrator', 'storage.update', 'allowed', admin],
    ['a member', 'storage.read', 'allowed', member],
    ['a service', 'storage.read', 'allowed', service],
    ['a member', 'storage.update', 'FORBIDDEN', member],
    ['an outsider', 'storage.read', 'NOT_FOUND', outsider],
    ['an outsider', 'storage.update', 'NOT_FOUND', outsider],
    ['nobody', 'storage.delete', 'NOT_FOUND', nobody],
    ['the system', 'storage.delete', 'allowed', system],
  ])('answers %s for %s: %s', async (_who, permission, expected, ctx) => {
    const answer = await authorizer.authorize(ctx, { permission, objectId: storage }).then(
      () => 'allowed',
      (error: { code: string }) => error.code,
    );
    expect(answer).toBe(expected);
    expect(await authorizer.check(ctx, permission, storage)).toBe(expected === 'allowed');
  });

  it('says 403, not 404, where no object could be hidden', async () => {
    await expect(authorizer.authorize(outsider, { permission: 'storage.create' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await authorizer.authorize(admin, { permission: 'storage.create' });
  });

  it('denies what does not exist, to administrators too', async () => {
    expect(await authorizer.check(admin, 'storage.read', newId())).toBe(false);
    expect(await authorizer.check(admin, 'storage.read', 'not an id')).toBe(false);
  });

  it('does not know what is not in the model', async () => {
    await expect(authorizer.check(admin, 'lamp.light', storage)).rejects.toThrow(
      /no permission "lamp.light"/,
    );
    await expect(authorizer.check(system, 'storage.light', storage)).rejects.toThrow(TypeError);
    expect(() => authorizer.assertPermission('constructor')).toThrow(TypeError);
    await expect(authorizer.check(admin, 'storage.read')).rejects.toThrow(/none is named/);
  });

  it('has a read permission for every type, since the others hide behind it', () => {
    for (const { permissions } of loadModel().model.definitions.values()) {
      if (permissions.size > 0) expect(permissions.has('read')).toBe(true);
    }
  });

  it('is known to the migrated database', async () => {
    await expect(assertModelKnown(fixture.database)).resolves.toBeUndefined();
  });
});
