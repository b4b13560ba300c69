import type { ActiveHours, Exclusion, Timing } from './timing.types.js';
import type { Zone } from './zone.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Undefined when the instant may be a slot; else an instant from which on to look further, or the instant itself. */
export type SlotFilter = (instant: number) => number | undefined;

/** Leaves out what is not in the active hours, and days that are excluded. */
export function filterOf({ activeHours, exclusions = [] }: Timing, zone: Zone): SlotFilter {
  // To ask a zone for its offset is dear.
  if (!activeHours && exclusions.length === 0) return () => undefined;
  const isOut = exclusions.length > 0 ? excludedDays(exclusions) : () => false;
  const hours = activeHours && hoursOf(activeHours);
  return (instant) => {
    const civil = instant + zone.offsetAt(instant);
    const midnight = Math.floor(civil / dayMs) * dayMs;
    if (isOut(midnight)) {
      let day = midnight + dayMs;
      // A year of excluded days is jumped over at once, and more in several goes.
      for (let days = 1; days < 366 && isOut(day); days += 1) day += dayMs;
      return before(day, instant, zone);
    }
    if (!hours || contains(hours, civil - midnight)) return undefined;
    const opens = midnight + hours.from;
    return before(opens > civil ? opens : opens + dayMs, instant, zone);
  };
}

/**
 * An instant at which the wall does not yet show `civil`, close to when it does: the clock may change in between, but
 * not twice.
 */
function before(civil: number, instant: number, zone: Zone): number {
  const first = civil - zone.offsetAt(instant);
  return Math.max(instant, Math.min(first, civil - zone.offsetAt(first)));
}

interface Hours {
  readonly from: number;
  readonly to: number;
}

function hoursOf({ from, to }: ActiveHours): Hours {
  return { from: timeOfDay(from), to: timeOfDay(to) };
}

function contains({ from, to }: Hours, time: number): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}

function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * minuteMs;
}

/** @returns whether the day that begins at a civil midnight is excluded. */
function excludedDays(exclusions: readonly Exclusion[]): (midnight: number) => boolean {
  const dated: [string, string][] = [];
  const yearly: [string, string][] = [];
  for (const { from, to = from } of exclusions) (from.length === 5 ? yearly : dated).push([from, to]);
  return (midnight) => {
    const day = new Date(midnight).toISOString().slice(0, 10);
    const inYear = day.slice(5);
    return (
      dated.some(([from, to]) => day >= from && day <= to) ||
      yearly.some(([from, to]) =>
        from <= to ? inYear >= from && inYear <= to : inYear >= from || inYear <= to,
      )
    );
  };
}
