import { checkTiming } from './check-timing.js';
import type { Timing } from './timing.types.js';

const now = new Date('2026-06-01T00:00Z');
const messages = (timing: Partial<Timing>): string[] =>
  checkTiming({ rhythm: { kind: 'cron', expression: '0 12 * * *' }, zone: 'UTC', ...timing }, now).map(
    ({ field, message }) => `${field}: ${message}`,
  );
const cron = (expression: string) => messages({ rhythm: { kind: 'cron', expression } });

it.each([
  '0 12 * * *',
  '*/20 * * * * *',
  '0 0 12 ? JAN-MAR MON#2 2027-2030',
  '@daily',
  '0 9 L * *',
  '0 9 15W * *',
  '0 9 * * FRI#L',
  '0 9 13 * +FRI',
  '0 0 29 2 *',
])('%s can be due', (expression) => expect(cron(expression)).toEqual([]));

it.each([
  ['0 0 30 2 *', 'cron: The cron expression names no date that is still to come, such as 30 February'],
  ['0 0 0 1 1 * 2020', 'cron: The cron expression names no date that is still to come, such as 30 February'],
  ['61 * * * *', 'cron: The cron expression cannot be read: Invalid value for minute: 61'],
  ['* * *', 'cron: A cron expression has five, six or seven fields, this one has 3'],
  ['2026-12-24T12:00:00Z', 'cron: A cron expression has five, six or seven fields, this one has 1'],
  ['@reboot', 'cron: A cron expression has five, six or seven fields, this one has 1'],
])('%s is refused', (expression, message) => expect(cron(expression)).toEqual([message]));

it.each<[string, Partial<Timing>, string]>([
  ['a zone', { zone: 'Europe/Atlantis' }, 'zone: There is no time zone "Europe/Atlantis"'],
  ['an offset', { zone: '+02:00' }, 'zone: There is no time zone "+02:00"'],
  [
    'hours that never meet',
    { activeHours: { from: '13:00', to: '14:00' } },
    'cron: This would never run: no slot is left between start, end, active hours and exclusions',
  ],
  [
    'exclusions without end',
    { exclusions: [{ from: '01-01', to: '12-31' }] },
    'cron: This would never run: no slot is left between start, end, active hours and exclusions',
  ],
  [
    'a start and an end with nothing between them',
    { startsAt: new Date('2026-06-02T13:00Z'), endsAt: new Date('2026-06-02T14:00Z') },
    'cron: This would never run: no slot is left between start, end, active hours and exclusions',
  ],
  ['an end that has passed', { endsAt: new Date('2026-05-01T00:00Z') }, 'ends_at: ends_at has passed'],
  [
    'an end before the start',
    { startsAt: new Date('2026-07-02T00:00Z'), endsAt: new Date('2026-07-01T00:00Z') },
    'ends_at: ends_at must be after starts_at',
  ],
  [
    'hours of no length',
    { activeHours: { from: '09:00', to: '09:00' } },
    'active_hours: The active hours begin and end at the same time',
  ],
  [
    'an hour that there is not',
    { activeHours: { from: '24:00', to: '09:00' } },
    'active_hours.from: from must be HH:MM',
  ],
  [
    'a day that there is not',
    { exclusions: [{ from: '2026-02-29' }] },
    'exclusions.0: An exclusion is a day such as 2026-12-24, or 12-24 for every year',
  ],
  [
    'months that elapse',
    { rhythm: { kind: 'frequency', every: 1, unit: 'month', counting: 'elapsed', anchor: now } },
    'frequency.counting: Months differ in length: count them as civil',
  ],
])('%s is refused', (_, timing, message) => expect(messages(timing)).toEqual([message]));

it('all faults are told at once', () => {
  expect(messages({ zone: 'Nowhere', rhythm: { kind: 'cron', expression: 'x' } })).toHaveLength(2);
});
