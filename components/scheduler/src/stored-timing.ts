import { createSlots } from './slots/slots.js';
import type { Slots, Timing } from './slots/timing.types.js';
import type { NewTiming } from './schedules.types.js';

/** A timing as JSON holds it: instants are RFC 3339. */
export interface StoredTiming extends Omit<Timing, 'rhythm' | 'startsAt' | 'endsAt'> {
  readonly rhythm:
    | { readonly kind: 'cron'; readonly expression: string }
    | (Omit<Extract<Timing['rhythm'], { kind: 'frequency' }>, 'anchor'> & { readonly anchor: string });
  readonly startsAt?: string;
  readonly endsAt?: string;
}

export function storeTiming({ rhythm, startsAt, endsAt, ...rest }: Timing): StoredTiming {
  return {
    ...rest,
    rhythm: rhythm.kind === 'cron' ? rhythm : { ...rhythm, anchor: rhythm.anchor.toISOString() },
    ...(startsAt && { startsAt: startsAt.toISOString() }),
    ...(endsAt && { endsAt: endsAt.toISOString() }),
  };
}

export function readTiming({ rhythm, startsAt, endsAt, ...rest }: StoredTiming): Timing {
  return {
    ...rest,
    rhythm: rhythm.kind === 'cron' ? rhythm : { ...rhythm, anchor: new Date(rhythm.anchor) },
    ...(startsAt !== undefined && { startsAt: new Date(startsAt) }),
    ...(endsAt !== undefined && { endsAt: new Date(endsAt) }),
  };
}

const made = new Map<string, Slots>();
const mostMade = 5_000;

/** Slots of a stored timing, by its JSON as the database writes it. Schedules of one timing share them. */
export function slotsOf(timing: string): Slots {
  const known = made.get(timing);
  if (known) return known;
  const slots = createSlots(readTiming(JSON.parse(timing) as StoredTiming));
  if (made.size >= mostMade) made.clear();
  made.set(timing, slots);
  return slots;
}

/** What a caller wrote; a frequency without anchor counts from its start, else from the next full second. */
export function timingFrom({ cron, frequency, ...rest }: NewTiming, now: Date): Timing {
  if (cron !== undefined) return { ...rest, rhythm: { kind: 'cron', expression: cron } };
  const { every = 1, unit = 'day', counting, anchor } = frequency ?? {};
  return {
    ...rest,
    rhythm: {
      kind: 'frequency',
      ...{ every, unit },
      counting: counting ?? (unit === 'minute' || unit === 'hour' ? 'elapsed' : 'civil'),
      anchor: anchor ?? rest.startsAt ?? new Date(Math.ceil(now.getTime() / 1_000) * 1_000),
    },
  };
}
