import { type Actor, contextFor, type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { userRoutes } from './http/index.js';
import { actorFor, createUsers, type ProviderIdentity, userEntities, type Users } from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let secrets: Database;
let users: Users;
const ctx = systemContext('users spec');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), userEntities));
  ({ database: secrets } = await openDatabase(testDatabase.urlFor('secrets'), userEntities));
  users = createUsers({ database });
});
afterAll(async () => {
  await Promise.all([database.close(), secrets.close()]);
  await testDatabase.drop();
});

function identity(subject: string, more: Partial<ProviderIdentity> = {}): ProviderIdentity {
  return { issuer: 'https://id.example.org/realms/ashlar', subject, username: subject, ...more };
}

describe('the mirror', () => {
  it('makes one user of fifty first calls at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => users.mirror(ctx, identity('crowd'))));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made[0]).toMatchObject({ username: 'crowd', email: undefined });
    // Whoever came second had nothing new to say, and wrote nothing.
    expect(await users.get(ctx, made[0]?.id ?? '')).toMatchObject({ version: 1 });
  });

  it('follows the provider, and writes only when it says something new', async () => {
    const first = await users.mirror(
      ctx,
      identity('alice', { email: 'alice@example.org', fullName: 'Alice A' }),
    );
    const same = await users.mirror(
      ctx,
      identity('alice', { email: 'alice@example.org', fullName: 'Alice A' }),
    );
    expect(same).toEqual(first);
    const renamed = await users.mirror(ctx, identity('alice', { fullName: 'Alice B' }));
    expect(renamed).toMatchObject({ id: first.id, version: 2, email: undefined, fullName: 'Alice B' });
    expect(await users.get(ctx, first.id)).toEqual(renamed);
  });

  it('keeps people with the same id at two providers apart', async () => {
    const here = await users.mirror(ctx, identity('twin'));
    const there = await users.mirror(ctx, { ...identity('twin'), issuer: 'https://other.example.org' });
    expect(there.id).not.toBe(here.id);
  });

  it('cuts off what cannot be stored rather than refusing the person', async () => {
    const strange = await users.mirror(
      ctx,
      identity('strange', { username: `a\0b${'x'.repeat(1_000)}\ud800` }),
    );
    expect(strange.username).toBe(`ab${'x'.repeat(253)}`);
    expect(
      await users.mirror(ctx, identity('strange', { username: `a\0b${'x'.repeat(1_000)}\ud800` })),
    ).toEqual(strange);
  });

  it('cuts no character in half, which would make every later call look like a change', async () => {
    const long = identity('long', { username: `${'x'.repeat(254)}\u{1f600}` });
    const first = await users.mirror(ctx, long);
    expect(first.username).toBe(`${'x'.repeat(254)}\ufffd`);
    // This login may not write: an attempt would throw.
    expect(await createUsers({ database: secrets }).mirror(ctx, long)).toEqual(first);
  });

  it('falls back on the id where nothing of the name can be stored', async () => {
    expect(await users.mirror(ctx, identity('nameless', { username: '\0' }))).toMatchObject({
      username: 'nameless',
    });
  });
});

