import { createSlots } from '../slots/slots.js';
import { type DueSchedule, planFor } from './plan.js';

const everyMinute = createSlots({ rhythm: { kind: 'cron', expression: '* * * * *' }, zone: 'UTC' });
const at = (minute: number, second = 0): Date => new Date(Date.UTC(2026, 5, 1, 12, minute, second));
const minutes = (dates: readonly { readonly slot: Date }[]): number[] =>
  dates.map(({ slot }) => slot.getUTCMinutes());

function due(more: Partial<DueSchedule> = {}): DueSchedule {
  return {
    ...{
      id: 'a',
      slots: everyMinute,
      jitterSeconds: 0,
      overlap: 'allow',
      nextSlot: at(10),
      open: 0,
      waiting: 0,
    },
    missed: { policy: 'skip', most: 3, windowSeconds: 600 },
    ...more,
  };
}

describe('what was missed', () => {
  it.each([
    ['skip', 'on time', at(10, 1), [10], 0],
    ['skip', 'within the grace', at(11, 0), [10, 11], 0],
    ['skip', 'late', at(15, 30), [15], 5],
    ['latest', 'late', at(15, 30), [15], 5],
    ['latest', 'within the grace', at(11, 0), [11], 1],
    ['all', 'late', at(12, 30), [10, 11, 12], 0],
    ['all', 'more than the most', at(15, 30), [13, 14, 15], 3],
    ['all', 'later than the window', at(25, 30), [23, 24, 25], 13],
  ] as const)('%s, %s', (policy, _, now, run, skipped) => {
    const plan = planFor(due({ missed: { policy, most: 3, windowSeconds: 600 } }), now);
    expect(minutes(plan.sessions)).toEqual(run);
    expect(plan.skipped?.slots ?? 0).toBe(skipped);
    expect(plan.nextSlot).toEqual(new Date(Math.floor(now.getTime() / 60_000 + 1) * 60_000));
    expect(plan.lastSlot).toEqual(new Date(Math.floor(now.getTime() / 60_000) * 60_000));
  });

  it('out of the window is skipped even when it was the only one', () => {
    const slots = createSlots({ rhythm: { kind: 'cron', expression: '0 0 1 * *' }, zone: 'UTC' });
    const nextSlot = new Date('2026-06-01T00:00Z');
    const missed = { policy: 'latest', most: 1, windowSeconds: 3_600 } as const;
    const plan = planFor(due({ slots, nextSlot, missed }), new Date('2026-06-03T00:00Z'));
    expect(plan).toMatchObject({ sessions: [], skipped: { slot: nextSlot, lastSlot: nextSlot, slots: 1 } });
    expect(plan.nextSlot).toEqual(new Date('2026-07-01T00:00Z'));
  });

  it('for years is neither made nor counted one by one', () => {
    const slots = createSlots({ rhythm: { kind: 'cron', expression: '* * * * * *' }, zone: 'UTC' });
    const missed = { policy: 'all', most: 5, windowSeconds: 31_622_400 } as const;
    const plan = planFor(due({ slots, missed, nextSlot: new Date('2016-06-01T00:00Z') }), at(0));
    expect(plan.sessions.map(({ slot }) => slot.getTime())).toEqual(
      [4, 3, 2, 1, 0].map((ago) => at(0).getTime() - ago * 1_000),
    );
    expect(plan.skipped?.slots).toBe(1_000);
  });

  it('nothing comes after the last slot', () => {
    const slots = createSlots({
      rhythm: { kind: 'cron', expression: '* * * * *' },
      zone: 'UTC',
      endsAt: at(11),
    });
    const plan = planFor(due({ slots }), at(10));
    expect([minutes(plan.sessions), plan.nextSlot, plan.nextRunAt]).toEqual([[10], undefined, undefined]);
  });
});

describe('what overlaps', () => {
  const all = { missed: { policy: 'all', most: 10, windowSeconds: 600 } } as const;
  const shape = (overlap: DueSchedule['overlap'], open: number, waiting: number): unknown => {
    const plan = planFor(due({ ...all, overlap, open, waiting }), at(12));
    return [
      plan.sessions.map(({ waits, skipped }) => (skipped ? 'skipped' : waits ? 'waits' : 'runs')).join(' '),
      plan.cancelsOpen,
    ];
  };

  it.each([
    ['allow', 3, 0, 'runs runs runs', false],
    ['skip', 0, 0, 'runs skipped skipped', false],
    ['skip', 1, 0, 'skipped skipped skipped', false],
    ['buffer-one', 0, 0, 'runs waits skipped', false],
    ['buffer-one', 1, 0, 'waits skipped skipped', false],
    ['buffer-one', 1, 1, 'skipped skipped skipped', false],
    ['cancel-previous', 0, 0, 'skipped skipped runs', false],
    ['cancel-previous', 1, 0, 'skipped skipped runs', true],
  ] as const)('%s with %d open and %d waiting', (overlap, open, waiting, expected, cancels) => {
    expect(shape(overlap, open, waiting)).toEqual([expected, cancels]);
  });
});

describe('the jitter', () => {
  it('puts off by the same time whenever asked, and never to the next slot', () => {
    const nextSlot = at(10);
    const first = planFor(due({ jitterSeconds: 3_600, nextSlot }), at(9, 59));
    expect(first.sessions).toEqual([]);
    expect(first.nextSlot).toEqual(nextSlot);
    const again = planFor(due({ jitterSeconds: 3_600, nextSlot }), at(9, 30));
    expect(again.nextRunAt).toEqual(first.nextRunAt);
    const delay = (first.nextRunAt?.getTime() ?? 0) - nextSlot.getTime();
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThan(60_000);
  });

  it.each(['skip', 'latest', 'all'] as const)(
    'makes no slot late that is acted upon in its time, %s',
    (policy) => {
      const daily = createSlots({ rhythm: { kind: 'cron', expression: '0 2 * * *' }, zone: 'UTC' });
      const slot = new Date(Date.UTC(2026, 5, 1, 2));
      for (let one = 0; one < 50; one += 1) {
        const missed = { policy, most: 3, windowSeconds: 10 };
        const schedule = { id: `schedule ${one}`, slots: daily, jitterSeconds: 3_600, missed };
        const first = planFor(due({ ...schedule, nextSlot: slot }), new Date(slot.getTime() - 1_000));
        const plan = planFor(due({ ...schedule, nextSlot: slot }), first.nextRunAt ?? slot);
        expect([plan.sessions, plan.skipped]).toEqual([[{ slot }], undefined]);
        const late = new Date((first.nextRunAt ?? slot).getTime() + 61_000);
        expect(planFor(due({ ...schedule, nextSlot: slot }), late).skipped?.slots).toBe(1);
      }
    },
  );

  it('is spread over schedules', () => {
    const delays = Array.from({ length: 200 }, (_, index) => {
      const plan = planFor(due({ id: `schedule ${index}`, jitterSeconds: 50 }), at(9));
      return (plan.nextRunAt?.getTime() ?? 0) - at(10).getTime();
    });
    expect(new Set(delays.map((delay) => Math.floor(delay / 10_000))).size).toBe(5);
  });
});
