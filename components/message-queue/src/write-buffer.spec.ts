import { Unavailable } from '@ashlar/errors';
import { jest } from '@jest/globals';
import { createWriteBuffer } from './index.js';
import { type Item, item, openBuffer } from './write-buffer.fixture.js';
import type { BatchWriter } from './write-buffer.types.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Everything that is due now, and what follows from it. */
const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(1);
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

/** A writer that keeps its batches, and ends them when it is told to. */
function writer() {
  const batches: number[][] = [];
  const ends: { resolve(): void; reject(error: unknown): void }[] = [];
  const signals: AbortSignal[] = [];
  const write: BatchWriter<Item> = ({ signal }, items) => {
    batches.push(items.map(({ id }) => id));
    signals.push(signal);
    return new Promise<void>((resolve, reject) => void ends.push({ resolve, reject }));
  };
  return { batches, ends, signals, write };
}

/** A writer that never minds. */
function quick(refuses: (id: number) => boolean = () => false) {
  const batches: number[][] = [];
  const write: BatchWriter<Item> = async (_ctx, items) => {
    batches.push(items.map(({ id }) => id));
    if (items.some(({ id }) => refuses(id))) throw new Error('a rule of the data refuses this');
  };
  return { batches, write };
}

const outcomeOf = (promise: Promise<unknown>): { readonly now: () => unknown } => {
  let outcome: unknown = 'waiting';
  promise.then(
    (result) => (outcome = { written: result }),
    (error: unknown) => (outcome = error),
  );
  return { now: () => outcome };
};

