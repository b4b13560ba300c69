import { Cron } from 'croner';
import type { CivilTimes } from './civil-times.js';
import { lastYear } from './zone.js';

const nicknames = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);
const compiled = new Map<string, CivilTimes>();
const mostCompiled = 2_000;

/** @throws {TypeError} whose message can be shown to who wrote the expression. */
export function cronTimes(expression: string): CivilTimes {
  const text = expression.trim().replaceAll(/\s+/g, ' ');
  const known = compiled.get(text);
  if (known) return known;
  const times = compile(text);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(text, times);
  return times;
}

function compile(text: string): CivilTimes {
  const fields = text.split(' ');
  // Croner would also take a date for a pattern.
  if (!nicknames.has(text.toLowerCase()) && (fields.length < 5 || fields.length > 7)) {
    throw new TypeError(`A cron expression has five, six or seven fields, this one has ${fields.length}`);
  }
  let cron: Cron;
  try {
    // The wall is read as UTC; zones are our own matter.
    cron = new Cron(withEveryField(fields), { utcOffset: 0, paused: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    throw new TypeError(`The cron expression cannot be read: ${reason}`, { cause: error });
  }
  return {
    next: (after) => cron.nextRun(new Date(after))?.getTime(),
    isFixed: isFixed(text, fields),
  };
}

/** The last value of each field, from the second on. */
const lasts = [59, 59, 23, 31, 12, 6, lastYear];

/** `1/3` is from 1 on every third, as other crons have it; croner wants the end said. */
function withEnd(field: string, last: number): string {
  return field.replaceAll(/(?<=^|,)(\d+)\/(\d+)(?=$|,)/g, (text, from: string, step: string) => {
    if (Number(step) === 0 || Number(from) > last) return text;
    return Number(from) + Number(step) > last ? from : `${from}-${last}/${step}`;
  });
}

/** What never comes is looked for until the last year: without one, that takes most of a second. */
function withEveryField(fields: readonly string[]): string {
  if (fields.length < 5) return fields.join(' ');
  const [second, year] = [fields.length > 5 ? [] : ['0'], fields.length > 6 ? [] : [`1970-${lastYear}`]];
  return [...second, ...fields, ...year].map((field, index) => withEnd(field, lasts[index] ?? 0)).join(' ');
}

/** One second, one minute and one hour. */
function isFixed(text: string, fields: readonly string[]): boolean {
  if (text.startsWith('@')) return text.toLowerCase() !== '@hourly';
  return fields.slice(0, fields.length === 5 ? 2 : 3).every((field) => /^\d+$/.test(field));
}
