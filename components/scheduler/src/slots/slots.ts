import { type ClockRule, nextInstant } from './civil-times.js';
import { cronTimes } from './cron.js';
import { civilFrequency, nextElapsed, periodOf } from './frequency.js';
import { filterOf } from './slot-filter.js';
import type { ClockChanges, Slots, Timing } from './timing.types.js';
import { type Zone, zoneOf } from './zone.js';

/** Slots that are thrown away before one is taken, and stretches without any that are jumped over. */
const mostTries = 20_000;
const mostJumps = 1_500;

/**
 * Which instants are slots, and nothing else: no clock is read, the zone of the process does not matter.
 * @throws {TypeError | RangeError} for what cannot be read; `checkTiming` says it nicely.
 */
export function createSlots(timing: Timing): Slots {
  const { startsAt, endsAt } = timing;
  const zone = zoneOf(timing.zone);
  const candidate = candidates(timing, zone);
  const filter = filterOf(timing, zone);

  const next = (after: Date): Date | undefined => {
    let at = Math.max(after.getTime(), startsAt ? startsAt.getTime() - 1 : -Infinity);
    for (let [tries, jumps] = [0, 0]; tries < mostTries && jumps < mostJumps; tries += 1) {
      const found = candidate(at);
      if (found === undefined || (endsAt && found >= endsAt.getTime())) return undefined;
      const elsewhere = filter(found);
      if (elsewhere === undefined) return new Date(found);
      if (elsewhere > found) jumps += 1;
      at = Math.max(found, elsewhere - 1);
    }
    return undefined;
  };

  return {
    next,
    list(after, most, until) {
      const found: Date[] = [];
      for (let at: Date | undefined = after; found.length < most;) {
        at = next(at);
        if (!at || (until && at > until)) break;
        found.push(at);
      }
      return found;
    },
  };
}

function candidates({ rhythm, clockChanges }: Timing, zone: Zone): (after: number) => number | undefined {
  if (rhythm.kind === 'frequency' && rhythm.counting === 'elapsed') {
    const [anchor, period] = [rhythm.anchor.getTime(), periodOf(rhythm)];
    return (after) => nextElapsed(anchor, period, after);
  }
  const times =
    rhythm.kind === 'cron'
      ? cronTimes(rhythm.expression)
      : civilFrequency(rhythm, rhythm.anchor.getTime() + zone.offsetAt(rhythm.anchor.getTime()));
  const rule = ruleFor(times.isFixed, clockChanges);
  return (after) => nextInstant(times, zone, rule, after);
}

function ruleFor(isFixed: boolean, { gap, overlap }: ClockChanges = {}): ClockRule {
  return {
    gap: gap ?? (isFixed ? 'run-after' : 'skip'),
    overlap: overlap ?? (isFixed ? 'first' : 'both'),
  };
}