describe('a buffer writes', () => {
  it('what comes to an idle key at once, with all that comes in the same turn', async () => {
    const { batches, write } = quick();
    const { buffer } = openBuffer(write, { intervalMs: 100 });
    buffer.fireAndForget(item(1));
    buffer.fireAndForget(item(2));
    await settle();
    expect(batches).toEqual([[1, 2]]);
  });

  it('what comes later when the interval is over', async () => {
    const { batches, write } = quick();
    const { buffer } = openBuffer(write, { intervalMs: 100 });
    buffer.fireAndForget(item(1));
    await settle();
    buffer.fireAndForget(item(2));
    await pass(50);
    buffer.fireAndForget(item(3));
    expect(batches).toEqual([[1]]);
    await pass(60);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('sooner when somebody waits, and when there is enough by count or bytes', async () => {
    const { batches, write } = quick();
    const { buffer } = openBuffer(write, { intervalMs: 60_000, batchItems: 3, batchBytes: 100 });
    buffer.fireAndForget(item(1));
    await settle();
    for (const id of [2, 3, 4, 5]) buffer.fireAndForget(item(id));
    await settle();
    buffer.fireAndForget(item(6, 'a', 90));
    await settle();
    const waited = buffer.fireAndWait(item(7));
    await settle();
    await expect(waited).resolves.toBeUndefined();
    expect(batches).toEqual([[1], [2, 3, 4], [5, 6], [7]]);
  });

  it('one batch of a key at a time, and no more than allowed over all keys', async () => {
    const { batches, ends, write } = writer();
    const { buffer } = openBuffer(write, { intervalMs: 0, concurrency: 2 });
    for (const key of ['a', 'b', 'c']) buffer.fireAndForget(item(key.charCodeAt(0), key));
    await settle();
    buffer.fireAndForget(item(1, 'a'));
    await settle();
    expect(batches).toEqual([[97], [98]]);
    ends[0]?.resolve();
    await settle();
    expect(batches).toEqual([[97], [98], [99]]);
    ends[1]?.resolve();
    await settle();
    expect(batches).toEqual([[97], [98], [99], [1]]);
  });

  it('and gives each waiter the result of its own item', async () => {
    const { logger, metrics } = openBuffer(quick().write);
    const buffer = createWriteBuffer<number, string>({
      name: 'spec.numbers',
      write: async (_ctx, items) => items.map((number) => `is ${number}`),
      deadLetters: { store: async () => undefined },
      logger,
      metrics,
    });
    const all = Promise.all([buffer.fireAndWait(1), buffer.fireAndWait(2)]);
    await settle();
    expect(await all).toEqual(['is 1', 'is 2']);
  });
});

describe('a buffer that is full', () => {
  it.each([
    ['items', { items: 2 }, 'spec.items holds 2 items in 20 bytes'],
    ['bytes', { bytes: 29 }, 'spec.items holds 2 items in 20 bytes'],
    ['keys', { keys: 2 }, 'spec.items holds items of 2 keys'],
  ])('by %s says so, counts it, logs it once and keeps a dead letter', async (_, limits, message) => {
    const { write } = writer();
    const { buffer, letters, logger, metrics } = openBuffer(write, limits);
    buffer.fireAndForget(item(1, 'a'));
    buffer.fireAndForget(item(2, 'b'));
    expect(() => buffer.fireAndForget(item(3, 'c'))).toThrow(message);
    await expect(buffer.fireAndWait(item(4, 'd'))).rejects.toMatchObject({ code: 'BUFFER_FULL' });
    await settle();
    expect(letters.map(({ item: lost, reason }) => [(lost as Item).id, reason])).toEqual([
      [3, 'full'],
      [4, 'full'],
    ]);
    expect(logger.entries.filter(({ message: text }) => text === 'A buffer took nothing')).toHaveLength(1);
    expect(await metrics.render()).toContain(
      'ashlar_buffer_items_total{buffer="spec.items",outcome="full"} 2',
    );
  });

  it('has room again when items are written', async () => {
    const { ends, write } = writer();
    const { buffer } = openBuffer(write, { items: 1 });
    buffer.fireAndForget(item(1));
    await settle();
    expect(() => buffer.fireAndForget(item(2))).toThrow('holds 1 items');
    ends[0]?.resolve();
    await settle();
    buffer.fireAndForget(item(3));
    expect(buffer.fill()).toEqual({ items: 1, bytes: 10, keys: 1 });
  });

  it('refuses what no batch could hold, and what has no key', async () => {
    const { buffer, letters } = openBuffer(quick().write, { batchBytes: 50 });
    expect(() => buffer.fireAndForget(item(1, 'a', 51))).toThrow('takes items of up to 50 bytes');
    expect(() => buffer.fireAndForget(undefined as unknown as Item)).toThrow(TypeError);
    await settle();
    expect(letters.map(({ reason }) => reason)).toEqual(['too-large', 'unusable']);
  });
});

describe('a batch that fails', () => {
  it('is halved until the poison is alone; all others are written, in order', async () => {
    const { batches, write } = quick((id) => id === 3 || id === 6);
    const { buffer, letters, logger, metrics } = openBuffer(write);
    const outcomes = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => outcomeOf(buffer.fireAndWait(item(id))));
    await settle();
    const failed = outcomes.flatMap(({ now }, index) => (now() instanceof Error ? [index + 1] : []));
    expect(failed).toEqual([3, 6]);
    expect(letters.map(({ item: lost, reason }) => [(lost as Item).id, reason])).toEqual([
      [3, 'poison'],
      [6, 'poison'],
    ]);
    const written = batches.filter((ids) => !ids.includes(3) && !ids.includes(6)).flat();
    expect(written).toEqual([1, 2, 4, 5, 7, 8]);
    expect(logger.entries).toContainEqual(
      expect.objectContaining({ level: 'error', reason: 'poison', count: 2 }),
    );
    expect(await metrics.render()).toContain(
      'ashlar_buffer_items_total{buffer="spec.items",outcome="poison"} 2',
    );
  });

  it('because the database is away is tried again whole, and then given up whole', async () => {
    const batches: number[] = [];
    let failures = 2;
    const { buffer, letters } = openBuffer(
      async (_ctx, items) => {
        batches.push(items.length);
        if ((failures -= 1) >= 0) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
      },
      { attempts: 3, backoffMs: 10 },
    );
    const first = buffer.fireAndWait(item(1));
    const second = buffer.fireAndWait(item(2));
    await pass(100);
    await Promise.all([first, second]);
    expect(batches).toEqual([2, 2, 2]);
    failures = 3;
    const third = outcomeOf(buffer.fireAndWait(item(3)));
    await pass(200);
    expect(third.now()).toMatchObject({ code: 'ECONNREFUSED' });
    expect(letters).toMatchObject([{ item: { id: 3 }, reason: 'unavailable' }]);
  });

  it('and may have been written is not written again, unless that is harmless', async () => {
    for (const idempotent of [false, true]) {
      let writes = 0;
      const { buffer, letters } = openBuffer(
        () => {
          writes += 1;
          return writes === 1 ? new Promise(() => undefined) : Promise.resolve();
        },
        { writeTimeoutMs: 50, backoffMs: 10 },
        { idempotent },
      );
      const waited = outcomeOf(buffer.fireAndWait(item(1)));
      await pass(2_000);
      expect(writes).toBe(idempotent ? 2 : 1);
      if (idempotent) expect(waited.now()).toEqual({ written: undefined });
      else expect(letters).toMatchObject([{ item: { id: 1 }, reason: 'in-doubt' }]);
    }
  });

  it('in time, because it heeds the signal, is tried again', async () => {
    let writes = 0;
    const { buffer } = openBuffer(
      ({ signal }) => {
        writes += 1;
        if (writes > 1) return Promise.resolve();
        return new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Unavailable('Given up')));
        });
      },
      { writeTimeoutMs: 50, backoffMs: 10 },
    );
    const waited = outcomeOf(buffer.fireAndWait(item(1)));
    await pass(100);
    expect(waited.now()).toEqual({ written: undefined });
    expect(writes).toBe(2);
  });
});

