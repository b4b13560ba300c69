import { anonymous, type Actor, contextFor, systemContext } from '@ashlar/database';
import { createAuthorizer, permissions } from './index.js';

const authorizer = createAuthorizer();
const objectId = '0190a000-0000-7000-8000-000000000001';

function actor(...roles: string[]): Actor {
  return { kind: 'user', id: '0190a000-0000-7000-8000-000000000002', roles };
}

const nobody = contextFor(anonymous);
const outsider = contextFor(actor());
const member = contextFor(actor('member'));
const admin = contextFor(actor('admin'));

describe('the authorizer', () => {
  it.each([
    ['an administrator', admin, 'storage.update', 'allowed'],
    ['a member', member, 'storage.read', 'allowed'],
    ['a member', member, 'storage.update', 'FORBIDDEN'],
    ['an outsider', outsider, 'storage.read', 'NOT_FOUND'],
    ['an outsider', outsider, 'storage.update', 'NOT_FOUND'],
    ['nobody', nobody, 'storage.delete', 'NOT_FOUND'],
    ['the system', systemContext('spec'), 'storage.delete', 'allowed'],
  ])('answers %s, %#: %s', async (_who, ctx, permission, expected) => {
    const answer = await authorizer.authorise(ctx, { permission, objectId }).then(
      () => 'allowed',
      (error: { code: string }) => error.code,
    );
    expect(answer).toBe(expected);
    expect(await authorizer.check(ctx, permission, objectId)).toBe(expected === 'allowed');
  });

  it('says 403, not 404, where no object could be hidden', async () => {
    await expect(authorizer.authorise(outsider, { permission: 'storage.create' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('does not know what is not in its table', async () => {
    for (const ctx of [admin, systemContext('spec')]) {
      await expect(authorizer.check(ctx, 'lamp.light')).rejects.toThrow(/no permission "lamp.light"/);
      await expect(authorizer.visibleIn(ctx, 'lamp.light')).rejects.toThrow(TypeError);
      await expect(authorizer.authorise(ctx, { permission: 'toString' })).rejects.toThrow(TypeError);
    }
    expect(() => authorizer.assertPermission('constructor')).toThrow(TypeError);
  });

  it('never lets an anonymous caller in by way of a role', () => {
    expect(anonymous.roles).toEqual([]);
  });

  it('has a read permission for every type, since the others hide behind it', () => {
    for (const permission of Object.keys(permissions)) {
      expect(permissions[`${permission.split('.')[0]}.read`]).toBeDefined();
    }
  });
});
