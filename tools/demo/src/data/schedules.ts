import type { SourceJob } from './organisation.types.js';

const units: Readonly<Record<string, number>> = { h: 3_600, m: 60, s: 1 };

/** Seconds of a text such as `4h30m`. @throws TypeError for anything else. */
export function secondsOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)([hms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new TypeError(`${text} is no duration`);
  return parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 1), 0);
}

/** When a job runs: by a cron expression, or every so many seconds. */
export type Rhythm = { readonly cron: string } | { readonly everySeconds: number };

/** A minimum interval counts as a fixed one. */
export function rhythmOf({ name, cron, interval, minimum_interval: minimum }: SourceJob): Rhythm {
  if (cron !== undefined) return { cron };
  const text = interval ?? minimum;
  if (text === undefined) throw new TypeError(`${name} does not say when it runs`);
  return { everySeconds: secondsOf(text) };
}

const largest = [59, 23, 31, 12, 6];

/**
 * As Ashlar reads it: a step has a range. Some crons take `1/3` for every third from 1 on, others for 1 alone, so that
 * Ashlar refuses it; where these jobs come from it is the former.
 */
export function withRanges(cron: string): string {
  return cron
    .trim()
    .split(/\s+/)
    .map((field, index) => field.replaceAll(/(^|,)(\d+)\/(\d+)/g, `$1$2-${largest[index]}/$3`))
    .join(' ');
}

/** Whether there is a day for it at all: some jobs are switched off by a 31st of February. */
export function everComes(rhythm: Rhythm): boolean {
  if (!('cron' in rhythm)) return true;
  const fields = readCron(rhythm.cron);
  // Eight years have every day that there is.
  const days = [...Array(8 * 366).keys()].map((day) => new Date(Date.UTC(2024, 0, 1) + day * dayMs));
  return days.some((day) => isDay(fields, dateOf(day)));
}

const dateOf = (day: Date) => ({
  month: day.getUTCMonth() + 1,
  day: day.getUTCDate(),
  weekday: day.getUTCDay(),
});

export interface Range {
  /** Included. */
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}

/** The week before the one of this day, Monday to Monday in UTC. */
export function lastWeek(now: Date): Range {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const monday = midnight - ((now.getUTCDay() + 6) % 7) * dayMs;
  return { from: new Date(monday - 7 * dayMs), to: new Date(monday) };
}

export const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * Every slot of a range, in ms, found by looking at each of its minutes: slow, and as simple as a calendar on a wall. It
 * shares nothing with what computes slots in Ashlar. Intervals count from the beginning of the range.
 */
export function countedSlots(rhythm: Rhythm, { from, to }: Range, zone = 'UTC'): readonly number[] {
  const slots: number[] = [];
  if ('everySeconds' in rhythm) {
    for (let at = from.getTime(); at < to.getTime(); at += rhythm.everySeconds * 1_000) slots.push(at);
    return slots;
  }
  const fields = readCron(rhythm.cron);
  const isOnceADay = fields.minute.size === 1 && fields.hour.size === 1;
  const first = new Set<string>();
  for (const wall of minutesOf({ from, to }, zone)) {
    if (!isDay(fields, wall)) continue;
    if (isOnceADay) {
      // One time of day runs once a day: the first of two equal times, and after a gap that swallows it.
      const [minute = 0] = fields.minute;
      const [hour = 0] = fields.hour;
      const isPast = wall.hour * 60 + wall.minute >= hour * 60 + minute;
      const day = `${wall.month}-${wall.day}`;
      if (!isPast || first.has(day)) continue;
      first.add(day);
      // What was past when the range began is of before.
      if (wall.isFirst && wall.hour * 60 + wall.minute > hour * 60 + minute) continue;
      slots.push(wall.at);
    } else if (fields.minute.has(wall.minute) && fields.hour.has(wall.hour)) slots.push(wall.at);
  }
  return slots;
}

interface Wall {
  readonly at: number;
  readonly isFirst: boolean;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

function* minutesOf({ from, to }: Range, zone: string): Generator<Wall> {
  const offsetOf = offsets(zone);
  for (let at = from.getTime(); at < to.getTime(); at += minuteMs) {
    const wall = new Date(at + offsetOf(at));
    yield {
      at,
      isFirst: at === from.getTime(),
      month: wall.getUTCMonth() + 1,
      day: wall.getUTCDate(),
      weekday: wall.getUTCDay(),
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
    };
  }
}

/** How far the clocks of a zone are ahead, in ms; clocks change at quarters of an hour. */
export function offsets(zone: string): (at: number) => number {
  if (zone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric' },
  });
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / 900_000);
    const offset = known.get(quarter);
    if (offset !== undefined) return offset;
    const parts = Object.fromEntries(
      format.formatToParts(quarter * 900_000).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
    const found = Date.UTC(year, month - 1, day, hour, minute) - quarter * 900_000;
    known.set(quarter, found);
    return found;
  };
}

/** The last change of the clocks of a zone before a day that puts them forward or back, if there was one within a year. */
export function lastChange(zone: string, direction: 'forward' | 'back', now: Date): Date | undefined {
  const offsetOf = offsets(zone);
  const quarter = 900_000;
  for (
    let at = Math.floor(now.getTime() / quarter) * quarter;
    at > now.getTime() - 370 * dayMs;
    at -= quarter
  ) {
    const change = offsetOf(at) - offsetOf(at - quarter);
    if (direction === 'forward' ? change > 0 : change < 0) return new Date(at);
  }
  return undefined;
}

interface CronFields {
  readonly minute: ReadonlySet<number>;
  readonly hour: ReadonlySet<number>;
  readonly day: ReadonlySet<number>;
  readonly month: ReadonlySet<number>;
  readonly weekday: ReadonlySet<number>;
  readonly isAnyDay: boolean;
  readonly isAnyWeekday: boolean;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function readCron(expression: string): CronFields {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== 5) throw new TypeError(`${expression} has not five fields`);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = parts;
  return {
    minute: readField(minute, 0, 59),
    hour: readField(hour, 0, 23),
    day: readField(day, 1, 31),
    month: readField(month, 1, 12, months, 1),
    weekday: new Set([...readField(weekday, 0, 7, weekdays, 0)].map((number) => number % 7)),
    isAnyDay: day.startsWith('*'),
    isAnyWeekday: weekday.startsWith('*'),
  };
}

function readField(
  text: string,
  least: number,
  most: number,
  names: readonly string[] = [],
  firstName = 0,
): ReadonlySet<number> {
  const numberOf = (word: string): number => {
    const index = names.indexOf(word.toUpperCase());
    const number = index >= 0 ? index + firstName : Number(word);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new TypeError(`${word} cannot be read`);
    return number;
  };
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const begin = range === '*' ? least : numberOf(from);
    const end = range === '*' ? most : to !== undefined ? numberOf(to) : step === undefined ? begin : most;
    for (let number = begin; number <= end; number += Number(step ?? 1)) found.add(number);
  }
  return found;
}

/** Day of month and day of week: either, when both are said. */
function isDay(
  { day, month, weekday, isAnyDay, isAnyWeekday }: CronFields,
  wall: Pick<Wall, 'month' | 'day' | 'weekday'>,
): boolean {
  if (!month.has(wall.month)) return false;
  const [byDay, byWeekday] = [day.has(wall.day), weekday.has(wall.weekday)];
  return isAnyDay || isAnyWeekday ? byDay && byWeekday : byDay || byWeekday;
}
