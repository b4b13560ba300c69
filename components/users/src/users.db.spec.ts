import { Secret } from '@ashlar/config';
import { createDatabase, type Database, systemContext } from '@ashlar/database';
import { createSilentLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { actorFor, createUsers, type ProviderIdentity, userEntities, type Users } from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let users: Users;
const ctx = systemContext('users spec');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const logger = createSilentLogger();
  database = await createDatabase({
    config: {
      url: new Secret(testDatabase.urlFor('data')),
      directUrl: undefined,
      poolSize: 10,
      connectTimeoutMs: 5_000,
      statementTimeoutMs: 5_000,
      lockTimeoutMs: 2_000,
      retryDeadlineMs: 5_000,
    },
    logger,
    metrics: createMetrics({ logger }),
    entities: userEntities,
    service: 'users-spec',
  });
  users = createUsers({ database });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

function identity(subject: string, more: Partial<ProviderIdentity> = {}): ProviderIdentity {
  return { issuer: 'https://id.example.org/realms/ashlar', subject, username: subject, ...more };
}

describe('the mirror', () => {
  it('makes one user of fifty first calls at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => users.mirror(identity('crowd'))));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made[0]).toMatchObject({ username: 'crowd', email: undefined, version: 1 });
  });

  it('follows the provider, and writes only when it says something new', async () => {
    const first = await users.mirror(identity('alice', { email: 'alice@example.org', fullName: 'Alice A' }));
    const same = await users.mirror(identity('alice', { email: 'alice@example.org', fullName: 'Alice A' }));
    expect(same).toEqual(first);
    const renamed = await users.mirror(identity('alice', { fullName: 'Alice B' }));
    expect(renamed).toMatchObject({ id: first.id, version: 2, email: undefined, fullName: 'Alice B' });
    expect(await users.get(ctx, first.id)).toEqual(renamed);
  });

  it('keeps people with the same id at two providers apart', async () => {
    const here = await users.mirror(identity('twin'));
    const there = await users.mirror({ ...identity('twin'), issuer: 'https://other.example.org' });
    expect(there.id).not.toBe(here.id);
  });

  it('cuts off what cannot be stored rather than refusing the person', async () => {
    const strange = await users.mirror(identity('strange', { username: `a\0b${'x'.repeat(1_000)}\ud800` }));
    expect(strange.username).toBe(`ab${'x'.repeat(253)}`);
    expect(await users.mirror(identity('strange', { username: `a\0b${'x'.repeat(1_000)}\ud800` }))).toEqual(
      strange,
    );
  });
});

describe('actors', () => {
  const roles = ['member'];
  const caller = { ...identity('bob'), kind: 'user', clientId: 'ashlar-cli', roles } as const;

  it('are users under their id here', async () => {
    const actor = await actorFor(caller, users.mirror);
    expect(actor).toEqual({ kind: 'user', id: (await users.recognise(caller))?.id, roles });
  });

  it('are services under their client id, without a user', async () => {
    const service = { ...caller, subject: 'svc', kind: 'service', clientId: 'notebooks' } as const;
    expect(await actorFor(service, users.mirror)).toEqual({ kind: 'service', id: 'notebooks', roles });
    expect(await users.recognise(service)).toBeUndefined();
  });

  it('are refused where users are only recognised and this one never came by', async () => {
    await expect(actorFor({ ...caller, subject: 'new' }, users.recognise)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

it('knows no user under another id', async () => {
  await expect(users.get(ctx, '0190a000-0000-7000-8000-000000000009')).rejects.toMatchObject({
    code: 'USER_NOT_FOUND',
  });
});
