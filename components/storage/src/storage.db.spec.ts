import { type Actor, anonymous, contextFor, newId, type PageRequest } from '@ashlar/database';
import { jest } from '@jest/globals';
import { createQuotaUpkeep, platformSubject } from '@ashlar/quota';
import pg from 'pg';
import { createStorageUsage, storageJobHandlers, type Storages } from './index.js';
import { newStorage, openWorld, s3Config, type World } from './world.fixture.js';

let world: World;
let storages: Storages;

function as(...roles: string[]): ReturnType<typeof contextFor> {
  const actor: Actor = { kind: 'user', id: '0190a000-0000-7000-8000-000000000001', roles };
  return contextFor(actor);
}
const admin = as('admin');

beforeAll(async () => {
  world = await openWorld();
  ({ storages } = world);
}, 60_000);
afterAll(() => world.close());

const byName: PageRequest = {
  size: 2,
  sort: { by: 'name', descending: false },
  start: { page: 0 },
  count: true,
};

describe('storages', () => {
  it('are kept as they were given, and leave a job with each change', async () => {
    const { jobs } = world;
    const before = jobs.recorded().length;
    const made = await storages.create(admin, newStorage('Kept', { description: 'a', enabled: false }));
    expect(made).toMatchObject({ ...newStorage('Kept', { description: 'a', enabled: false }), version: 1 });
    const changed = await storages.update(admin, made.id, [1], { description: null, enabled: true });
    expect(changed).toMatchObject({ name: 'Kept', description: undefined, enabled: true, version: 2 });
    expect(changed.config).toEqual(made.config);
    expect(
      jobs
        .recorded()
        .slice(before)
        .map(({ payload }) => payload),
    ).toEqual([{ storage_id: made.id }, { storage_id: made.id }]);
  });

  it('tell of each change, and of none that was refused', async () => {
    const { events } = world;
    const before = events.recorded().length;
    const made = await storages.create(admin, newStorage('Told'));
    await storages.update(admin, made.id, [1], { name: 'Retold', enabled: false });
    await expect(storages.update(admin, made.id, [1], { name: 'Stale' })).rejects.toThrow();
    await expect(storages.delete(admin, made.id, [1])).rejects.toThrow();
    await storages.delete(admin, made.id, [2]);
    const facts = { storage_id: made.id, type: 's3' };
    expect(
      events
        .recorded()
        .slice(before)
        .map(({ type, aggregateId, data }) => ({ type, aggregateId, data })),
    ).toEqual([
      {
        type: 'storage.created',
        aggregateId: made.id,
        data: { ...facts, name: 'Told', enabled: true, version: 1 },
      },
      {
        type: 'storage.updated',
        aggregateId: made.id,
        data: { ...facts, name: 'Retold', enabled: false, version: 2, fields: ['name', 'enabled'] },
      },
      {
        type: 'storage.deleted',
        aggregateId: made.id,
        data: { ...facts, name: 'Retold', enabled: false, version: 2 },
      },
    ]);
  });

  it('change setting by setting: what is absent stays, null clears', async () => {
    const config = { ...s3Config, region: 'eu', prefix: 'runs' };
    const made = await storages.create(admin, newStorage('Merged', { config }));
    const changed = await storages.update(admin, made.id, 'any', {
      config: { bucket: 'other', region: null },
    });
    const { region: _, ...rest } = config;
    expect(changed.config).toEqual({ ...rest, bucket: 'other' });
    await Promise.all([
      storages.update(admin, made.id, 'any', { config: { bucket: 'third' } }),
      storages.update(admin, made.id, 'any', { config: { prefix: null, addressing: 'virtual' } }),
    ]);
    expect((await storages.get(admin, made.id)).config).toEqual({
      ...s3Config,
      bucket: 'third',
      addressing: 'virtual',
    });
    // What has a default goes back to it.
    const back = await storages.update(admin, made.id, 'any', { config: { addressing: null } });
    expect(back.config).toEqual({ ...s3Config, bucket: 'third' });
  });

  it('are read together with the permission to, and missing for who has none', async () => {
    const made = await storages.create(admin, newStorage('Guarded'));
    await storages.get(as('member'), made.id);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      expect(await storages.get(as('member'), made.id)).toMatchObject({ id: made.id, name: 'Guarded' });
      // The row with the permission, and then what it signs in with.
      expect(query).toHaveBeenCalledTimes(2);
    } finally {
      query.mockRestore();
    }
    for (const [ctx, id] of [
      [as(), made.id],
      [contextFor(anonymous), made.id],
      [admin, '0190a000-0000-7000-8000-00000000ffff'],
    ] as const) {
      await expect(storages.get(ctx, id)).rejects.toMatchObject({ code: 'STORAGE_NOT_FOUND' });
    }
  });

  it('have names that differ in more than case, decided by the database', async () => {
    const attempts = await Promise.allSettled(
      ['Twin', 'TWIN', 'twin', 'tWiN'].map((name) => storages.create(admin, newStorage(name))),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'STORAGE_NAME_TAKEN' });
    }
  });

  it('change only in a version that the caller accepts: of many at once, one', async () => {
    const made = await storages.create(admin, newStorage('Contended'));
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        storages.update(admin, made.id, [1], { description: `${index}` }),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = attempts.flatMap((attempt) =>
      attempt.status === 'rejected' ? [attempt.reason as unknown] : [],
    );
    expect(refusals).toHaveLength(7);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ code: 'PRECONDITION_FAILED', details: { version: 2 } });
    await expect(storages.delete(admin, made.id, [1])).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await storages.delete(admin, made.id, 'any');
    await expect(storages.get(admin, made.id)).rejects.toMatchObject({ code: 'STORAGE_NOT_FOUND' });
    await expect(storages.update(admin, made.id, [2], {})).rejects.toMatchObject({
      code: 'STORAGE_NOT_FOUND',
    });
  });

  it('are listed in pages to those who may see them, and to nobody else', async () => {
    for (const name of ['page-c', 'Page-A', 'page-b']) await storages.create(admin, newStorage(name));
    const filter = { keyword: 'PAGE-' };
    const first = await storages.list(as('member'), filter, byName);
    expect(first.items.map(({ name }) => name)).toEqual(['Page-A', 'page-b']);
    expect(first.total).toEqual({ count: 3, exact: true });
    const second = await storages.list(as('member'), filter, {
      ...byName,
      start: { cursor: first.next ?? '' },
    });
    expect(second.items.map(({ name }) => name)).toEqual(['page-c']);
    expect(second.next).toBeUndefined();
    for (const stranger of [as(), contextFor(anonymous)]) {
      expect(await storages.list(stranger, filter, byName)).toEqual({
        items: [],
        total: { count: 0, exact: true },
      });
    }
  });

  it('are found by a keyword as it is written, not as a pattern', async () => {
    await storages.create(admin, newStorage('100% pure_data'));
    await storages.create(admin, newStorage('100 pureXdata'));
    const { items } = await storages.list(admin, { keyword: '0% pure_' }, byName);
    expect(items.map(({ name }) => name)).toEqual(['100% pure_data']);
  });
});

