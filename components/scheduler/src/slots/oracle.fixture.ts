/**
 * Slots by trying every minute of a stretch of time, as the calendar of the runtime shows it: no arithmetic of zones, no
 * parser of expressions. Slow and plain, to compare with.
 */

/** A field of an expression: how it is written, and which values it means. */
export interface Field {
  readonly text: string;
  readonly values: ReadonlySet<number>;
}

/** What a day has to be. Each is one way to be a match. */
export type DayOfMonth = {
  readonly text: string;
  matches(day: number, year: number, month: number): boolean;
};
export type DayOfWeek = DayOfMonth;

export interface Expression {
  /** Absent: five fields. */
  readonly second: Field | undefined;
  readonly minute: Field;
  readonly hour: Field;
  readonly day: DayOfMonth;
  readonly month: Field;
  readonly weekday: DayOfWeek;
  /** Both days have to match, instead of either. */
  readonly both: boolean;
}

export function textOf({ second, minute, hour, day, month, weekday, both }: Expression): string {
  const fields = [minute, hour, day, month].map(({ text }) => text);
  return [...(second ? [second.text] : []), ...fields, `${both ? '+' : ''}${weekday.text}`].join(' ');
}

const minuteMs = 60_000;
/** Clocks change on quarters of an hour; between two of them the wall runs on by minutes. */
const quarter = 15;

/** What a wall shows. */
interface Shown extends Day {
  readonly at: number;
  /** `2026-03-29 02:30`, which sorts as text. */
  readonly wall: number;
  readonly hour: number;
  readonly minute: number;
}

interface Minute extends Shown {
  /** Shown before, and shown again, by the same wall. */
  readonly isRepetition: boolean;
  readonly isRepeated: boolean;
  /** The first minute of its day that is left out just before it. */
  readonly gapFrom: number | undefined;
  readonly dayIndex: number;
}

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface Calendar {
  readonly zone: string;
  readonly days: readonly Day[];
  readonly minutes: readonly Minute[];
}

/** Every minute of so many days, as a wall in that zone shows it. */
export function calendarOf(zone: string, start: Date, days: number): Calendar {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  const from = Math.floor(start.getTime() / (quarter * minuteMs)) * quarter * minuteMs;
  const read: Shown[] = [];
  for (let at = from; at < from + days * 1_440 * minuteMs; at += quarter * minuteMs) {
    const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = format
      .format(at)
      .split(/[^\d]+/)
      .map(Number);
    for (let more = 0; more < quarter; more += 1) {
      const wall = (((year * 100 + month) * 100 + day) * 100 + hour) * 100 + minute + more;
      read.push({ at: at + more * minuteMs, wall, year, month, day, hour, minute: minute + more });
    }
  }
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (const { wall, at } of read) {
    if (!first.has(wall)) first.set(wall, at);
    last.set(wall, at);
  }
  const shown: Day[] = [];
  const indexes = new Map<number, number>();
  const minutes = read.map((one, index): Minute => {
    const { wall, at } = one;
    const date = Math.floor(wall / 10_000);
    const dayIndex = indexes.get(date) ?? shown.push(one) - 1;
    indexes.set(date, dayIndex);
    const before = read[index - 1];
    return {
      ...one,
      dayIndex,
      isRepetition: first.get(wall) !== at,
      isRepeated: last.get(wall) !== at,
      gapFrom: before && gapBetween(before, one),
    };
  });
  return { zone, days: shown, minutes };
}

function gapBetween(before: Shown, one: Shown): number | undefined {
  const isSameDay = before.day === one.day;
  const expected = isSameDay ? before.hour * 60 + before.minute + 1 : 0;
  return one.hour * 60 + one.minute > expected ? expected : undefined;
}

export interface Rule {
  readonly gap: 'run-after' | 'skip';
  readonly overlap: 'first' | 'second' | 'both';
}

/** The first `most` slots in the calendar after the instant, in ms. */
export function bruteForce(
  { minutes, days }: Calendar,
  expression: Expression,
  rule: Rule,
  after: number,
  most: number,
): number[] {
  const { second, month } = expression;
  const seconds = second ? [...second.values].sort((a, b) => a - b) : [0];
  const hours = Array.from({ length: 24 }, (_, hour) => expression.hour.values.has(hour));
  const inHour = Array.from({ length: 60 }, (_, minute) => expression.minute.values.has(minute));
  const isDay = days.map(
    (day) => month.values.has(day.month) && matchesDay(expression, day.year, day.month, day.day),
  );
  const found: number[] = [];
  const start = Math.max(0, Math.floor((after - (minutes[0]?.at ?? 0)) / minuteMs) - 1);
  for (let index = start; index < minutes.length && found.length < most; index += 1) {
    const one = minutes[index];
    if (!one || !isDay[one.dayIndex] || one.at + minuteMs <= after) continue;
    const times: number[] = [];
    if (rule.gap === 'run-after' && one.gapFrom !== undefined && leavesOut(one.gapFrom, one))
      times.push(one.at);
    const isTaken =
      rule.overlap === 'both' || (rule.overlap === 'first' ? !one.isRepetition : !one.isRepeated);
    if (isTaken && hours[one.hour] && inHour[one.minute]) {
      times.push(...seconds.map((value) => one.at + value * 1_000));
    }
    for (const time of new Set(times)) if (time > after) found.push(time);
  }
  return found.slice(0, most);

  /** Whether a minute that matches is not shown, on the day of the one after the gap. */
  function leavesOut(from: number, one: Minute): boolean {
    for (let time = from; time < one.hour * 60 + one.minute; time += 1) {
      if (hours[Math.floor(time / 60)] && inHour[time % 60]) return true;
    }
    return false;
  }
}

function matchesDay({ day, weekday, both }: Expression, year: number, month: number, date: number): boolean {
  const [byDay, byWeekday] = [day.matches(date, year, month), weekday.matches(date, year, month)];
  if (both || day.text === '*' || weekday.text === '*') return byDay && byWeekday;
  return byDay || byWeekday;
}
