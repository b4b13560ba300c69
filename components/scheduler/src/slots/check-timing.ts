import { cronTimes } from './cron.js';
import { createSlots } from './slots.js';
import type { Exclusion, Timing } from './timing.types.js';
import { isZone } from './zone.js';

export interface TimingFault {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

const time = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Everything that is wrong with a timing, in words for who wrote it; empty when it has at least one slot after `now`.
 * A timing that never fires is wrong.
 */
export function checkTiming(timing: Timing, now: Date): readonly TimingFault[] {
  const { rhythm, startsAt, endsAt, activeHours, exclusions = [] } = timing;
  const faults: TimingFault[] = [];
  const add = (field: string, rule: string, message: string): void =>
    void faults.push({ field, rule, message });

  if (!isZone(timing.zone)) add('zone', 'zone', `There is no time zone "${timing.zone}"`);
  if (rhythm.kind === 'cron') {
    try {
      if (cronTimes(rhythm.expression).next(now.getTime() - 86_400_000) === undefined) {
        add('cron', 'never', 'The cron expression names no date that is still to come, such as 30 February');
      }
    } catch (error) {
      add('cron', 'cron', error instanceof Error ? error.message : String(error));
    }
  } else if (rhythm.unit === 'month' && rhythm.counting === 'elapsed') {
    add('frequency.counting', 'months', 'Months differ in length: count them as civil');
  }
  if (activeHours) {
    for (const end of ['from', 'to'] as const) {
      if (!time.test(activeHours[end])) add(`active_hours.${end}`, 'time', `${end} must be HH:MM`);
    }
    if (activeHours.from === activeHours.to) {
      add('active_hours', 'empty', 'The active hours begin and end at the same time');
    }
  }
  exclusions.forEach((exclusion, index) => {
    const fault = exclusionFault(exclusion);
    if (fault !== undefined) add(`exclusions.${index}`, 'exclusion', fault);
  });
  if (startsAt && endsAt && endsAt <= startsAt) add('ends_at', 'order', 'ends_at must be after starts_at');
  else if (endsAt && endsAt <= now) add('ends_at', 'past', 'ends_at has passed');
  if (faults.length > 0) return faults;

  if (createSlots(timing).next(now) === undefined) {
    add(
      rhythm.kind,
      'never',
      'This would never run: no slot is left between start, end, active hours and exclusions',
    );
  }
  return faults;
}

function exclusionFault({ from, to = from }: Exclusion): string | undefined {
  if (!isDay(from) || !isDay(to)) return 'An exclusion is a day such as 2026-12-24, or 12-24 for every year';
  if (from.length !== to.length) return 'Both ends of an exclusion have a year, or neither';
  if (from.length === 10 && to < from) return 'An exclusion ends after it begins';
  return undefined;
}

function isDay(text: string): boolean {
  // 2024 has every day that a year can have.
  const full = /^\d{2}-\d{2}$/.test(text) ? `2024-${text}` : text;
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(full)) return false;
  const date = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(full);
}