describe('the job', () => {
  it('counts changes as the worker, and nothing for what is gone', async () => {
    const [handler] = storageJobHandlers({ database: world.worker });
    if (handler?.kind !== 'single') throw new Error('The job is taken one by one');
    const once = { jobId: newId(), attempt: 1, reportProgress: () => undefined };
    const made = await storages.create(admin, newStorage('Counted'));
    const run = (id: string): Promise<void> =>
      world.worker.transact(admin, (tx) => handler.run(tx, { storage_id: id }, once));
    await run(made.id);
    await run(made.id);
    await run('0190a000-0000-7000-8000-00000000dead');
    const rows = await world.query('select storage_id, changes from storage.activity');
    expect(rows).toEqual([{ storage_id: made.id, changes: 2 }]);
  });
});

describe('a quota', () => {
  it('limits how many there are, in the transaction that makes them, and counts them again', async () => {
    const { quotas } = world;
    const upkeep = createQuotaUpkeep({
      database: world.worker,
      publish: () => Promise.resolve(),
      sources: [createStorageUsage({ database: world.worker })],
    });
    const used = async (): Promise<bigint | undefined> =>
      (await quotas.meter.usage(admin, platformSubject, ['MAX_STORAGES']))[0]?.used;
    const { length: present } = (await storages.list(admin, {}, { ...byName, size: 100 })).items;
    expect(present).toBeGreaterThan(0);
    await upkeep.recount(admin);
    expect(await used()).toBe(BigInt(present));
    const two = await quotas.templates.create(admin, {
      ...{ name: 'Two more', type: 'MAX_STORAGES', limit: BigInt(present) + 2n, enabled: true },
      ...{ period: { kind: 'none' }, expire: { kind: 'never' } },
    });
    await quotas.assignments.assign(admin, platformSubject, two.id, { replace: false });
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => storages.create(admin, newStorage(`Limited ${index}`))),
    );
    const made = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(made).toHaveLength(2);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect((await storages.list(admin, { keyword: 'Limited' }, byName)).total?.count).toBe(2);
    await storages.delete(admin, made[0]?.id ?? '', 'any');
    expect(await used()).toBe(BigInt(present) + 1n);
    expect((await upkeep.recount(admin)).repaired).toBe(0);
  });
});
