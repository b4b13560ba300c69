import { contextFor, newId, type PageRequest, systemContext } from '@ashlar/database';
import {
  createStorageUsageReader,
  createUsageCollector,
  type ListContents,
  type UsageCollector,
  UsageListingError,
  type UsageLimits,
} from './index.js';
import { newStorage, openWorld, type World } from './world.fixture.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world.close());
beforeEach(() => world.query('delete from storage.storages'));

const ctx = systemContext('usage spec');
const newestFirst: PageRequest = {
  ...{ size: 20, sort: { by: 'counted_at', descending: true }, start: { page: 0 } },
  count: true,
};

/** Stores of so many pages of 1,000 objects, of a byte each. */
function pagesOf(pages: number, asked: string[] = []): ListContents {
  return async (given, storage, cursor) => {
    expect(given.transaction).toBeUndefined();
    const page = Number(cursor ?? 0);
    asked.push(`${storage.name} ${page}`);
    return { bytes: 1_000n, objects: 1_000n, next: page + 1 < pages ? String(page + 1) : undefined };
  };
}

function collector(
  list: ListContents,
  limits: Partial<UsageLimits> = {},
  onFailure?: (storageId: string, error: unknown) => void,
): UsageCollector {
  const { describe: describeStorage } = world.storagesWith({}, world.worker);
  return createUsageCollector({
    ...{ database: world.worker, describe: describeStorage, list, limits },
    ...(onFailure && { onFailure }),
  });
}

const make = async (name: string): Promise<string> =>
  (await world.storages.create(world.admin, newStorage(name))).id;
const reader = () => createStorageUsageReader({ database: world.database });
const due = (): Promise<unknown> => world.query('update storage.usage set next_at = now()');

