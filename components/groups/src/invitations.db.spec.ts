import { anonymous, contextFor, newId, type OperationContext, systemContext } from '@ashlar/database';
import { type Caller, type Fixture, newKey, openFixture, system } from './groups.fixture.js';
import {
  createInvitationTokens,
  defaultDomainId,
  forgetGroupInvitations,
  type Invitations,
} from './index.js';

let fixture: Fixture;
let invitations: Invitations;
let ann: Caller;
const disabled = new Set<string>();
const add = { expected: 'any', mustNotExist: false } as const;
const page = {
  size: 20,
  sort: { by: 'created_at', descending: false },
  start: { page: 0 },
  count: false,
} as const;

beforeAll(async () => {
  fixture = await openFixture({ inviterMayAct: (_ctx, id) => Promise.resolve(!disabled.has(id)) });
  if (!fixture.groups.invitations) throw new Error('no invitations');
  ({ invitations } = fixture.groups);
  ann = await fixture.user('ann');
}, 60_000);
afterAll(() => fixture.close());

/** A group of Ann's, and an invitation to it. */
async function invite(input: { role?: 'viewer' | 'editor' | 'owner'; email?: string; by?: Caller } = {}) {
  const { role = 'editor', email, by } = input;
  const slug = `g-${newId()}`;
  const group = await fixture.groups.create(ann.ctx, { parentId: defaultDomainId, slug, name: 'Detector' });
  if (by) {
    const owner = { kind: 'user', id: by.id, role: 'owner' } as const;
    await fixture.groups.members.put(ann.ctx, group.id, owner, add);
  }
  const made = await invitations.create((by ?? ann).ctx, group.id, { role, email, days: 7 });
  return { groupId: group.id, ...made };
}

async function rolesIn(groupId: string): Promise<readonly string[]> {
  const rows = await fixture.query<{ text: string }>(
    `select user_id || ' ' || role as text from groups.members where object_id = $1 and user_id <> $2 order by 1`,
    [groupId, ann.id],
  );
  return rows.map(({ text }) => text);
}

const code = (wanted: string) => ({ code: wanted });

