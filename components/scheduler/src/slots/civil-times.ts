import { lastYear, type Stretch, type Zone } from './zone.js';

/** Times on the clock on a wall, as ms since 1970 as if the wall were in UTC. */
export interface CivilTimes {
  /** The first after the given one. */
  next(after: number): number | undefined;
  /** One time of day at most: a gap delays it, and of two equal times it takes one. */
  readonly isFixed: boolean;
}

export interface ClockRule {
  readonly gap: 'run-after' | 'skip';
  readonly overlap: 'first' | 'second' | 'both';
}

const dayMs = 86_400_000;
/** More than any civil time is away from UTC, with some room. */
const reachMs = 26 * 3_600_000;

/**
 * The first instant after the given one at which the wall shows one of the times. Walks over stretches of one offset, in
 * each of which the wall runs evenly; what a change leaves out or repeats is decided where two of them meet.
 */
export function nextInstant(
  times: CivilTimes,
  zone: Zone,
  rule: ClockRule,
  after: number,
): number | undefined {
  let at = after;
  for (;;) {
    if (new Date(at).getUTCFullYear() > lastYear) return undefined;
    const stretch = zone.stretchAt(at + 1);
    const { start, end, offset, offsetAfter } = stretch;
    if (at < start && rule.gap === 'run-after' && endsGapFor(times, stretch)) return start;
    const civil = times.next(firstOf(stretch, rule, at + offset));
    // Of two equal times the second: what the next stretch repeats is left to it.
    const limit = rule.overlap === 'second' ? end + Math.min(offset, offsetAfter) : end + offset;
    if (civil !== undefined && civil < limit) return civil - offset;
    const isRepeated = offsetAfter < offset;
    if (civil === undefined && !isRepeated) return undefined;
    at = isRepeated || civil === undefined ? end - 1 : Math.max(end - 1, civil - reachMs);
  }
}

/** Of two equal times the first: what the stretch repeats has been. */
function firstOf({ start, offset, offsetBefore }: Stretch, { overlap }: ClockRule, from: number): number {
  return overlap === 'first' ? Math.max(from, start + Math.max(offset, offsetBefore) - 1) : from;
}

/** Whether a time falls into the gap at the start, on the day on which the gap ends: a day that is left out has none. */
function endsGapFor(times: CivilTimes, { start, offset, offsetBefore }: Stretch): boolean {
  if (offset <= offsetBefore) return false;
  const [gapStart, gapEnd] = [start + offsetBefore, start + offset];
  const midnight = Math.floor(gapEnd / dayMs) * dayMs;
  const civil = times.next(Math.max(gapStart, midnight) - 1);
  return civil !== undefined && civil < gapEnd;
}
