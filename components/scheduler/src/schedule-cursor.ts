import { jitterOf } from './scan/jitter.js';
import type { Cursor } from './schedules.repository.js';
import { createSlots } from './slots/slots.js';
import type { Timing } from './slots/timing.types.js';
import { tzdataVersion } from './slots/zone.js';

/** Where the clock of a schedule stands when everything up to `after` is decided. */
export function cursorFrom(id: string, timing: Timing, jitterSeconds: number, after: Date): Cursor {
  const slots = createSlots(timing);
  const nextSlot = slots.next(after);
  const tzdata = tzdataVersion();
  if (!nextSlot) return { nextSlot, nextRunAt: undefined, tzdata };
  const jitter = jitterSeconds === 0 ? 0 : jitterOf(id, nextSlot, jitterSeconds, slots.next(nextSlot));
  return { nextSlot, nextRunAt: new Date(nextSlot.getTime() + jitter), tzdata };
}