describe('what is remembered of a caller', () => {
  /** Another process made a change. */
  async function renameElsewhere(subject: string): Promise<void> {
    await managerFor(ctx, database).query(
      `update users.users set username = 'elsewhere', version = version + 1 where subject = $1`,
      [subject],
    );
  }

  it('spares the hot caller the query', async () => {
    const first = await users.mirror(ctx, identity('hot'));
    await renameElsewhere('hot');
    expect(await users.mirror(ctx, identity('hot'))).toBe(first);
    expect(await users.recognise(ctx, identity('hot'))).toBe(first);
    expect(await users.get(ctx, first.id)).toMatchObject({ username: 'elsewhere' });
  });

  it('ends', async () => {
    const forgetful = createUsers({ database, rememberForMs: 0 });
    await forgetful.mirror(ctx, identity('cold'));
    await renameElsewhere('cold');
    expect(await forgetful.recognise(ctx, identity('cold'))).toMatchObject({
      username: 'elsewhere',
      version: 2,
    });
    expect(await forgetful.mirror(ctx, identity('cold'))).toMatchObject({ username: 'cold', version: 3 });
  });

  it('keeps two live tokens of one person from undoing each other', async () => {
    const says = (username: string, second: number): ProviderIdentity =>
      identity('renamed', { username, issuedAt: new Date(second * 1_000) });
    await users.mirror(ctx, says('before', 1));
    await users.mirror(ctx, says('after', 3));
    for (let call = 0; call < 5; call++) {
      expect(await users.mirror(ctx, says('before', 1))).toMatchObject({ username: 'after', version: 2 });
      expect(await users.mirror(ctx, says('after', 5))).toMatchObject({ username: 'after', version: 2 });
    }
    expect(await users.mirror(ctx, says('between', 4))).toMatchObject({ username: 'after', version: 2 });
    expect(await users.mirror(ctx, says('last', 6))).toMatchObject({ username: 'last', version: 3 });
  });
});

describe('when somebody was last here', () => {
  const seenOf = async (id: string): Promise<Date | undefined> => (await users.get(ctx, id)).lastSeenAt;

  it('keeps the latest of whatever comes in whatever order, and is no change of the user', async () => {
    const { id, version } = await users.mirror(ctx, identity('otto'));
    const at = (second: number): Date => new Date(second * 1_000);
    const stranger = '0190a000-0000-7000-8000-000000000009';
    await users.recordSeen(ctx, [
      { userId: id, at: at(5) },
      { userId: stranger, at: at(5) },
      { userId: id, at: at(9) },
    ]);
    expect(await seenOf(id)).toEqual(at(9));
    await users.recordSeen(ctx, [{ userId: id, at: at(7) }]);
    expect(await seenOf(id)).toEqual(at(9));
    expect((await users.get(ctx, id)).version).toBe(version);
  });
});

describe('what the provider has said', () => {
  const says = (fullName: string, second: number): ProviderIdentity =>
    identity('iris', { fullName, issuedAt: new Date(second * 1_000) });

  it('is not undone by an older token, in whatever process it comes by', async () => {
    const other = (): Users => createUsers({ database, rememberForMs: 0 });
    await other().mirror(ctx, says('First', 10));
    expect(await other().mirror(ctx, says('Second', 20))).toMatchObject({ fullName: 'Second', version: 2 });
    expect(await other().mirror(ctx, says('First', 15))).toMatchObject({ fullName: 'Second', version: 2 });
    expect(await other().mirror(ctx, says('Third', 20))).toMatchObject({ fullName: 'Third', version: 3 });
  });

  it('holds for the address, too, and for whether it is verified', async () => {
    const { id } = await users.mirror(ctx, identity('jo', { email: 'jo@example.org' }));
    expect(await users.get(ctx, id)).toMatchObject({ emailVerified: false, version: 1 });
    await users.mirror(ctx, identity('jo', { email: 'jo@example.org', emailVerified: true }));
    expect(await users.get(ctx, id)).toMatchObject({ emailVerified: true, version: 2 });
  });
});

describe('whoever is deleted', () => {
  it('is told nothing any more, and settled nowhere', async () => {
    const settled: string[] = [];
    const settling = createUsers({
      database,
      rememberForMs: 0,
      settle: async (_, { username }) => void settled.push(username),
    });
    const { id } = await settling.mirror(ctx, identity('gus'));
    await managerFor(ctx, database).query(
      `update users.users set deleted_at = now(), deleted_by = 'provider' where id = $1`,
      [id],
    );
    const later = await settling.mirror(ctx, identity('gus', { username: 'augustus' }));
    expect(later).toMatchObject({ id, username: 'gus', status: 'deleted' });
    expect(settled).toEqual(['gus']);
    expect(await settling.mayAct(ctx, id)).toBe(false);
    await expect(
      actorFor(ctx, { ...identity('gus'), kind: 'user', clientId: undefined, roles: [] }, settling.mirror),
    ).rejects.toMatchObject({ code: 'USER_DISABLED' });
  });
});

