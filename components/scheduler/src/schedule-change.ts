import type { RunKinds } from '@ashlar/runs';
import type {
  NewTiming,
  Schedule,
  ScheduleChange,
  ScheduleSettings,
  TimingChange,
} from './schedules.types.js';
import type { Timing } from './slots/timing.types.js';

/**
 * The settings of a schedule after a change.
 * @param checked makes a timing of what is written, or throws.
 */
export function changedSettings(
  before: Schedule,
  change: ScheduleChange,
  kinds: RunKinds,
  checked: (timing: NewTiming) => Timing,
): ScheduleSettings {
  const runKind = change.runKind ?? before.runKind;
  const isOtherRun = change.runKind !== undefined || change.runSpec !== undefined;
  return {
    name: change.name ?? before.name,
    description: cleared(change.description, before.description),
    runKind,
    runSpec: isOtherRun ? kinds.get(runKind).parse(change.runSpec ?? before.runSpec) : before.runSpec,
    timing: change.timing ? checked(changedTiming(before.timing, change.timing)) : before.timing,
    jitterSeconds: change.jitterSeconds ?? before.jitterSeconds,
    missed: { ...before.missed, ...given(change.missed) },
    overlap: change.overlap ?? before.overlap,
    retry: { ...before.retry, ...given(change.retry) },
    timeoutSeconds: cleared(change.timeoutSeconds, before.timeoutSeconds),
    maxFailures: cleared(change.maxFailures, before.maxFailures),
    notify: { ...before.notify, ...given(change.notify) },
  };
}

function changedTiming({ rhythm, ...before }: Timing, change: TimingChange): NewTiming {
  const { cron, frequency } = change;
  const old = rhythm.kind === 'frequency' ? rhythm : undefined;
  const { every = 1, unit = 'day', counting, anchor } = { ...old, ...given(frequency) };
  const isCron = cron !== undefined || (rhythm.kind === 'cron' && frequency === undefined);
  const hours = { ...before.activeHours, ...given(change.activeHours ?? undefined) };
  return {
    ...(isCron
      ? { cron: cron ?? (rhythm.kind === 'cron' ? rhythm.expression : '') }
      : { frequency: { every, unit, counting, anchor } }),
    zone: change.zone ?? before.zone,
    startsAt: cleared(change.startsAt, before.startsAt),
    endsAt: cleared(change.endsAt, before.endsAt),
    activeHours:
      change.activeHours === null || (!change.activeHours && !before.activeHours)
        ? undefined
        : { from: hours.from ?? '', to: hours.to ?? '' },
    exclusions: cleared(change.exclusions, before.exclusions),
    clockChanges:
      change.clockChanges === null ? undefined : { ...before.clockChanges, ...given(change.clockChanges) },
  };
}

function cleared<T>(change: T | null | undefined, before: T | undefined): T | undefined {
  return change === undefined ? before : (change ?? undefined);
}

/** Without what is absent, which would hide what was there. */
function given<T extends object>(change: T | undefined): Partial<T> {
  const entries = Object.entries(change ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