describe('usage', () => {
  it('is counted by the worker, kept, and counted again when its time has come', async () => {
    const id = await make('Counted');
    expect(await reader().current(ctx, id)).toEqual({});
    const asked: string[] = [];
    const counting = collector(pagesOf(3, asked));
    expect(await counting.run(ctx)).toEqual({ counted: 1, unfinished: 0, failed: 0 });
    expect(asked).toEqual(['Counted 0', 'Counted 1', 'Counted 2']);
    expect((await reader().current(ctx, id)).contents).toMatchObject({ bytes: 3_000n, objects: 3_000n });
    expect(await counting.run(ctx)).toEqual({ counted: 0, unfinished: 0, failed: 0 });
    await due();
    await collector(pagesOf(5)).run(ctx);
    const { items, total } = await reader().history(ctx, id, newestFirst);
    expect(items.map(({ bytes }) => bytes)).toEqual([5_000n, 3_000n]);
    expect(total?.count).toBe(2);
  });

  it('of a large storage is counted over several runs, none of which asks for more than the limit', async () => {
    const id = await make('Large');
    const asked: string[] = [];
    const counting = collector(pagesOf(5, asked), { pages: 2 });
    expect(await counting.run(ctx)).toEqual({ counted: 0, unfinished: 1, failed: 0 });
    expect(asked).toHaveLength(2);
    const midway = await reader().current(ctx, id);
    expect(midway.contents).toBeUndefined();
    expect(midway.countingSince).toBeInstanceOf(Date);
    await counting.run(ctx);
    expect(await counting.run(ctx)).toEqual({ counted: 1, unfinished: 0, failed: 0 });
    expect(asked).toEqual(['Large 0', 'Large 1', 'Large 2', 'Large 3', 'Large 4']);
    expect((await reader().current(ctx, id)).contents?.objects).toBe(5_000n);
  });

  it('takes no more storages in a run than the limit, the longest waiting first', async () => {
    for (const name of ['a', 'b', 'c']) await make(name);
    const asked: string[] = [];
    const counting = collector(pagesOf(1, asked), { storages: 2, concurrency: 1 });
    expect((await counting.run(ctx)).counted).toBe(2);
    expect((await counting.run(ctx)).counted).toBe(1);
    expect([...asked].sort()).toEqual(['a 0', 'b 0', 'c 0']);
  });

  it('is not counted of what is disabled', async () => {
    const id = await make('Off');
    await world.storages.update(world.admin, id, 'any', { enabled: false });
    expect((await collector(pagesOf(1)).run(ctx)).counted).toBe(0);
  });

  it('is counted once by several workers at the same time', async () => {
    for (let index = 0; index < 12; index += 1) await make(`Shared ${index}`);
    const asked: string[] = [];
    const counting = collector(pagesOf(1, asked));
    await Promise.all([counting.run(ctx), counting.run(contextFor(ctx.actor)), counting.run(ctx)]);
    expect(asked).toHaveLength(12);
    expect(new Set(asked).size).toBe(12);
  });

  it('says why it could not be counted, and waits longer each time', async () => {
    const id = await make('Broken');
    const failing = collector(() => Promise.reject(new UsageListingError('ACCESS_DENIED')));
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      expect(await failing.run(ctx)).toEqual({ counted: 0, unfinished: 0, failed: 1 });
      const [row] = await world.query<{ wait: number }>(
        'select round(extract(epoch from next_at - now()) / 100)::int as wait from storage.usage',
      );
      waits.push(row?.wait ?? 0);
      await due();
    }
    expect(waits).toEqual([3, 6, 12]);
    expect(await reader().current(ctx, id)).toEqual({ errorCode: 'ACCESS_DENIED' });
    await collector(pagesOf(1)).run(ctx);
    expect((await reader().current(ctx, id)).errorCode).toBeUndefined();
  });

  it('of the others is counted when one cannot be, for whatever reason, and the storage says so', async () => {
    const id = await make('Strange');
    for (const name of ['a', 'b', 'c']) await make(name);
    const told: unknown[] = [];
    const pages = pagesOf(1);
    const list: ListContents = (given, storage, cursor) =>
      storage.id === id
        ? Promise.reject(new TypeError('The network is made of cheese'))
        : pages(given, storage, cursor);
    const counting = collector(list, { concurrency: 2 }, (storageId, error) => told.push(storageId, error));
    expect(await counting.run(ctx)).toEqual({ counted: 3, unfinished: 0, failed: 1 });
    expect(told).toEqual([id, new TypeError('The network is made of cheese')]);
    expect(await reader().current(ctx, id)).toEqual({ errorCode: 'COUNT_FAILED' });
  });

  it('goes on where it was when the worker stopped', async () => {
    const id = await make('Stopped');
    const stop = new AbortController();
    const asked: string[] = [];
    const pages = pagesOf(5, asked);
    const stopping: ListContents = async (given, storage, cursor) => {
      if (cursor !== '3') return pages(given, storage, cursor);
      stop.abort(new Error('the worker stops'));
      throw given.signal.reason;
    };
    const first = await collector(stopping).run({ ...ctx, signal: stop.signal });
    expect(first).toEqual({ counted: 0, unfinished: 1, failed: 0 });
    expect(await collector(pages).run(ctx)).toEqual({ counted: 1, unfinished: 0, failed: 0 });
    expect(asked).toEqual([0, 1, 2, 3, 4].map((page) => `Stopped ${page}`));
    expect((await reader().current(ctx, id)).contents?.objects).toBe(5_000n);
  });

  it('is kept as far as it is while it goes on, with the lease', async () => {
    const id = await make('Slow');
    const kept: unknown[] = [];
    const pages = pagesOf(3);
    const slow: ListContents = async (given, storage, cursor) => {
      kept.push(
        ...(await world.query(
          `select scan_cursor as cursor, scan_objects::int as objects, next_at > now() as ours from storage.usage
           where storage_id = $1`,
          [id],
        )),
      );
      return pages(given, storage, cursor);
    };
    // A lease that is always about to end, but for the sake of which nobody has to wait here.
    expect((await collector(slow, { leaseMs: 2, concurrency: 1 }).run(ctx)).counted).toBe(1);
    expect(kept).toMatchObject([
      { cursor: null, objects: 0 },
      { cursor: '1', objects: 1_000 },
      { cursor: '2', objects: 2_000 },
    ]);
  });

  it.each([
    ['finds the end', (): ReturnType<ListContents> => pagesOf(1)(ctx, { name: '' } as never, undefined)],
    ['may not list', () => Promise.reject(new UsageListingError('ACCESS_DENIED'))],
    ['pauses', () => Promise.resolve({ bytes: 9n, objects: 9n, next: '1' })],
  ])('is not written down by a worker that lost its lease and %s', async (_, end) => {
    const id = await make('Overtaken');
    const overtaken: ListContents = async () => {
      // Its time is over, and another one has counted meanwhile.
      await due();
      expect((await collector(pagesOf(2)).run(ctx)).counted).toBe(1);
      return end();
    };
    const late = await collector(overtaken, { pages: 1 }).run(ctx);
    expect(late).toEqual({ counted: 0, unfinished: 0, failed: 0 });
    expect(await reader().current(ctx, id)).toEqual({
      contents: expect.objectContaining({ bytes: 2_000n, objects: 2_000n }) as unknown,
    });
    expect((await reader().history(ctx, id, newestFirst)).items).toHaveLength(1);
  });

  it('goes with its storage, and is forgotten after a while', async () => {
    const id = await make('Gone');
    const counting = collector(pagesOf(1));
    await counting.run(ctx);
    await world.query(
      `insert into storage.usage_history (storage_id, counted_at, id, bytes, objects)
       values ($1, now() - interval '500 days', $2, 1, 1)`,
      [id, newId()],
    );
    expect(await counting.forget(ctx)).toBe(1);
    expect((await reader().history(ctx, id, newestFirst)).items).toHaveLength(1);
    await world.storages.delete(world.admin, id, 'any');
    expect(await world.query('select from storage.usage_history')).toEqual([]);
  });
});