describe('a waiter that leaves', () => {
  it('takes its item along when it is not yet being written', async () => {
    const { batches, ends, write } = writer();
    const { buffer, letters } = openBuffer(write);
    const first = buffer.fireAndWait(item(1));
    await settle();
    const leaving = new AbortController();
    const second = outcomeOf(buffer.fireAndWait(item(2), leaving.signal));
    leaving.abort(new Error('left'));
    await settle();
    expect(second.now()).toEqual(new Error('left'));
    ends[0]?.resolve();
    await first;
    await settle();
    expect(batches).toEqual([[1]]);
    expect(buffer.fill().items).toBe(0);
    expect(letters).toEqual([]);
  });

  it('hears so at once while its item is written, once', async () => {
    const { batches, ends, write } = writer();
    const { buffer } = openBuffer(write);
    const leaving = new AbortController();
    const waited = outcomeOf(buffer.fireAndWait(item(1), leaving.signal));
    await settle();
    leaving.abort(new Error('left'));
    await settle();
    expect(waited.now()).toEqual(new Error('left'));
    ends[0]?.resolve();
    await settle();
    expect(batches).toEqual([[1]]);
    expect(buffer.fill().items).toBe(0);
  });

  it('before it came leaves nothing', async () => {
    const { buffer } = openBuffer(quick().write);
    await expect(buffer.fireAndWait(item(1), AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
    expect(buffer.fill()).toEqual({ items: 0, bytes: 0, keys: 0 });
  });
});

describe('a key without items', () => {
  it('is forgotten after a while, and at once when another needs its place', async () => {
    const { buffer } = openBuffer(quick().write, { idleKeyMs: 1_000, keys: 2 });
    buffer.fireAndForget(item(1, 'a'));
    await pass(500);
    buffer.fireAndForget(item(2, 'b'));
    await settle();
    expect(buffer.fill().keys).toBe(2);
    buffer.fireAndForget(item(3, 'c'));
    await settle();
    expect(buffer.fill().keys).toBe(2);
    await pass(2_500);
    expect(buffer.fill().keys).toBe(0);
  });
});

describe('stopping', () => {
  it('writes what is there without waiting, and takes nothing more', async () => {
    const { batches, write } = quick();
    const { buffer, letters } = openBuffer(write, { intervalMs: 60_000, batchItems: 2 });
    buffer.fireAndForget(item(1));
    await settle();
    for (const id of [2, 3, 4]) buffer.fireAndForget(item(id));
    const stopped = buffer.stop(1_000);
    expect(() => buffer.fireAndForget(item(5))).toThrow('takes nothing more');
    await settle();
    expect(await stopped).toEqual({ left: 0, inDoubt: 0, lost: 0 });
    expect(batches).toEqual([[1], [2, 3], [4]]);
    expect(letters).toMatchObject([{ item: { id: 5 }, reason: 'closed' }]);
  });

  it('reports what is left at the deadline, tells who waits, and keeps dead letters', async () => {
    const { signals, write } = writer();
    const { buffer, letters, logger } = openBuffer(write);
    const first = outcomeOf(buffer.fireAndWait(item(1)));
    await settle();
    const second = outcomeOf(buffer.fireAndWait(item(2)));
    const stopped = outcomeOf(buffer.stop(500));
    await pass(501);
    expect(stopped.now()).toEqual({ written: { left: 1, inDoubt: 1, lost: 0 } });
    expect(first.now()).toMatchObject({ code: 'BUFFER_CLOSED' });
    expect(second.now()).toMatchObject({ code: 'BUFFER_CLOSED' });
    expect(signals[0]?.aborted).toBe(true);
    expect(letters.map(({ item: lost, reason }) => [(lost as Item).id, reason])).toEqual([
      [1, 'in-doubt'],
      [2, 'left'],
    ]);
    expect(logger.entries).toContainEqual(expect.objectContaining({ reason: 'left', count: 1 }));
  });

  it('reports dead letters that nobody took', async () => {
    const sink = { store: () => Promise.reject(new Error('no table')) };
    const { buffer, metrics } = openBuffer(quick(() => true).write, {}, { sink });
    buffer.fireAndForget(item(1));
    await pass(10_000);
    const stopped = outcomeOf(buffer.stop(10));
    await pass(20);
    expect(stopped.now()).toEqual({ written: { left: 0, inDoubt: 0, lost: 1 } });
    expect(await metrics.render()).toContain('ashlar_buffer_dead_letters_lost_total{buffer="spec.items"} 1');
  });
});

it('a buffer refuses limits that make no sense', () => {
  expect(() => openBuffer(quick().write, { batchItems: 0 })).toThrow('batchItems is a number from 1');
});