describe('a transaction that is rolled back', () => {
  it('leaves nothing behind in memory', async () => {
    const forgetful = createUsers({ database });
    const rollback = new Error('rolled back');
    await expect(
      database.transact(ctx, async (tx) => {
        await forgetful.mirror(tx, identity('nobody'));
        throw rollback;
      }),
    ).rejects.toBe(rollback);
    expect(await forgetful.recognise(ctx, identity('nobody'))).toBeUndefined();
  });
});

describe('the secrets API', () => {
  it('recognises users and cannot make them', async () => {
    const known = await users.mirror(ctx, identity('dora'));
    const there = createUsers({ database: secrets });
    expect(await there.recognise(ctx, identity('dora'))).toEqual(known);
    await expect(there.mirror(ctx, identity('erin'))).rejects.toThrow(/permission denied/);
  });
});

describe('GET /api/data/user', () => {
  const call = (actor: Actor): Promise<unknown> | undefined =>
    userRoutes({ users })[0]?.handle({
      ctx: contextFor(actor),
      actor,
      body: {},
      query: {},
      path: {},
      expected: 'any',
      mustNotExist: false,
      header: () => undefined,
      bytes: Buffer.alloc(0),
    });

  it('shows callers themselves, and nothing of their identity at the provider', async () => {
    const { id, createdAt } = await users.mirror(ctx, identity('frida', { email: 'frida@example.org' }));
    expect(await call({ kind: 'user', id, roles: [] })).toEqual({
      status: 200,
      version: 1,
      body: {
        id,
        username: 'frida',
        email: 'frida@example.org',
        email_verified: false,
        full_name: null,
        display_name: null,
        affiliation: null,
        about: null,
        website: null,
        version: 1,
        created_at: createdAt.toISOString(),
        updated_at: createdAt.toISOString(),
      },
    });
  });

  it('has nobody to show for a service', async () => {
    await expect(call({ kind: 'service', id: 'notebooks', roles: ['service'] })).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
  });
});

describe('actors', () => {
  const roles = ['member'];
  const caller = { ...identity('bob'), kind: 'user', clientId: 'ashlar-cli', roles } as const;

  it('are users under their id here', async () => {
    const actor = await actorFor(ctx, caller, users.mirror);
    expect(actor).toEqual({ kind: 'user', id: (await users.recognise(ctx, caller))?.id, roles });
  });

  it('are known as administrators as the last token says, and no older one', async () => {
    const at = (second: number, ...granted: string[]) => ({
      ...{ ...caller, subject: 'kim', username: 'kim', roles: granted },
      issuedAt: new Date(1_800_000_000_000 + second * 1_000),
    });
    const isAdministrator = async (): Promise<boolean | undefined> =>
      (await users.recognise(ctx, at(9)))?.isAdministrator;
    await actorFor(ctx, at(1, 'member'), users.mirror);
    expect(await isAdministrator()).toBe(false);
    await actorFor(ctx, at(3, 'admin'), users.mirror);
    expect(await isAdministrator()).toBe(true);
    await actorFor(ctx, at(2, 'member'), users.mirror);
    await users.mirror(ctx, { ...identity('kim'), subject: 'kim', issuedAt: new Date(1_800_000_004_000) });
    expect(await isAdministrator()).toBe(true);
    await actorFor(ctx, at(5, 'member'), users.mirror);
    expect(await isAdministrator()).toBe(false);
  });

  it('are services under their client id, without a user', async () => {
    const service = { ...caller, subject: 'svc', kind: 'service', clientId: 'notebooks' } as const;
    expect(await actorFor(ctx, service, users.mirror)).toEqual({ kind: 'service', id: 'notebooks', roles });
    expect(await users.recognise(ctx, service)).toBeUndefined();
  });

  it('are refused where users are only recognised and this one never came by', async () => {
    await expect(actorFor(ctx, { ...caller, subject: 'new' }, users.recognise)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

it('knows no user under another id', async () => {
  await expect(users.get(ctx, '0190a000-0000-7000-8000-000000000009')).rejects.toMatchObject({
    code: 'USER_NOT_FOUND',
  });
});
