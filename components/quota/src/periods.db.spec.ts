import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import fc from 'fast-check';
import pg from 'pg';

let testDatabase: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  client = new pg.Client({ connectionString: testDatabase.urlFor('data') });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await testDatabase.drop();
});

interface Steps {
  readonly unit: 'hour' | 'day' | 'week' | 'month' | 'year';
  readonly count?: number;
  readonly anchor?: string;
  readonly zone: string;
}

async function periodAt(
  moment: string,
  { unit, count = 1, anchor, zone }: Steps,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ starts_at: Date; ends_at: Date }>(
    'select starts_at, ends_at from quota.period_at($1, $2, $3, $4, $5)',
    [moment, unit, count, anchor, zone],
  );
  return rows.flatMap(({ starts_at, ends_at }) => [starts_at.toISOString(), ends_at.toISOString()]);
}

describe('a period', () => {
  const berlin = 'Europe/Berlin';
  it.each<[string, string, Steps, string, string]>([
    [
      'a day of 23 hours',
      '2026-03-29T12:00:00Z',
      { unit: 'day', zone: berlin },
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'a day of 25 hours',
      '2026-10-25T12:00:00Z',
      { unit: 'day', zone: berlin },
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'from an hour that a day does not have',
      '2026-03-29T12:00:00Z',
      { unit: 'day', anchor: '2026-03-01T01:30:00Z', zone: berlin },
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ],
    [
      'from an hour that a day has twice, the second time',
      '2026-10-25T12:00:00Z',
      { unit: 'day', anchor: '2026-10-01T00:30:00Z', zone: berlin },
      '2026-10-25T01:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ],
    [
      'a week from Monday',
      '2026-11-21T12:00:00Z',
      { unit: 'week', zone: 'UTC' },
      '2026-11-16T00:00:00.000Z',
      '2026-11-23T00:00:00.000Z',
    ],
    [
      'a month from the 31st, in February',
      '2026-02-28T12:00:00Z',
      { unit: 'month', anchor: '2026-01-31T00:00:00Z', zone: 'UTC' },
      '2026-02-28T00:00:00.000Z',
      '2026-03-31T00:00:00.000Z',
    ],
    [
      'a month from the 31st, the day before the end of February',
      '2026-02-27T23:59:59Z',
      { unit: 'month', anchor: '2026-01-31T00:00:00Z', zone: 'UTC' },
      '2026-01-31T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
    ],
    [
      'a leap year from the 29th of February',
      '2025-06-01T00:00:00Z',
      { unit: 'year', anchor: '2024-02-29T00:00:00Z', zone: 'UTC' },
      '2025-02-28T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
    ],
    [
      'before its anchor',
      '2025-12-31T00:00:00Z',
      { unit: 'month', count: 3, anchor: '2026-05-15T06:00:00Z', zone: 'UTC' },
      '2025-11-15T06:00:00.000Z',
      '2026-02-15T06:00:00.000Z',
    ],
    [
      'of six hours, whatever the clocks do',
      '2026-03-29T04:00:00Z',
      { unit: 'hour', count: 6, anchor: '2026-03-28T22:00:00Z', zone: berlin },
      '2026-03-29T04:00:00.000Z',
      '2026-03-29T10:00:00.000Z',
    ],
  ])('can be %s', async (_, moment, steps, from, to) => {
    expect(await periodAt(moment, steps)).toEqual([from, to]);
  });

  it('holds its moment, and the next begins where it ends', async () => {
    const moment = fc.date({
      min: new Date('1995-01-01'),
      max: new Date('2045-01-01'),
      noInvalidDate: true,
    });
    const steps = fc.record({
      unit: fc.constantFrom<Steps['unit']>('hour', 'day', 'week', 'month', 'year'),
      count: fc.integer({ min: 1, max: 13 }),
      anchor: moment,
      zone: fc.constantFrom('UTC', berlin, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
    });
    await fc.assert(
      fc.asyncProperty(moment, steps, async (at, { anchor, ...rest }) => {
        const shape = { ...rest, anchor: anchor.toISOString() };
        const [from = '', to = ''] = await periodAt(at.toISOString(), shape);
        expect(from <= at.toISOString() && at.toISOString() < to).toBe(true);
        expect(await periodAt(from, shape)).toEqual([from, to]);
        expect((await periodAt(to, shape))[0]).toBe(to);
      }),
      { numRuns: Number(process.env['QUOTA_PERIODS'] ?? 120) },
    );
  });
});
