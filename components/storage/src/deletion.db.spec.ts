import { contextFor, type Database, newId, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { StorageDependants } from './index.js';
import { newStorage, openWorld, type World } from './world.fixture.js';

/** Mounts refer to a storage by a foreign key, as bricks that need storages do; notes ask `assertUsable`. */
function portOn(database: () => Database, kind: string): StorageDependants {
  const table = `storage.${kind}`;
  return {
    kind,
    async find(ctx, storageId, samples) {
      const rows: { readonly id: string; readonly name: string }[] = await managerFor(ctx, database()).query(
        `select id, name from ${table} where storage_id = $1 order by id`,
        [storageId],
      );
      return {
        count: rows.length,
        samples: rows.slice(0, samples),
        fingerprint: rows.map(({ id }) => id).join(),
      };
    },
    async release(tx, ids) {
      await managerFor(tx, database()).query(`delete from ${table} where storage_id = any($1)`, [ids]);
    },
  };
}

let world: World;

beforeAll(async () => {
  world = await openWorld([portOn(() => world.database, 'mounts'), portOn(() => world.database, 'notes')]);
  await world.query(
    `create table storage.mounts (id uuid primary key, name text not null, storage_id uuid not null references storage.storages);
     create table storage.notes (id uuid primary key, name text not null, storage_id uuid not null);
     grant select, insert, delete on storage.mounts, storage.notes to ashlar_data`,
  );
}, 60_000);
afterAll(() => world.close());

const depend = (kind: 'mounts' | 'notes', storageId: string, name: string): Promise<void> =>
  world.database.transact(systemContext('spec'), async (tx) => {
    if (kind === 'notes') await world.storages.assertUsable(tx, storageId);
    await managerFor(tx, world.database).query(
      `insert into storage.${kind} (id, name, storage_id) values ($1, $2, $3)`,
      [newId(), name, storageId],
    );
  });

const make = async (name: string): Promise<string> =>
  (await world.storages.create(world.admin, newStorage(name))).id;

describe('a storage in use', () => {
  it('is not deleted, and says by whom it is used', async () => {
    const id = await make('Used');
    for (let index = 0; index < 7; index += 1) await depend('mounts', id, `mount ${index}`);
    await depend('notes', id, 'note');
    const { dependants, token } = await world.storages.dependencies(world.admin, id);
    expect(
      dependants.map(({ kind, count, samples }) => [kind, count, samples.map(({ name }) => name)]),
    ).toEqual([
      ['mounts', 7, ['mount 0', 'mount 1', 'mount 2', 'mount 3', 'mount 4']],
      ['notes', 1, ['note']],
    ]);
    await expect(world.storages.delete(world.admin, id, 'any')).rejects.toMatchObject({
      code: 'STORAGE_IN_USE',
      details: { dependants, token },
    });
    expect((await world.storages.get(world.admin, id)).version).toBe(1);
  });

  it('is deleted by force, by who was told of all that depends on it', async () => {
    const id = await make('Forced');
    await depend('mounts', id, 'first');
    const { token } = await world.storages.dependencies(world.admin, id);
    await depend('notes', id, 'second');
    const attempt = world.storages.delete(world.admin, id, 'any', { token });
    await expect(attempt).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    const now = await world.storages.dependencies(world.admin, id);
    expect(now.token).not.toBe(token);
    await world.storages.delete(world.admin, id, 'any', { token: now.token });
    for (const table of ['storages where id', 'mounts where storage_id', 'notes where storage_id']) {
      expect(await world.query(`select from storage.${table} = $1`, [id])).toEqual([]);
    }
  });

  it('needs no force when nobody uses it', async () => {
    const id = await make('Unused');
    expect((await world.storages.dependencies(world.admin, id)).dependants).toEqual([]);
    await world.storages.delete(world.admin, id, 'any');
    await expect(world.storages.dependencies(world.admin, id)).rejects.toMatchObject({
      code: 'STORAGE_NOT_FOUND',
    });
  });

  it('is used or deleted, never both, whoever comes at the same time', async () => {
    for (const kind of ['mounts', 'notes'] as const) {
      for (let round = 0; round < 8; round += 1) {
        const id = await make(`Race ${kind} ${round}`);
        const [used, deleted] = await Promise.allSettled([
          depend(kind, id, 'late'),
          world.storages.delete(contextFor(world.admin.actor), id, 'any'),
        ]);
        expect([kind, used.status === deleted.status]).toEqual([kind, false]);
        const left = await world.query(
          `select from storage.${kind} d where not exists (select from storage.storages s where s.id = d.storage_id)`,
        );
        expect(left).toEqual([]);
        if (deleted.status === 'rejected')
          expect((deleted.reason as { code: string }).code).toBe('STORAGE_IN_USE');
      }
    }
  });

  it('takes no new use while it is disabled', async () => {
    const id = await make('Disabled');
    await world.storages.update(world.admin, id, 'any', { enabled: false });
    await expect(depend('notes', id, 'x')).rejects.toMatchObject({ code: 'STORAGE_DISABLED' });
    await expect(depend('notes', newId(), 'x')).rejects.toMatchObject({ code: 'STORAGE_NOT_FOUND' });
  });
});
