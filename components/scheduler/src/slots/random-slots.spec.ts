import fc from 'fast-check';
import {
  bruteForce,
  type Calendar,
  calendarOf,
  type DayOfMonth,
  type DayOfWeek,
  type Expression,
  type Field,
  type Rule,
  textOf,
} from './oracle.fixture.js';
import { createSlots } from './slots.js';

/** `SCHEDULE_SLOT_CASES=100000` is the full length. */
const cases = Number(process.env['SCHEDULE_SLOT_CASES'] ?? 200);
const casesPerCalendar = Math.min(100, cases / 4);
const days = 35;
const seed = Number(process.env['SCHEDULE_SLOT_SEED'] ?? 20);

const zones = [
  ...['UTC', 'Europe/Berlin', 'Europe/Dublin', 'Europe/London', 'America/New_York', 'America/St_Johns'],
  ...['America/Nuuk', 'America/Santiago', 'America/Asuncion', 'Australia/Lord_Howe', 'Australia/Adelaide'],
  ...['Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia', 'Pacific/Kiritimati', 'Asia/Kathmandu'],
  ...['Asia/Kolkata', 'Asia/Tehran', 'Asia/Gaza', 'Africa/Cairo', 'Africa/Casablanca', 'Antarctica/Troll'],
];

function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function fieldOf(low: number, high: number, names: readonly string[] = []): fc.Arbitrary<Field> {
  const write = (value: number): string => names[value - low] ?? String(value);
  const value = fc.integer({ min: low, max: high });
  const pair = fc
    .tuple(value, value)
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    // SUN-SUN is the whole week to croner: a Sunday that ends a range is the seventh day.
    .filter(([a, b]) => a < b);
  const step = fc.integer({ min: 1, max: Math.ceil((high - low) / 2) });
  return fc.oneof(
    fc.constant({ text: '*', values: new Set(range(low, high)) }),
    value.map((one) => ({ text: write(one), values: new Set([one]) })),
    fc
      .uniqueArray(value, { minLength: 2, maxLength: 4 })
      .map((some) => ({ text: some.map(write).join(','), values: new Set(some) })),
    pair.map(([a, b]) => ({ text: `${write(a)}-${write(b)}`, values: new Set(range(a, b)) })),
    step.map((each) => ({ text: `*/${each}`, values: new Set(range(low, high, each)) })),
    fc
      .tuple(pair, step)
      .filter(([[a, b], each]) => b - a >= each)
      .map(([[a, b], each]) => ({ text: `${a}-${b}/${each}`, values: new Set(range(a, b, each)) })),
  );
}

const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const weekdayOf = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay();
const isWorkday = (year: number, month: number, day: number): boolean =>
  weekdayOf(year, month, day) % 6 !== 0;

/** The workday next to a day, in the month of the day. */
function nearestWorkday(year: number, month: number, wanted: number): number | undefined {
  const length = lengthOf(year, month);
  if (wanted > length) return undefined;
  return [0, -1, 1, -2, 2]
    .map((away) => wanted + away)
    .find((day) => day >= 1 && day <= length && isWorkday(year, month, day));
}

const dayOfMonth: fc.Arbitrary<DayOfMonth> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ text: '*', matches: () => true }) },
  {
    weight: 4,
    arbitrary: fieldOf(1, 31).map(({ text, values }) => ({
      text,
      matches: (day: number) => values.has(day),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      text: 'L',
      matches: (day: number, year: number, month: number) => day === lengthOf(year, month),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 31 }).map((wanted) => ({
      text: `${wanted}W`,
      matches: (day: number, year: number, month: number) => day === nearestWorkday(year, month, wanted),
    })),
  },
);

