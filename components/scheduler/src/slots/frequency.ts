import type { CivilTimes } from './civil-times.js';
import type { FrequencyRhythm, FrequencyUnit } from './timing.types.js';

const lengths: Readonly<Record<Exclude<FrequencyUnit, 'month'>, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Ms between two slots. Months have no length of their own. */
export function periodOf({ every, unit }: FrequencyRhythm): number {
  if (unit === 'month') throw new TypeError('Months differ in length: count them as civil months');
  return every * lengths[unit];
}

/** The first of `anchor + k * period` (k from 0) after the instant. */
export function nextElapsed(anchor: number, period: number, after: number): number {
  return after < anchor ? anchor : anchor + (Math.floor((after - anchor) / period) + 1) * period;
}

/** @param anchor civil time of slot 0. */
export function civilFrequency(rhythm: FrequencyRhythm, anchor: number): CivilTimes {
  const { every, unit } = rhythm;
  const isFixed = unit !== 'minute' && unit !== 'hour';
  if (unit !== 'month') {
    const period = periodOf(rhythm);
    return { isFixed, next: (after) => nextElapsed(anchor, period, after) };
  }
  return {
    isFixed,
    next(after) {
      if (after < anchor) return anchor;
      const [from, to] = [new Date(anchor), new Date(after)];
      const months =
        (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
      let turn = Math.max(0, Math.floor(months / every));
      while (addMonths(anchor, turn * every) <= after) turn += 1;
      return addMonths(anchor, turn * every);
    },
  };
}

/** The same day of a later month, or its last day when it is shorter. */
function addMonths(civil: number, months: number): number {
  const date = new Date(civil);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const day = Math.min(date.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
  return Date.UTC(year, month, day) + (civil % 86_400_000);
}
