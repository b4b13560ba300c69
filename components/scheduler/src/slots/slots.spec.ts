import { createSlots } from './slots.js';
import type { Timing } from './timing.types.js';
import { vectors } from './vectors.fixture.js';

const cron = (expression: string, zone = 'UTC', more: Partial<Timing> = {}) =>
  createSlots({ rhythm: { kind: 'cron', expression }, zone, ...more });

const texts = (dates: readonly Date[]): string[] => dates.map((date) => date.toISOString());

it.each(vectors)('%s in %s after %s', (expression, zone, now, expected) => {
  const found = cron(expression, zone).list(new Date(now), 3);
  expect(texts(found)).toEqual(expected.map((time) => new Date(time).toISOString()));
});

it.each([
  ['0 1/3 * * *', '0 1-23/3 * * *'],
  ['5,20/15 0/12 * * *', '5,20-59/15 0-23/12 * * *'],
  ['50/20 * * * *', '50 * * * *'],
  ['0 0 25/3 * *', '0 0 25-31/3 * *'],
])('%s is %s', (short, long) => {
  const after = new Date('2026-02-20T00:00Z');
  expect(texts(cron(short).list(after, 50))).toEqual(texts(cron(long).list(after, 50)));
});

describe('changes of the clock, as a schedule wants them', () => {
  const berlin = (expression: string, clockChanges: Timing['clockChanges'], after: string, count: number) =>
    texts(cron(expression, 'Europe/Berlin', { clockChanges }).list(new Date(after), count)).map((text) =>
      text.slice(5, 16),
    );

  it.each([
    ['30 2 * * *', { gap: 'skip' }, '2026-03-28T12:00Z', ['03-30T00:30']],
    ['*/15 2 * * *', { gap: 'run-after' }, '2026-03-28T12:00Z', ['03-29T01:00', '03-30T00:00']],
    ['30 2 * * *', { overlap: 'second' }, '2026-10-24T12:00Z', ['10-25T01:30', '10-26T01:30']],
    ['30 2 * * *', { overlap: 'both' }, '2026-10-24T12:00Z', ['10-25T00:30', '10-25T01:30', '10-26T01:30']],
    [
      '0,30 2 * * *',
      { overlap: 'first' },
      '2026-10-24T12:00Z',
      ['10-25T00:00', '10-25T00:30', '10-26T01:00'],
    ],
    [
      '0,30 2 * * *',
      { overlap: 'second' },
      '2026-10-24T12:00Z',
      ['10-25T01:00', '10-25T01:30', '10-26T01:00'],
    ],
  ] as const)('%s with %j', (expression, changes, after, expected) => {
    expect(berlin(expression, changes, after, expected.length)).toEqual(expected);
  });
});

describe('a frequency', () => {
  const every = (
    amount: number,
    unit: 'minute' | 'hour' | 'day' | 'week' | 'month',
    counting: 'elapsed' | 'civil',
    anchor: string,
    zone = 'Europe/Berlin',
  ) =>
    createSlots({
      rhythm: { kind: 'frequency', every: amount, unit, counting, anchor: new Date(anchor) },
      zone,
    });

  it('counts elapsed time from its anchor, whatever the clock on the wall does', () => {
    expect(
      texts(every(1, 'day', 'elapsed', '2026-03-28T08:00Z').list(new Date('2026-03-28T08:00Z'), 2)),
    ).toEqual(['2026-03-29T08:00:00.000Z', '2026-03-30T08:00:00.000Z']);
    expect(
      texts(every(7, 'minute', 'elapsed', '2026-01-01T00:00Z').list(new Date('2026-03-01T00:00Z'), 1)),
    ).toEqual(['2026-03-01T00:06:00.000Z']);
  });

  it('has its anchor for its first slot, and none before', () => {
    const slots = every(2, 'week', 'elapsed', '2026-05-01T00:00Z');
    expect(slots.next(new Date('2020-01-01T00:00Z'))).toEqual(new Date('2026-05-01T00:00Z'));
  });

  it('of civil days keeps the time on the wall', () => {
    expect(
      texts(every(1, 'day', 'civil', '2026-03-28T08:00Z').list(new Date('2026-03-28T08:00Z'), 2)),
    ).toEqual(['2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z']);
  });

  it('of months ends short ones on their last day and returns to its own', () => {
    const found = every(1, 'month', 'civil', '2026-01-31T12:00Z', 'UTC').list(
      new Date('2026-01-31T12:00Z'),
      4,
    );
    expect(texts(found).map((text) => text.slice(0, 10))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
  });

  it('of months has no length, so it cannot elapse', () => {
    expect(() => every(1, 'month', 'elapsed', '2026-01-31T12:00Z')).toThrow('civil');
  });
});

describe('the edges', () => {
  const noon = (more: Partial<Timing>) => cron('0 12 * * *', 'Europe/Berlin', more);
  const from = new Date('2026-06-01T00:00Z');

  it('the start is in, the end is out', () => {
    const [startsAt, endsAt] = [new Date('2026-06-03T10:00Z'), new Date('2026-06-05T10:00Z')];
    expect(texts(noon({ startsAt, endsAt }).list(from, 5))).toEqual([
      '2026-06-03T10:00:00.000Z',
      '2026-06-04T10:00:00.000Z',
    ]);
  });

  it.each([
    [{ from: '09:00', to: '11:00' }, ['09:00', '09:30', '10:00', '10:30', '09:00']],
    [{ from: '23:30', to: '00:30' }, ['00:00', '23:30', '00:00', '23:30', '00:00']],
  ])('only in the hours %j', (activeHours, expected) => {
    const found = cron('*/30 * * * *', 'UTC', { activeHours }).list(new Date('2026-05-31T23:59Z'), 5);
    expect(texts(found).map((text) => text.slice(11, 16))).toEqual(expected);
  });

  it('hours are those on the wall, on days of 23 and 25 hours too', () => {
    const activeHours = { from: '03:00', to: '04:00' };
    for (const [day, expected] of [
      ['2026-03-29', ['01:00', '01:30']],
      ['2026-10-25', ['02:00', '02:30']],
    ] as const) {
      const slots = cron('*/30 * * * *', 'Europe/Berlin', { activeHours });
      const found = slots.list(new Date(`${day}T00:00Z`), 2);
      expect(texts(found).map((text) => text.slice(11, 16))).toEqual(expected);
    }
  });

  it('not on days that are excluded, once or every year', () => {
    const exclusions = [{ from: '2026-06-02', to: '2026-06-04' }, { from: '06-06' }];
    expect(texts(noon({ exclusions }).list(from, 4)).map((text) => text.slice(5, 10))).toEqual([
      '06-01',
      '06-05',
      '06-07',
      '06-08',
    ]);
    const overNewYear = noon({ exclusions: [{ from: '12-24', to: '01-02' }] });
    expect(overNewYear.next(new Date('2026-12-23T12:00Z'))).toEqual(new Date('2027-01-03T11:00Z'));
  });

  it('lists up to an instant, that included', () => {
    const found = noon({}).list(from, 10, new Date('2026-06-02T10:00Z'));
    expect(found).toHaveLength(2);
  });

  it('reads no time zone but its own', () => {
    expect(() => cron('* * * * *', 'Mars/Olympus')).toThrow(RangeError);
  });
});