const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const dayOfWeek: fc.Arbitrary<DayOfWeek> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ text: '*', matches: () => true }) },
  {
    weight: 4,
    arbitrary: fc.oneof(fieldOf(0, 6), fieldOf(0, 6, dayNames)).map(({ text, values }) => ({
      text,
      matches: (day: number, year: number, month: number) => values.has(weekdayOf(year, month, day)),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      text: '7',
      matches: (d: number, y: number, m: number) => weekdayOf(y, m, d) === 0,
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom('1', '2', '3', '4', '5', 'L'))
      .map(([weekday, which]) => ({
        text: `${weekday}#${which}`,
        matches: (day: number, year: number, month: number) =>
          weekdayOf(year, month, day) === weekday &&
          (which === 'L' ? day + 7 > lengthOf(year, month) : Math.ceil(day / 7) === Number(which)),
      })),
  },
);

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const expressions: fc.Arbitrary<Expression> = fc.record({
  second: fc.option(fieldOf(0, 59), { nil: undefined, freq: 3 }),
  minute: fieldOf(0, 59),
  hour: fieldOf(0, 23),
  day: dayOfMonth,
  month: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ text: '*', values: new Set(range(1, 12)) }) },
    { weight: 1, arbitrary: fieldOf(1, 12, monthNames) },
    { weight: 1, arbitrary: fieldOf(1, 12) },
  ),
  weekday: dayOfWeek,
  both: fc.integer({ min: 1, max: 8 }).map((one) => one === 1),
});

const rules = fc.record({
  gap: fc.constantFrom(undefined, 'run-after', 'skip'),
  overlap: fc.constantFrom(undefined, 'first', 'second', 'both'),
} as const);

const isOne = (field: Field | undefined): boolean => field === undefined || /^\d+$/.test(field.text);

/** Close to a change of the clock more often than not: that is where schedulers err. */
const starts = fc.oneof(
  fc.date({ min: new Date('1995-01-01Z'), max: new Date('2036-01-01Z'), noInvalidDate: true }),
  fc
    .tuple(
      fc.integer({ min: 1995, max: 2036 }),
      fc.constantFrom(2, 3, 8, 9, 10),
      fc.integer({ min: 1, max: 15 }),
    )
    .map(([year, month, day]) => new Date(Date.UTC(year, month - 1, day))),
);

const ms = (dates: readonly Date[]): number[] => dates.map((date) => date.getTime());

it(`${cases} random expressions in random zones agree with a calendar that was read minute by minute`, () => {
  let compared = 0;
  let slots = 0;
  const count = Math.ceil(cases / casesPerCalendar);
  const places = fc.sample(fc.tuple(fc.constantFrom(...zones), starts), { numRuns: count, seed });
  for (const [index, [zone, start]] of places.entries()) {
    const calendar: Calendar = calendarOf(zone, start, days);
    const first = calendar.minutes[0]?.at ?? 0;
    const end = (calendar.minutes.at(-1)?.at ?? 0) + 60_000;
    const instants = fc
      .integer({ min: 86_400_000, max: (days - 3) * 86_400_000 })
      .map((into) => first + into);
    fc.assert(
      fc.property(expressions, rules, instants, (expression, changes, after) => {
        const isFixed = isOne(expression.second) && isOne(expression.minute) && isOne(expression.hour);
        const rule: Rule = {
          gap: changes.gap ?? (isFixed ? 'run-after' : 'skip'),
          overlap: changes.overlap ?? (isFixed ? 'first' : 'both'),
        };
        // What is not in the calendar may be far away, and takes long to find.
        const expected = bruteForce(calendar, expression, rule, after, 3);
        const most = Math.min(3, expected.length + 1);
        const timing = {
          rhythm: { kind: 'cron', expression: textOf(expression) },
          zone,
          clockChanges: changes,
        } as const;
        const found = ms(createSlots(timing).list(new Date(after), most)).filter((time) => time < end);
        expect(found).toEqual(expected);
        compared += 1;
        slots += found.length;
      }),
      { numRuns: casesPerCalendar, seed: seed + index },
    );
  }
  expect(compared).toBeGreaterThanOrEqual(cases);
  // Most of them have slots within the days that are looked at; else nothing would be compared.
  expect(slots).toBeGreaterThan(cases);
}, 3_600_000);
