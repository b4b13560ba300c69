import { createAuthorizer, createRelations } from '@ashlar/authz';
import { type Actor, anonymous, contextFor, type Database, newId, type PageRequest } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createRecordingEvents } from '@ashlar/events/testing';
import { createRecordingJobs } from '@ashlar/message-queue/testing';
import { jest } from '@jest/globals';
import { createQuotas, createQuotaUpkeep, platformSubject, quotaEntities } from '@ashlar/quota';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import {
  createStorages,
  createStorageUsage,
  type NewStorage,
  storageEntities,
  storageJobHandlers,
  type Storages,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let workerDatabase: Database;
let storages: Storages;
const jobs = createRecordingJobs();
const events = createRecordingEvents();

function as(...roles: string[]): ReturnType<typeof contextFor> {
  const actor: Actor = { kind: 'user', id: '0190a000-0000-7000-8000-000000000001', roles };
  return contextFor(actor);
}
const admin = as('admin');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), storageEntities));
  ({ database: workerDatabase } = await openDatabase(testDatabase.urlFor('worker'), storageEntities));
  storages = createStorages({
    database,
    authorizer: createAuthorizer({ database }),
    relations: createRelations({ database }),
    jobs,
    events,
  });
});
afterAll(async () => {
  await database.close();
  await workerDatabase.close();
  await testDatabase.drop();
});

function newStorage(name: string, more: Partial<NewStorage> = {}): NewStorage {
  return {
    name,
    resource: { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results', pathStyle: true },
    enabled: true,
    ...more,
  };
}

const byName: PageRequest = {
  size: 2,
  sort: { by: 'name', descending: false },
  start: { page: 0 },
  count: true,
};

describe('storages', () => {
  it('are kept as they were given, and leave a job with each change', async () => {
    const before = jobs.recorded().length;
    const made = await storages.create(admin, newStorage('Kept', { description: 'a', enabled: false }));
    expect(made).toMatchObject({ ...newStorage('Kept', { description: 'a', enabled: false }), version: 1 });
    const changed = await storages.update(admin, made.id, [1], { description: null, enabled: true });
    expect(changed).toMatchObject({ name: 'Kept', description: undefined, enabled: true, version: 2 });
    expect(changed.resource).toEqual(made.resource);
    expect(
      jobs
        .recorded()
        .slice(before)
        .map(({ payload }) => payload),
    ).toEqual([{ storage_id: made.id }, { storage_id: made.id }]);
  });

  it('tell of each change, and of none that was refused', async () => {
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
    const resource = { ...newStorage('x').resource, region: 'eu', prefix: 'runs' };
    const made = await storages.create(admin, newStorage('Merged', { resource }));
    const changed = await storages.update(admin, made.id, 'any', {
      resource: { bucket: 'other', region: null },
    });
    const { region: _, ...rest } = resource;
    expect(changed.resource).toEqual({ ...rest, bucket: 'other' });
    await Promise.all([
      storages.update(admin, made.id, 'any', { resource: { bucket: 'third' } }),
      storages.update(admin, made.id, 'any', { resource: { prefix: null, pathStyle: false } }),
    ]);
    expect((await storages.get(admin, made.id)).resource).toEqual({
      type: 's3',
      endpoint: 'https://s3.example.org',
      bucket: 'third',
      pathStyle: false,
    });
  });

  it('are read together with the permission to, and missing for who has none', async () => {
    const made = await storages.create(admin, newStorage('Guarded'));
    await storages.get(as('member'), made.id);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      expect(await storages.get(as('member'), made.id)).toMatchObject({ id: made.id, name: 'Guarded' });
      expect(query).toHaveBeenCalledTimes(1);
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
    const [handler] = storageJobHandlers({ database: workerDatabase });
    if (handler?.kind !== 'single') throw new Error('The job is taken one by one');
    const once = { jobId: newId(), attempt: 1, reportProgress: () => undefined };
    const made = await storages.create(admin, newStorage('Counted'));
    const run = (id: string): Promise<void> =>
      workerDatabase.transact(admin, (tx) => handler.run(tx, { storage_id: id }, once));
    await run(made.id);
    await run(made.id);
    await run('0190a000-0000-7000-8000-00000000dead');
    const client = new pg.Client({ connectionString: testDatabase.url });
    await client.connect();
    const { rows } = await client.query('select storage_id, changes from storage.activity');
    await client.end();
    expect(rows).toEqual([{ storage_id: made.id, changes: 2 }]);
  });
});

describe('a quota', () => {
  it('limits how many there are, in the transaction that makes them, and counts them again', async () => {
    const opened = await openDatabase(testDatabase.urlFor('data'), [...storageEntities, ...quotaEntities]);
    const worker = await openDatabase(testDatabase.urlFor('worker'), [...storageEntities, ...quotaEntities]);
    try {
      const { database: own } = opened;
      const quotas = createQuotas({ database: own });
      const limitedStorages = createStorages({
        ...{ database: own, jobs, events, quota: quotas.meter },
        authorizer: createAuthorizer({ database: own }),
        relations: createRelations({ database: own }),
      });
      const upkeep = createQuotaUpkeep({
        database: worker.database,
        publish: () => Promise.resolve(),
        sources: [createStorageUsage(worker)],
      });
      const used = async (): Promise<bigint | undefined> =>
        (await quotas.meter.usage(admin, platformSubject, ['MAX_STORAGES']))[0]?.used;
      const { length: present } = (await storages.list(admin, {}, { ...byName, size: 100 })).items;
      expect(present).toBeGreaterThan(0);
      // Those that were there before are counted by the worker.
      await upkeep.recount(admin);
      expect(await used()).toBe(BigInt(present));
      const two = await quotas.templates.create(admin, {
        ...{ name: 'Two more', type: 'MAX_STORAGES', limit: BigInt(present) + 2n, enabled: true },
        ...{ period: { kind: 'none' }, expire: { kind: 'never' } },
      });
      await quotas.assignments.assign(admin, platformSubject, two.id, { replace: false });
      const attempts = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) =>
          limitedStorages.create(admin, newStorage(`Limited ${index}`)),
        ),
      );
      const made = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(made).toHaveLength(2);
      for (const attempt of attempts)
        if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'QUOTA_EXCEEDED' });
      expect((await storages.list(admin, { keyword: 'Limited' }, byName)).total?.count).toBe(2);
      await limitedStorages.delete(admin, made[0]?.id ?? '', 'any');
      expect(await used()).toBe(BigInt(present) + 1n);
      expect((await upkeep.recount(admin)).repaired).toBe(0);
    } finally {
      await opened.database.close();
      await worker.database.close();
    }
  });
});
