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
