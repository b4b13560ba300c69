import { jest } from '@jest/globals';
import fc from 'fast-check';
import { type Item, openBuffer } from './write-buffer.fixture.js';

/** `BUFFER_RUNS=20000` for more of them. */
const runs = Number(process.env['BUFFER_RUNS'] ?? 200);

const limits = {
  batchItems: 4,
  batchBytes: 60,
  intervalMs: 20,
  items: 12,
  bytes: 200,
  keys: 3,
  concurrency: 2,
  attempts: 2,
  backoffMs: 5,
  writeTimeoutMs: 100_000,
  idleKeyMs: 50,
};

type Step =
  | {
      readonly do: 'fire';
      readonly key: string;
      readonly bytes: number;
      readonly poison: boolean;
      readonly waits: boolean;
    }
  /** The waiter who came that many items ago leaves. */
  | { readonly do: 'leave'; readonly back: number }
  | { readonly do: 'pass'; readonly ms: number }
  /** One write ends: which one, the scheduler says. */
  | { readonly do: 'end' }
  /** The database refuses the next writes. */
  | { readonly do: 'outage'; readonly writes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('fire' as const),
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      bytes: fc.integer({ min: 1, max: 62 }),
      poison: fc.nat(7).map((draw) => draw === 0),
      waits: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), back: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'end' }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('outage' as const), writes: fc.integer({ min: 1, max: 3 }) }),
  },
);

/** What the outside knows of one item. */
interface Known {
  readonly item: Item;
  readonly poison: boolean;
  readonly waits: boolean;
  accepted: boolean;
  leave: AbortController;
  left: boolean;
  outcome: 'none' | 'written' | 'failed' | 'left';
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('whatever happens, an item is written at most once, in order, within bounds, and none is forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.scheduler(), async (steps, scheduler) => {
      const all: Known[] = [];
      const written: number[] = [];
      const writing = new Map<string, number>();
      let outage = 0;
      const { buffer, letters } = openBuffer(async (_ctx, items, key) => {
        expect(items.length).toBeLessThanOrEqual(limits.batchItems);
        expect(items.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limits.batchBytes);
        expect(new Set(items.map((each) => each.key))).toEqual(new Set([key]));
        // One batch of a key at a time.
        expect(writing.get(key)).toBeUndefined();
        writing.set(key, items.length);
        expect(writing.size).toBeLessThanOrEqual(limits.concurrency);
        await scheduler.schedule(Promise.resolve(), `write ${key}`);
        writing.delete(key);
        if (outage > 0) {
          outage -= 1;
          throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
        }
        if (items.some(({ id }) => all[id]?.poison)) throw new Error('poison');
        written.push(...items.map(({ id }) => id));
      }, limits);

      const fire = ({ key, bytes, poison, waits }: Extract<Step, { do: 'fire' }>): void => {
        const known: Known = {
          item: { id: all.length, key, bytes },
          poison,
          waits,
          accepted: true,
          leave: new AbortController(),
          left: false,
          outcome: 'none',
        };
        all.push(known);
        if (waits) {
          const before = buffer.fill().items;
          const waited = buffer.fireAndWait(known.item, known.leave.signal);
          known.accepted = buffer.fill().items > before;
          waited.then(
            () => (known.outcome = 'written'),
            (error: unknown) => (known.outcome = error === known.leave.signal.reason ? 'left' : 'failed'),
          );
        } else {
          try {
            buffer.fireAndForget(known.item);
          } catch {
            known.accepted = false;
            known.outcome = 'failed';
          }
        }
      };

      for (const each of steps) {
        if (each.do === 'fire') fire(each);
        if (each.do === 'leave') {
          const known = all.at(-1 - each.back);
          if (known && known.outcome === 'none') {
            known.left = true;
            known.leave.abort(new Error('left'));
          }
        }
        if (each.do === 'pass') await jest.advanceTimersByTimeAsync(each.ms);
        if (each.do === 'outage') outage += each.writes;
        if (each.do === 'end' && scheduler.count() > 0) await scheduler.waitOne();
        const { items, bytes, keys } = buffer.fill();
        expect(items).toBeLessThanOrEqual(limits.items);
        expect(bytes).toBeLessThanOrEqual(limits.bytes);
        expect(keys).toBeLessThanOrEqual(limits.keys);
      }
      let report: unknown;
      void buffer.stop(1_000_000).then((result) => (report = result));
      for (let turn = 0; report === undefined && turn < 2_000; turn += 1) {
        await jest.advanceTimersByTimeAsync(7);
        if (scheduler.count() > 0) await scheduler.waitOne();
      }
      await jest.advanceTimersByTimeAsync(1_000);

      expect(report).toEqual({ left: 0, inDoubt: 0, lost: 0 });
      expect(buffer.fill()).toMatchObject({ items: 0, bytes: 0 });
      // At most once.
      expect(written.length).toBe(new Set(written).size);
      const dead = letters.map(({ item }) => (item as Item).id);
      expect(dead.length).toBe(new Set(dead).size);
      for (const { item, poison, waits, accepted, left, outcome } of all) {
        const isWritten = written.includes(item.id);
        const isDead = dead.includes(item.id);
        const facts = { item, poison, accepted, left, outcome };
        // Each has one end: written, a dead letter, or withdrawn by the one who waited for it.
        if (isWritten || isDead) expect({ ...facts, isWritten }).toEqual({ ...facts, isWritten: !isDead });
        else expect({ ...facts, left: left && waits }).toEqual({ ...facts, left: true });
        // Also when the writer's own checks above have failed: nothing else makes it throw.
        const verdict = letters.find((letter) => (letter.item as Item).id === item.id)?.reason;
        if (verdict === 'poison') expect(facts).toEqual({ ...facts, poison: true });
        if (poison) expect({ ...facts, isWritten }).toEqual({ ...facts, isWritten: false });
        if (!accepted) expect({ ...facts, isDead }).toEqual({ ...facts, isDead: true });
        if (waits && accepted) {
          const told = left ? 'left' : isWritten ? 'written' : 'failed';
          expect(facts).toEqual({ ...facts, outcome: told });
        }
      }
      for (const key of ['a', 'b', 'c', 'd']) {
        const order = written.filter((id) => all[id]?.item.key === key);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
    }),
    { numRuns: runs },
  );
}, 120_000);
