import { ValidationFailed } from '@ashlar/errors';
import type {
  NewSchedule,
  NewTiming,
  Schedule,
  ScheduleChange,
  ScheduleOwner,
  Tick,
  TimingChange,
} from '../schedules.types.js';
import type { Timing } from '../slots/timing.types.js';
import {
  type CreateScheduleRequest,
  isEmail,
  type ListedScheduleResponse,
  type ScheduleResponse,
  type TickResponse,
  type UpdateScheduleRequest,
} from './schedule.dto.js';
import type { TimingChangeFields, TimingFields } from './timing.dto.js';

export const iso = (date: Date | undefined): string | null => date?.toISOString() ?? null;

export function presentSchedule(schedule: Schedule): ScheduleResponse {
  const { missed, retry, notify } = schedule;
  return {
    id: schedule.id,
    owner_type: schedule.owner.type,
    owner_id: schedule.owner.id,
    domain_id: schedule.domainId,
    name: schedule.name,
    description: schedule.description ?? null,
    run_kind: schedule.runKind,
    run_spec: schedule.runSpec,
    timing: presentTiming(schedule.timing),
    jitter_seconds: schedule.jitterSeconds,
    missed: { policy: missed.policy, most: missed.most, window_seconds: missed.windowSeconds },
    overlap: schedule.overlap,
    retry: { max_attempts: retry.maxAttempts, delay_seconds: retry.delaySeconds, factor: retry.factor },
    timeout_seconds: schedule.timeoutSeconds ?? null,
    max_failures: schedule.maxFailures ?? null,
    notify: { emails: [...notify.emails], on: [...notify.on] },
    state: schedule.state,
    state_reason: schedule.stateReason ?? null,
    state_since: iso(schedule.stateSince),
    version: schedule.version,
    created_at: schedule.createdAt.toISOString(),
    updated_at: schedule.updatedAt.toISOString(),
  };
}

export function presentListedSchedule(schedule: Schedule): ListedScheduleResponse {
  return {
    ...presentSchedule(schedule),
    next_slot: iso(schedule.nextSlot),
    next_run_at: iso(schedule.nextRunAt),
    last_slot: iso(schedule.lastSlot),
    failures: schedule.failures,
  };
}

function presentTiming({
  rhythm,
  startsAt,
  endsAt,
  activeHours,
  exclusions,
  clockChanges,
  zone,
}: Timing): TimingFields {
  return {
    ...(rhythm.kind === 'cron'
      ? { cron: rhythm.expression }
      : {
          frequency: {
            ...{ every: rhythm.every, unit: rhythm.unit, counting: rhythm.counting },
            anchor: rhythm.anchor.toISOString(),
          },
        }),
    zone,
    ...(startsAt && { starts_at: startsAt.toISOString() }),
    ...(endsAt && { ends_at: endsAt.toISOString() }),
    ...(activeHours && { active_hours: { from: activeHours.from, to: activeHours.to } }),
    ...(exclusions && {
      exclusions: exclusions.map(({ from, to }) => ({ from, ...(to !== undefined && { to }) })),
    }),
    ...(clockChanges && {
      clock_changes: {
        ...(clockChanges.gap && { gap: clockChanges.gap }),
        ...(clockChanges.overlap && { overlap: clockChanges.overlap }),
      },
    }),
  };
}

export function presentTick(tick: Tick): TickResponse {
  return {
    id: tick.id,
    slot: tick.slot.toISOString(),
    last_slot: tick.lastSlot.toISOString(),
    slots: tick.slots,
    outcome: tick.outcome,
    reason: tick.reason ?? null,
    session_id: tick.sessionId ?? null,
    created_at: tick.createdAt.toISOString(),
  };
}

const date = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);
const dateOrNull = (text: string | null | undefined): Date | null | undefined =>
  text === null ? null : date(text);

function toTiming({
  cron,
  frequency,
  starts_at,
  ends_at,
  active_hours,
  exclusions,
  clock_changes,
  zone,
}: TimingFields): NewTiming {
  if ((cron === undefined) === (frequency === undefined)) {
    throw refused('timing', 'rhythm', 'Either cron or frequency is needed');
  }
  return {
    ...{ cron, zone, exclusions, startsAt: date(starts_at), endsAt: date(ends_at) },
    frequency: frequency && { ...frequency, anchor: date(frequency.anchor) },
    ...{ activeHours: active_hours, clockChanges: clock_changes },
  };
}

function toTimingChange(change: TimingChangeFields): TimingChange {
  const { cron, frequency, zone, exclusions } = change;
  if (cron !== undefined && frequency !== undefined) {
    throw refused('timing', 'rhythm', 'Either cron or frequency is needed');
  }
  return {
    ...{ cron, zone, exclusions },
    frequency: frequency && { ...frequency, anchor: date(frequency.anchor) },
    startsAt: dateOrNull(change.starts_at),
    endsAt: dateOrNull(change.ends_at),
    activeHours: change.active_hours,
    clockChanges: change.clock_changes,
  };
}

/** The owner that is named; undefined when none is. */
export function toOwner({
  owner_type: type,
  owner_id: id,
}: Pick<CreateScheduleRequest, 'owner_type' | 'owner_id'>): ScheduleOwner | undefined {
  if (type !== undefined && id !== undefined) return { type, id };
  if (type === undefined && id === undefined) return undefined;
  throw refused('owner_id', 'together', 'owner_type and owner_id are given together');
}

export function toNewSchedule(body: CreateScheduleRequest, callerId: string): NewSchedule {
  const { missed, retry } = body;
  const owner = toOwner(body) ?? { type: 'user', id: callerId };
  assertEmails(body.notify.emails);
  return {
    ...{ owner, name: body.name, description: body.description, runKind: body.run_kind },
    ...{ runSpec: body.run_spec, timing: toTiming(body.timing), jitterSeconds: body.jitter_seconds },
    missed: { policy: missed.policy, most: missed.most, windowSeconds: missed.window_seconds },
    overlap: body.overlap,
    retry: { maxAttempts: retry.max_attempts, delaySeconds: retry.delay_seconds, factor: retry.factor },
    ...{ timeoutSeconds: body.timeout_seconds, maxFailures: body.max_failures, notify: body.notify },
  };
}

export function toScheduleChange(body: UpdateScheduleRequest): ScheduleChange {
  const { missed, retry } = body;
  if (body.notify?.emails) assertEmails(body.notify.emails);
  return {
    ...{ name: body.name, description: body.description, runKind: body.run_kind, runSpec: body.run_spec },
    timing: body.timing && toTimingChange(body.timing),
    jitterSeconds: body.jitter_seconds,
    missed: missed && { policy: missed.policy, most: missed.most, windowSeconds: missed.window_seconds },
    overlap: body.overlap,
    retry: retry && {
      ...{ maxAttempts: retry.max_attempts, delaySeconds: retry.delay_seconds, factor: retry.factor },
    },
    ...{ timeoutSeconds: body.timeout_seconds, maxFailures: body.max_failures, notify: body.notify },
  };
}

function assertEmails(emails: readonly string[]): void {
  if (!emails.every(isEmail)) throw refused('notify/emails', 'email', 'emails must hold addresses only');
}

function refused(at: string, rule: string, message: string): Error {
  const errors = [{ pointer: `#/body/${at}`, field: at.replace('/', '.'), rule, message }];
  return new ValidationFailed(message, { details: { errors } });
}
