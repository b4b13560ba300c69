import {
  countedSlots,
  lastChange,
  everComes,
  lastWeek,
  rhythmOf,
  secondsOf,
  withRanges,
} from './schedules.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const times = (slots: readonly number[]): readonly string[] =>
  slots.map((slot) => new Date(slot).toISOString().slice(5, 16));

it('reads durations, and refuses what is none', () => {
  expect(['4h30m', '90m', '1h0m0s', '744h'].map(secondsOf)).toEqual([16_200, 5_400, 3_600, 2_678_400]);
  for (const text of ['', '1d', '1h ', 'h', '1.5h']) expect(() => secondsOf(text)).toThrow(TypeError);
});

it('takes a minimum interval for a fixed one', () => {
  const job = { name: 'a', group: 'b' };
  expect(rhythmOf({ ...job, minimum_interval: '48h' })).toEqual({ everySeconds: 172_800 });
  expect(rhythmOf({ ...job, cron: '0 0 * * *', interval: '1h' })).toEqual({ cron: '0 0 * * *' });
  expect(() => rhythmOf(job)).toThrow('does not say when');
});

it.each([
  ['2026-11-16', '2026-11-09'],
  ['2026-11-22', '2026-11-09'],
  ['2026-01-01', '2025-12-22'],
])('the week before %s began on %s', (now, from) => {
  const week = lastWeek(new Date(`${now}T23:59:59Z`));
  expect([week.from, week.to.getTime() - week.from.getTime()]).toEqual([day(from), 7 * 86_400_000]);
});

it('knows days that never come', () => {
  const comes = ['0 0 31 2 *', '0 0 30 2 *', '0 0 29 2 *', '0 0 31 2 1', '* * * * *'].map((cron) =>
    everComes({ cron }),
  );
  expect([...comes, everComes({ everySeconds: 60 })]).toEqual([false, false, true, true, true, true]);
});

it('says where steps end', () => {
  expect(withRanges('1/3 4/8 * * *')).toBe('1-59/3 4-23/8 * * *');
  expect(withRanges('0,30 */2 1-31/2 * 1-5')).toBe('0,30 */2 1-31/2 * 1-5');
  const slots = (cron: string) => countedSlots({ cron }, week);
  expect(slots('1/3 4/8 * * *')).toEqual(slots(withRanges('1/3 4/8 * * *')));
});

const week = { from: day('2026-11-09'), to: day('2026-11-16') };
it.each([
  ['*/10 * * * *', 1_008],
  ['0 6,18 * * *', 14],
  ['45 7-23/24 * * *', 7],
  ['2 0-23/1 * * *', 168],
  ['0 9 * * MON', 1],
  ['0 9 * * 1-5', 5],
  ['0 9 * * 0', 1],
  ['0 9 * * 7', 1],
  ['0 9 12 * 1', 2],
  ['0 9 12 1 *', 0],
])('counts %s in a week: %i', (cron, count) => {
  expect(countedSlots({ cron }, week)).toHaveLength(count);
});

it('counts intervals from the beginning, and none at the end', () => {
  expect(countedSlots({ everySeconds: 168 * 3_600 }, week)).toEqual([week.from.getTime()]);
  expect(countedSlots({ everySeconds: 12 * 3_600 }, week)).toHaveLength(14);
});

describe('where clocks change', () => {
  it('finds the changes', () => {
    const now = day('2026-11-21');
    expect(lastChange('Europe/Zurich', 'forward', now)).toEqual(new Date('2026-03-29T01:00:00Z'));
    expect(lastChange('America/New_York', 'back', now)).toEqual(new Date('2026-11-01T06:00:00Z'));
    expect(lastChange('Asia/Kolkata', 'back', now)).toBeUndefined();
  });

  it('runs after a gap what is in it, and once what comes twice', () => {
    const gap = countedSlots(
      { cron: '30 2 * * *' },
      { from: day('2026-03-28'), to: day('2026-03-31') },
      'Europe/Zurich',
    );
    expect(times(gap)).toEqual(['03-28T01:30', '03-29T01:00', '03-30T00:30']);
    const twice = countedSlots(
      { cron: '30 1 * * *' },
      { from: day('2026-10-31'), to: day('2026-11-03') },
      'America/New_York',
    );
    expect(times(twice)).toEqual(['10-31T05:30', '11-01T05:30', '11-02T06:30']);
  });

  it('takes several times a day as clocks show them: half an hour twice', () => {
    const half = { from: new Date('2026-04-04T13:00:00Z'), to: new Date('2026-04-04T18:00:00Z') };
    // 01:30 to 02:00 comes twice at Lord Howe.
    expect(countedSlots({ cron: '*/15 1-2 * * *' }, half, 'Australia/Lord_Howe')).toHaveLength(10);
  });
});
