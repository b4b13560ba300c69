import { contextFor, newId, systemContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createRecordingEvents } from '@ashlar/events/testing';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import {
  createUserAdministration,
  createUserPurge,
  createUsers,
  createUserSync,
  type DirectoryUser,
  userEntities,
} from '@ashlar/users';
import { tellOfUsers, userEvents } from './index.js';

const ctx = systemContext('user events spec');

let testDatabase: TestDatabase;
let data: OpenedDatabase;
let worker: OpenedDatabase;
const events = createRecordingEvents();
const onChange = tellOfUsers(events);
const issuer = 'https://id.example.org';

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  data = await openDatabase(testDatabase.urlFor('data'), userEntities);
  worker = await openDatabase(testDatabase.urlFor('worker'), userEntities);
}, 60_000);
afterAll(async () => {
  await Promise.all([data.database.close(), worker.database.close()]);
  await testDatabase.drop();
});

const toldOf = (id: string) => events.recorded().filter(({ aggregateId }) => aggregateId === id);
const typesOf = (id: string): readonly string[] => toldOf(id).map(({ type }) => type);

function useCases() {
  const { database } = data;
  const users = createUsers({ database, onChange });
  const authorizer = { check: async () => true };
  return {
    users,
    administration: createUserAdministration({
      ...{ database, onChange, users, authorizer, owned: [], access: [] },
    }),
  };
}

const purge = () =>
  createUserPurge({
    ...{ database: worker.database, onChange, access: [], owned: [], graceMs: 0 },
    ...{ keys: { shred: async () => undefined }, relations: { deleteObject: async () => undefined } },
    logger: createRecordingLogger(),
  });

function syncOf(found: DirectoryUser | undefined, subject: string) {
  const asOf = new Date();
  return createUserSync({
    ...{ database: worker.database, onChange, access: [], logger: createRecordingLogger() },
    config: { fullIntervalMs: 3_600_000_000, intervalMs: 60_000, mostDeletions: 10 },
    directory: {
      issuer,
      changes: async () => ({ subjects: [subject], asOf, complete: true }),
      find: async () => ({ user: found, asOf }),
      list: async () => ({
        ...{ users: found ? [found] : [], asOf, received: found ? 1 : 0, isLast: true },
      }),
    },
  });
}

it('each change of a user is told of in its transaction, without who it is', async () => {
  const { users, administration } = useCases();
  const subject = newId();
  const identity = { issuer, subject, username: 'told', email: 'told@example.org' };
  const { id } = await users.mirror(ctx, identity);
  await users.mirror(ctx, identity);
  await users.mirror(ctx, { ...identity, username: 'retold' });
  const own = contextFor({ kind: 'user', id, roles: [] });
  await users.updateProfile(own, 'any', { about: 'somebody' });
  await expect(users.updateProfile(own, [99], { about: 'stale' })).rejects.toThrow();
  await administration.suspend(ctx, id, 'any', true);
  await administration.suspend(ctx, id, 'any', false);
  await administration.delete(ctx, id, 'any', {});
  await administration.restore(ctx, id, 'any');
  await administration.restore(ctx, id, 'any');
  await administration.delete(ctx, id, 'any', {});
  await purge().run(ctx);
  expect(typesOf(id)).toEqual([
    ...['user.created', 'user.updated', 'user.updated', 'user.suspended', 'user.resumed'],
    ...['user.deleted', 'user.restored', 'user.deleted', 'user.purged'],
  ]);
  const statuses = toldOf(id).map(({ data: facts }) => (facts as { status: string }).status);
  expect(statuses).toEqual([
    ...['active', 'active', 'active', 'disabled', 'active', 'deleted', 'active', 'deleted', 'purged'],
  ]);
  const versions = toldOf(id).map(({ data: facts }) => (facts as { version: number }).version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  expect(new Set(versions).size).toBe(versions.length);
  expect(JSON.stringify(toldOf(id).map(({ data: facts }) => facts))).not.toMatch(/told|example|somebody/);
});

it('what the provider disables, enables, loses and finds again is told of too', async () => {
  const subject = newId();
  const username = `u-${subject.slice(-12)}`;
  const { id } = await useCases().users.mirror(ctx, { issuer, subject, username });
  const provided: DirectoryUser = {
    ...{ subject, username, enabled: true },
    ...{ email: undefined, emailVerified: false, fullName: undefined },
  };
  for (const found of [{ ...provided, enabled: false }, provided, undefined, provided]) {
    await syncOf(found, subject).run(ctx);
  }
  expect(typesOf(id)).toEqual([
    ...['user.created', 'user.suspended', 'user.resumed', 'user.deleted', 'user.restored'],
  ]);
});

it('every event of users is one that can happen', () => {
  expect(new Set(events.recorded().map(({ type }) => type))).toEqual(
    new Set(userEvents.map(({ type }) => type)),
  );
});