describe('an invitation', () => {
  it('makes whoever brings its token a member, and says before what it is about', async () => {
    const ben = await fixture.user();
    const { groupId, invitation, token } = await invite();
    expect(await invitations.preview(contextFor(anonymous), token)).toMatchObject({
      ...{ target: 'group', objectId: groupId, name: 'Detector', role: 'editor' },
      ...{ invitedBy: 'ann', personal: false, expiresAt: invitation.expiresAt },
    });
    const accepted = await invitations.accept(ben.ctx, token);
    expect(accepted).toMatchObject({
      invitation: { status: 'accepted', answeredBy: ben.id, version: 2 },
      member: { id: ben.id, role: 'editor' },
    });
    expect(await fixture.facts({ type: 'group', id: groupId })).toContain(
      `group:${groupId}#editor@user:${ben.id}`,
    );
    const listed = await invitations.list(ann.ctx, groupId, page);
    expect(listed.items).toEqual([accepted.invitation]);
  });

  it('is at rest as a hash alone', async () => {
    const { token } = await invite();
    const rows = await fixture.query('select i::text from groups.invitations i');
    const secret = token.slice('ashlar_inv_g_'.length, -44);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex').slice(30, 90));
  });

  it('accepted twice, one after the other or at once, is one membership', async () => {
    const ben = await fixture.user();
    const { groupId, token } = await invite();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => invitations.accept(ben.ctx, token).then(({ member }) => member.role)),
    );
    expect(new Set(answers)).toEqual(new Set(['editor']));
    expect((await invitations.accept(ben.ctx, token)).member.role).toBe('editor');
    expect(await rolesIn(groupId)).toEqual([`${ben.id} editor`]);
  });

  it('accepted by many at once makes one of them a member', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => fixture.user()));
    const { groupId, token } = await invite();
    const answers = await Promise.allSettled(people.map(({ ctx }) => invitations.accept(ctx, token)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : [],
    );
    expect(new Set(refusals)).toEqual(new Set(['INVITATION_USED']));
    expect(await rolesIn(groupId)).toHaveLength(1);
  });

  it('lets nobody in again who was removed since', async () => {
    const ben = await fixture.user();
    const { groupId, token } = await invite();
    await invitations.accept(ben.ctx, token);
    await fixture.groups.members.remove(ann.ctx, groupId, ben.id, 'any');
    await expect(invitations.accept(ben.ctx, token)).rejects.toMatchObject(code('INVITATION_USED'));
    expect(await rolesIn(groupId)).toEqual([]);
  });

  it('raises a role and never lowers one', async () => {
    const ben = await fixture.user();
    const { groupId, token } = await invite({ role: 'viewer' });
    await fixture.groups.members.put(ann.ctx, groupId, { kind: 'user', id: ben.id, role: 'editor' }, add);
    expect((await invitations.accept(ben.ctx, token)).member.role).toBe('editor');
    const more = await invitations.create(ann.ctx, groupId, { role: 'owner', days: 1 });
    expect((await invitations.accept(ben.ctx, more.token)).member.role).toBe('owner');
    expect(await fixture.facts({ type: 'group', id: groupId })).toEqual(
      expect.arrayContaining([`group:${groupId}#owner@user:${ben.id}`]),
    );
    expect((await fixture.facts({ type: 'group', id: groupId })).join()).not.toContain('#editor');
  });

  it('for an address is for whoever the provider has verified it of', async () => {
    const [ben, cid] = [await fixture.user(), await fixture.user()];
    await fixture.query('update users.users set email = $2, email_verified = true where id = $1', [
      ben.id,
      'Ben@Example.org',
    ]);
    await fixture.query('update users.users set email = $2 where id = $1', [cid.id, 'ben@example.org']);
    const { groupId, invitation, token } = await invite({ email: 'BEN@example.org' });
    expect(invitation.email).toBe('ben@example.org');
    expect(await invitations.preview(cid.ctx, token)).toMatchObject({ personal: true });
    for (const attempt of [invitations.accept, invitations.decline]) {
      await expect(attempt(cid.ctx, token)).rejects.toMatchObject(code('INVITATION_NOT_YOURS'));
    }
    await invitations.accept(ben.ctx, token);
    expect(await rolesIn(groupId)).toEqual([`${ben.id} editor`]);
  });

  it('that was declined, revoked, or has expired says so', async () => {
    const ben = await fixture.user();
    const declined = await invite();
    await invitations.decline(ben.ctx, declined.token);
    const revoked = await invite();
    await expect(
      invitations.revoke(ann.ctx, revoked.groupId, revoked.invitation.id, [7]),
    ).rejects.toMatchObject(code('PRECONDITION_FAILED'));
    await invitations.revoke(ann.ctx, revoked.groupId, revoked.invitation.id, [1]);
    const expired = await invite();
    await fixture.query('update groups.invitations set expires_at = now() where id = $1', [
      expired.invitation.id,
    ]);
    for (const [{ token, groupId }, wanted] of [
      [declined, 'INVITATION_DECLINED'],
      [revoked, 'INVITATION_REVOKED'],
      [expired, 'INVITATION_EXPIRED'],
    ] as const) {
      for (const attempt of [invitations.preview, invitations.accept, invitations.decline]) {
        await expect(attempt(ben.ctx, token)).rejects.toMatchObject(code(wanted));
      }
      expect(await rolesIn(groupId)).toEqual([]);
    }
    const gone = invitations.get(ann.ctx, revoked.groupId, revoked.invitation.id);
    await expect(gone).rejects.toMatchObject(code('INVITATION_NOT_FOUND'));
    const elsewhere = invitations.get(ann.ctx, revoked.groupId, declined.invitation.id);
    await expect(elsewhere).rejects.toMatchObject(code('INVITATION_NOT_FOUND'));
  });

  it('that was accepted cannot be taken back', async () => {
    const ben = await fixture.user();
    const { groupId, invitation, token } = await invite();
    await invitations.accept(ben.ctx, token);
    const revoke = invitations.revoke(ann.ctx, groupId, invitation.id, 'any');
    await expect(revoke).rejects.toMatchObject(code('INVITATION_USED'));
  });

  it('counts for nothing once the inviter may not invite any more', async () => {
    const refused = code('INVITER_MAY_NOT');
    const [ben, demoted, removed, gone] = await Promise.all(Array.from({ length: 4 }, () => fixture.user()));
    if (!ben || !demoted || !removed || !gone) throw new Error('no users');
    const first = await invite({ by: demoted });
    await fixture.groups.members.change(ann.ctx, first.groupId, demoted.id, 'any', 'editor');
    await expect(invitations.accept(ben.ctx, first.token)).rejects.toMatchObject(refused);
    await expect(invitations.preview(contextFor(anonymous), first.token)).rejects.toMatchObject(refused);
    const second = await invite({ by: removed });
    await fixture.groups.members.remove(ann.ctx, second.groupId, removed.id, 'any');
    await expect(invitations.accept(ben.ctx, second.token)).rejects.toMatchObject(refused);
    const third = await invite({ by: gone });
    disabled.add(gone.id);
    await expect(invitations.preview(ben.ctx, third.token)).rejects.toMatchObject(refused);
    await expect(invitations.accept(ben.ctx, third.token)).rejects.toMatchObject(refused);
    disabled.clear();
    expect((await invitations.accept(ben.ctx, third.token)).member.role).toBe('editor');
  });

  it('is not made by a right that only a credential gives, nor by a service', async () => {
    const { groupId } = await invite();
    const admin: OperationContext = contextFor({ kind: 'user', id: newId(), roles: ['admin'] });
    const service = contextFor({ kind: 'service', id: 'console', roles: ['admin'] });
    for (const ctx of [admin, service]) {
      const attempt = invitations.create(ctx, groupId, { role: 'viewer', days: 1 });
      await expect(attempt).rejects.toMatchObject(code('FORBIDDEN'));
    }
    const { token } = await invite();
    await expect(invitations.accept(service, token)).rejects.toMatchObject(code('FORBIDDEN'));
  });

  it('brings nobody into another domain, and nobody anywhere while the domain is suspended', async () => {
    const ben = await fixture.user();
    const domain = await fixture.domains.create(system, { slug: `d-${newId()}`, name: 'Other' });
    const annThere = { kind: 'user', id: ann.id, role: 'member' } as const;
    await fixture.domains.members.put(system, domain.id, annThere, add);
    const input = { parentId: domain.id, slug: 'there', name: 'There' };
    const group = await fixture.groups.create(ann.ctx, input);
    const { token } = await invitations.create(ann.ctx, group.id, { role: 'viewer', days: 1 });
    await expect(invitations.accept(ben.ctx, token)).rejects.toMatchObject(code('MEMBER_REFUSED'));
    await fixture.domains.members.put(system, domain.id, { kind: 'user', id: ben.id, role: 'member' }, add);
    await fixture.domains.update(system, domain.id, 'any', { suspended: true });
    await expect(invitations.accept(ben.ctx, token)).rejects.toMatchObject(code('DOMAIN_SUSPENDED'));
    await fixture.domains.update(system, domain.id, 'any', { suspended: false });
    expect((await invitations.accept(ben.ctx, token)).member.id).toBe(ben.id);
  });

  it('goes with its group, with who made it, and some time after its end', async () => {
    const ben = await fixture.user();
    const first = await invite();
    await fixture.groups.delete(ann.ctx, first.groupId, 'any', undefined);
    const missing = code('INVITATION_NOT_FOUND');
    await expect(invitations.preview(ben.ctx, first.token)).rejects.toMatchObject(missing);

    await fixture.query('update users.users set email = $2, email_verified = true where id = $1', [
      ben.id,
      'old-ben@example.org',
    ]);
    const [made, meant] = [await invite({ by: ben }), await invite({ email: 'old-ben@example.org' })];
    expect(await fixture.database.transact(system, (tx) => invitations.forgetUser(tx, ben.id))).toBe(2);
    for (const { token } of [made, meant]) {
      await expect(invitations.preview(ben.ctx, token)).rejects.toMatchObject(missing);
    }

    const old = await invite();
    const sql = `update groups.invitations set expires_at = now() - interval '31 days' where id = $1`;
    await fixture.query(sql, [old.invitation.id]);
    const database = await fixture.worker();
    expect(await forgetGroupInvitations(database, systemContext('sweep'))).toBe(1);
    await database.close();
  });
});

describe('the token of an invitation', () => {
  it('is taken from nobody who does not have a key, and from every key there is', async () => {
    const [old, next] = [newKey(), newKey()];
    const before = createInvitationTokens(old);
    const { token, hash } = before.issue('project');
    expect(token).toMatch(/^ashlar_inv_p_[\w-]{43}_[\w-]{43}$/);
    expect(createInvitationTokens(`${next}, ${old}`).read(token)).toEqual({ target: 'project', hash });
    expect(createInvitationTokens(next).read(token)).toBeUndefined();
    expect(before.read(token.replace('_p_', '_g_'))).toBeUndefined();
    expect(before.read('nonsense')).toBeUndefined();
    expect(() => createInvitationTokens('short')).toThrow(/^ASHLAR_INVITATION_KEYS holds a key/);
  });
});
