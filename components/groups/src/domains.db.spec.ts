import { contextFor, newId, type OperationContext, type PageRequest } from '@ashlar/database';
import { jest } from '@jest/globals';
import pg from 'pg';
import { type Caller, type Fixture, openFixture } from './groups.fixture.js';
import { defaultDomainId, slugOf } from './index.js';

let fixture: Fixture;
let ann: Caller;
const admin = contextFor({ kind: 'service', id: 'console', roles: ['admin'] });
const once = { expected: 'any', mustNotExist: true } as const;
const byName: PageRequest = {
  size: 20,
  sort: { by: 'name', descending: false },
  start: { page: 0 },
  count: false,
};

beforeAll(async () => {
  fixture = await openFixture();
  ann = await fixture.user('ann');
}, 60_000);
afterAll(() => fixture.close());

describe('domains', () => {
  it('are one from the start, under a fixed id', async () => {
    expect(await fixture.domains.get(admin, defaultDomainId)).toMatchObject({
      slug: 'default',
      defaultVisibility: 'private',
      suspendedAt: undefined,
      version: 1,
    });
  });

  it('are made, described, listed and named once', async () => {
    const made = await fixture.domains.create(admin, { slug: 'Lab', name: 'The lab', description: 'x' });
    expect(made).toMatchObject({ slug: 'lab', name: 'The lab', description: 'x', version: 1 });
    expect(await fixture.facts({ type: 'domain', id: made.id })).toEqual([
      `domain:${made.id}#parent@platform:00000000-0000-0000-0000-000000000000`,
    ]);
    await expect(fixture.domains.create(admin, { slug: 'LAB', name: 'b' })).rejects.toMatchObject({
      code: 'DOMAIN_SLUG_TAKEN',
    });
    const changed = await fixture.domains.update(admin, made.id, [1], { description: null, name: 'Labs' });
    expect(changed).toMatchObject({ name: 'Labs', description: undefined, version: 2 });
    await expect(fixture.domains.update(admin, made.id, [1], {})).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    await expect(fixture.domains.update(admin, newId(), 'any', {})).rejects.toMatchObject({
      code: 'DOMAIN_NOT_FOUND',
    });
    const { items } = await fixture.domains.list(admin, { keyword: 'LAB' }, byName);
    expect(items).toEqual([changed]);
    const seen = await fixture.domains.list(ann.ctx, {}, byName);
    expect(seen.items.map(({ id }) => id)).toEqual([defaultDomainId]);
  });

  it('are found by slug or id and asked about in one statement, and what is unseen is like what is not there', async () => {
    const made = await fixture.domains.create(admin, { slug: 'Named', name: 'Named' });
    const stranger = (await fixture.user()).ctx;
    await fixture.domains.members.put(admin, made.id, { kind: 'user', id: ann.id, role: 'member' }, once);
    const outcome = (ctx: OperationContext, name: string, permission: string): Promise<string> =>
      fixture.domains.resolve(ctx, name, permission).then(
        ({ id }) => id,
        ({ code, message }: { code: string; message: string }) => `${code} ${message}`,
      );
    const names = ['named', 'NAMED', made.id, made.id.toUpperCase()];
    const ask = async (): Promise<string[]> => {
      const outcomes: string[] = [];
      for (const name of names) {
        outcomes.push(await outcome(admin, name, 'domain.update'));
        outcomes.push(await outcome(ann.ctx, name, 'domain.read'));
      }
      return outcomes;
    };
    expect(await ask()).toEqual(Array.from({ length: 8 }, () => made.id));
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await ask();
      expect(query).toHaveBeenCalledTimes(8);
    } finally {
      query.mockRestore();
    }
    expect(await outcome(ann.ctx, 'named', 'domain.update')).toContain('FORBIDDEN');
    const unseen = new Set([
      await outcome(stranger, 'named', 'domain.read'),
      await outcome(stranger, made.id, 'domain.update'),
      await outcome(ann.ctx, 'nowhere', 'domain.read'),
      await outcome(ann.ctx, newId(), 'domain.update'),
      await outcome(ann.ctx, '', 'domain.read'),
    ]);
    expect([...unseen]).toEqual([expect.stringContaining('DOMAIN_NOT_FOUND')]);
  });

  it('have administrators, people or groups, and people in them', async () => {
    const { id } = await fixture.domains.create(admin, { slug: 'staffed', name: 'Staffed' });
    const { members } = fixture.domains;
    const ben = await fixture.user();
    await members.put(admin, id, { kind: 'user', id: ben.id, role: 'member' }, once);
    await members.put(admin, id, { kind: 'user', id: ann.id, role: 'admin' }, once);
    const crew = await fixture.groups.create(ann.ctx, { parentId: id, slug: 'crew', name: 'Crew' });
    await members.put(admin, id, { kind: 'group', id: crew.id, role: 'admin' }, once);
    expect(
      (await fixture.facts({ type: 'domain', id })).filter((tuple) => !tuple.includes('parent')),
    ).toEqual(
      [
        `domain:${id}#admin@group:${crew.id}#member`,
        `domain:${id}#admin@user:${ann.id}`,
        `domain:${id}#member@user:${ben.id}`,
      ].sort(),
    );
    for (const [given, code] of [
      [{ kind: 'group', id: crew.id, role: 'member' }, 'MEMBER_REFUSED'],
      [{ kind: 'user', id: newId(), role: 'member' }, 'MEMBER_REFUSED'],
      [{ kind: 'user', id: ben.id, role: 'owner' }, 'MEMBER_REFUSED'],
      [{ kind: 'user', id: ben.id, role: 'member' }, 'MEMBER_EXISTS'],
    ] as const) {
      await expect(members.put(admin, id, given, once)).rejects.toMatchObject({ code });
    }
    await members.remove(admin, id, ben.id, [1]);
    await expect(members.remove(admin, id, ann.id, [1])).rejects.toMatchObject({
      driverError: { code: '23503' },
    });
  });

  it('let nothing across', async () => {
    const other = await fixture.domains.create(admin, { slug: 'other', name: 'Other' });
    const mine = await fixture.groups.create(ann.ctx, {
      parentId: defaultDomainId,
      slug: 'mine',
      name: 'Mine',
    });
    const cara = await fixture.user();
    await fixture.domains.members.put(admin, other.id, { kind: 'user', id: cara.id, role: 'admin' }, once);
    const theirs = await fixture.groups.create(cara.ctx, {
      parentId: other.id,
      slug: 'mine',
      name: 'Theirs',
    });

    const guest = { parentId: other.id, slug: 'guest', name: 'Guest' };
    await expect(fixture.groups.create(ann.ctx, guest)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(fixture.groups.create(admin, { ...guest, ownerId: ann.id })).rejects.toMatchObject({
      code: 'MEMBER_REFUSED',
    });
    await expect(fixture.groups.create(admin, guest)).rejects.toMatchObject({ code: 'MEMBER_REFUSED' });
    await expect(
      fixture.groups.update(ann.ctx, mine.id, 'any', { parentId: theirs.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const parentId of [theirs.id, other.id]) {
      await expect(fixture.groups.update(admin, mine.id, 'any', { parentId })).rejects.toMatchObject({
        code: 'PARENT_REFUSED',
      });
    }
    for (const member of [
      { kind: 'group', id: mine.id, role: 'viewer' },
      { kind: 'user', id: ann.id, role: 'viewer' },
    ] as const) {
      await expect(fixture.groups.members.put(cara.ctx, theirs.id, member, once)).rejects.toMatchObject({
        code: 'MEMBER_REFUSED',
      });
    }
    expect(await fixture.namespaces.find(ann.ctx, 'mine')).toMatchObject({ id: mine.id });
    expect(await fixture.namespaces.find(ann.ctx, 'mine', other.id)).toMatchObject({ id: theirs.id });
  });

  it('can be suspended: then nothing in them changes', async () => {
    const dan = await fixture.user();
    const { id } = await fixture.domains.create(admin, { slug: 'frozen', name: 'Frozen' });
    await fixture.domains.members.put(admin, id, { kind: 'user', id: dan.id, role: 'admin' }, once);
    const group = await fixture.groups.create(dan.ctx, { parentId: id, slug: 'ice', name: 'Ice' });
    const frozen = await fixture.domains.update(admin, id, 'any', { suspended: true });
    expect(frozen.suspendedAt).toBeInstanceOf(Date);
    for (const attempt of [
      () => fixture.groups.create(dan.ctx, { parentId: id, slug: 'more', name: 'More' }),
      () => fixture.groups.update(dan.ctx, group.id, 'any', { name: 'Steam' }),
      () => fixture.groups.delete(dan.ctx, group.id, 'any', undefined),
      () => fixture.groups.members.remove(dan.ctx, group.id, dan.id, 'any'),
      () => fixture.domains.members.remove(admin, id, dan.id, 'any'),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'DOMAIN_SUSPENDED' });
    }
    await fixture.domains.update(admin, id, 'any', { suspended: false, defaultVisibility: 'public' });
    expect(await fixture.groups.create(dan.ctx, { parentId: id, slug: 'more', name: 'More' })).toMatchObject({
      visibility: 'public',
    });
  });
});

describe('a home', () => {
  it('is made once, whoever asks at the same time', async () => {
    const eve = newId();
    await fixture.query(
      `insert into users.users (id, issuer, subject, username) values ($1, 'https://id.example.org', 'eve', 'eve')`,
      [eve],
    );
    const homes = await Promise.all(
      Array.from({ length: 20 }, () => fixture.namespaces.ensureHome(admin, eve, 'Eve Example')),
    );
    expect(new Set(homes.map(({ id }) => id)).size).toBe(1);
    expect(homes[0]).toMatchObject({ domainId: defaultDomainId, userId: eve, slug: 'eve-example' });
    const id = homes[0]?.id ?? '';
    expect(await fixture.facts({ type: 'user_namespace', id })).toEqual([
      `user_namespace:${id}#owner@user:${eve}`,
      `user_namespace:${id}#parent@domain:${defaultDomainId}`,
    ]);
    expect(await fixture.facts({ type: 'domain', id: defaultDomainId })).toContain(
      `domain:${defaultDomainId}#member@user:${eve}`,
    );
  });

  it('has another slug when the name is taken', async () => {
    const homes = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const { id } = await fixture.user(`same-${index}`);
        return fixture.namespaces.findHome(admin, id);
      }),
    );
    expect(homes.every((home) => home !== undefined)).toBe(true);
    const one = await fixture.user('Taken');
    const two = await fixture.user('taken');
    expect((await fixture.namespaces.findHome(admin, one.id))?.slug).toBe('taken');
    expect((await fixture.namespaces.findHome(admin, two.id))?.slug).toBe('taken-2');
    expect(await fixture.namespaces.find(admin, 'TAKEN-2')).toMatchObject({ type: 'user-namespace' });
  });

  it('is where paths begin that name no domain', async () => {
    const domain = await fixture.domains.create(admin, {
      slug: `abroad-${newId().slice(-12)}`,
      name: 'Abroad',
    });
    const zed = newId();
    const atHome = contextFor({ kind: 'user', id: zed, roles: ['member'] });
    await fixture.query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
      zed,
      'https://id.example.org',
      'zed-abroad',
    ]);
    const home = await fixture.namespaces.ensureHome(admin, zed, 'zed', domain.slug);
    const here = await fixture.user('zed');
    expect(await fixture.namespaces.find(atHome, 'zed')).toMatchObject({ id: home.id, domainId: domain.id });
    expect(await fixture.namespaces.find(atHome, 'zed', defaultDomainId)).toMatchObject({
      domainId: defaultDomainId,
    });
    for (const elsewhere of [here.ctx, admin]) {
      expect(await fixture.namespaces.find(elsewhere, 'zed')).toMatchObject({ domainId: defaultDomainId });
    }
  });

  it.each([
    ['Ann Example', 'ann-example'],
    ['ann@example.org', 'ann-example.org'],
    ['Zoë Ünal', 'zoe-unal'],
    ['..--__', 'user'],
    ['名前', 'user'],
    ['a..b__c', 'a.b_c'],
    [`${'x'.repeat(79)}-y`, 'x'.repeat(79)],
  ])('is called after %j: %s', (username, slug) => {
    expect(slugOf(username)).toBe(slug);
  });
});
