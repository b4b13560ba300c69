import type { MissedPolicy, OverlapPolicy } from '../schedules.types.js';
import type { Slots } from '../slots/timing.types.js';
import { jitterOf } from './jitter.js';

export interface DueSchedule {
  readonly id: string;
  readonly slots: Slots;
  readonly jitterSeconds: number;
  readonly missed: MissedPolicy;
  readonly overlap: OverlapPolicy;
  readonly nextSlot: Date;
  /** Sessions that have not ended: those that may run, and those that wait for them. */
  readonly open: number;
  readonly waiting: number;
}

/** A session to be made. `waits`: until another ends. `skipped`: it ends at once, for the reason. */
export interface PlannedSession {
  readonly slot: Date;
  readonly waits?: boolean;
  readonly skipped?: 'overlap';
}

/** Slots in a row that become no session. */
export interface SkippedSlots {
  readonly slot: Date;
  readonly lastSlot: Date;
  readonly slots: number;
  readonly reason: 'missed';
}

export interface SchedulePlan {
  readonly sessions: readonly PlannedSession[];
  readonly skipped: SkippedSlots | undefined;
  /** Sessions that have not ended are cancelled. */
  readonly cancelsOpen: boolean;
  readonly nextSlot: Date | undefined;
  readonly nextRunAt: Date | undefined;
  readonly lastSlot: Date;
}

/** A slot that is acted upon within this time is not missed. */
export const graceMs = 60_000;
/** What is counted of skipped slots. */
export const mostCounted = 1_000;
const spans = [120_000, 3_600_000, 86_400_000, 31 * 86_400_000, Infinity] as const;
const mostListed = 90_000;

/** What is to be done about a schedule that is due at `now`, which is the database's. */
export function planFor(due: DueSchedule, now: Date): SchedulePlan {
  const { id, slots, jitterSeconds, missed, nextSlot } = due;
  const actsAt = (slot: Date): number =>
    jitterSeconds === 0
      ? slot.getTime()
      : slot.getTime() + jitterOf(id, slot, jitterSeconds, slots.next(slot));

  const lateMs = missed.policy === 'skip' ? graceMs : missed.windowSeconds * 1_000;
  const earliest = now.getTime() - lateMs;
  // A slot is late when it is acted upon late: its jitter is none of that.
  const from = new Date(Math.max(nextSlot.getTime(), earliest - jitterSeconds * 1_000));
  const most = missed.policy === 'latest' ? 1 : missed.policy === 'all' ? missed.most : mostCounted;
  const recent = lastSlots(slots, from, now, most + 1);
  const later = recent.filter((slot) => actsAt(slot) > now.getTime());
  const reached = recent.filter((slot) => actsAt(slot) >= earliest && actsAt(slot) <= now.getTime());
  const taken = reached.slice(-most);
  const next = later[0] ?? slots.next(now);
  const firstTaken = taken[0];
  return {
    ...overlapping(due, taken),
    skipped: skippedBefore(slots, nextSlot, firstTaken ?? later[0], now),
    nextSlot: next,
    nextRunAt: next && new Date(actsAt(next)),
    lastSlot: taken.at(-1) ?? new Date(Math.min(now.getTime(), (later[0]?.getTime() ?? Infinity) - 1)),
  };
}

/** The last `most` slots from `from` to `now`, both included, without looking at all when there are many. */
function lastSlots(slots: Slots, from: Date, now: Date, most: number): readonly Date[] {
  for (const span of spans) {
    const begin = Math.max(from.getTime(), now.getTime() - span);
    const found = slots.list(new Date(begin - 1), mostListed, now);
    if (found.length >= most || begin === from.getTime()) return found.slice(-most);
  }
  return [];
}

function skippedBefore(
  slots: Slots,
  first: Date,
  taken: Date | undefined,
  now: Date,
): SkippedSlots | undefined {
  const until = taken ? new Date(taken.getTime() - 1) : now;
  const found = slots.list(new Date(first.getTime() - 1), mostCounted, until);
  const last = found.at(-1);
  if (!last) return undefined;
  return { slot: first, lastSlot: last, slots: found.length, reason: 'missed' };
}

/** What the policy makes of slots while others have not ended. */
function overlapping(
  { overlap, open, waiting }: DueSchedule,
  taken: readonly Date[],
): Pick<SchedulePlan, 'sessions' | 'cancelsOpen'> {
  if (overlap === 'allow') return { sessions: taken.map((slot) => ({ slot })), cancelsOpen: false };
  if (overlap === 'cancel-previous') {
    const last = taken.length - 1;
    const sessions = taken.map((slot, index): PlannedSession =>
      index === last ? { slot } : { slot, skipped: 'overlap' },
    );
    return { sessions, cancelsOpen: taken.length > 0 && open + waiting > 0 };
  }
  let isFree = open === 0 && waiting === 0;
  let canWait = overlap === 'buffer-one' && waiting === 0;
  const sessions = taken.map((slot): PlannedSession => {
    if (isFree) {
      isFree = false;
      return { slot };
    }
    if (canWait) {
      canWait = false;
      return { slot, waits: true };
    }
    return { slot, skipped: 'overlap' };
  });
  return { sessions, cancelsOpen: false };
}
