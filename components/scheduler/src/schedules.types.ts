import type { RunLink, RunSpec } from '@ashlar/runs';
import type { ActiveHours, ClockChanges, Exclusion, Timing } from './slots/timing.types.js';

export const ownerTypes = ['user', 'group', 'project'] as const;
export type ScheduleOwnerType = (typeof ownerTypes)[number];

export interface ScheduleOwner {
  readonly type: ScheduleOwnerType;
  readonly id: string;
}

/** What becomes of slots that nobody acted upon in time. */
export interface MissedPolicy {
  /** `skip`: none that is more than a minute late. `latest`: the last one. `all`: the last `most` of them. */
  readonly policy: 'skip' | 'latest' | 'all';
  readonly most: number;
  /** Seconds; what is later than that is skipped in any case. */
  readonly windowSeconds: number;
}

/** What becomes of a slot while a session of the schedule has not ended. */
export const overlapPolicies = ['allow', 'skip', 'buffer-one', 'cancel-previous'] as const;
export type OverlapPolicy = (typeof overlapPolicies)[number];

export interface RetryPolicy {
  /** The first one included; 1 to 20. */
  readonly maxAttempts: number;
  readonly delaySeconds: number;
  /** Each further delay is so many times the one before. */
  readonly factor: number;
}

export const outcomes = ['succeeded', 'failed', 'cancelled', 'skipped'] as const;
export type Outcome = (typeof outcomes)[number];

/** Who is told by mail, of which ends. Events are published for every end. */
export interface Notify {
  readonly emails: readonly string[];
  readonly on: readonly Outcome[];
}

export interface ScheduleSettings {
  readonly name: string;
  readonly description?: string | undefined;
  readonly runKind: string;
  readonly runSpec: RunSpec;
  readonly timing: Timing;
  /** Seconds by which a slot may be put off, evenly; never beyond the next one. */
  readonly jitterSeconds: number;
  readonly missed: MissedPolicy;
  readonly overlap: OverlapPolicy;
  readonly retry: RetryPolicy;
  /** Of one attempt, from its launch. */
  readonly timeoutSeconds?: number | undefined;
  readonly maxFailures?: number | undefined;
  readonly notify: Notify;
}

export type ScheduleState = 'active' | 'paused' | 'disabled';

export interface Schedule extends ScheduleSettings {
  readonly id: string;
  readonly owner: ScheduleOwner;
  readonly domainId: string;
  readonly state: ScheduleState;
  /** Why it is paused, or was disabled. */
  readonly stateReason: string | undefined;
  readonly stateSince: Date | undefined;
  readonly nextSlot: Date | undefined;
  /** Later than the slot by the jitter. */
  readonly nextRunAt: Date | undefined;
  readonly lastSlot: Date | undefined;
  readonly failures: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A timing as callers write it: a frequency may leave its anchor to the start, or to now. */
export interface NewTiming {
  readonly cron?: string | undefined;
  readonly frequency?:
    | {
        readonly every: number;
        readonly unit: 'minute' | 'hour' | 'day' | 'week' | 'month';
        readonly counting?: 'elapsed' | 'civil' | undefined;
        readonly anchor?: Date | undefined;
      }
    | undefined;
  readonly zone: string;
  readonly startsAt?: Date | undefined;
  readonly endsAt?: Date | undefined;
  readonly activeHours?: ActiveHours | undefined;
  readonly exclusions?: readonly Exclusion[] | undefined;
  readonly clockChanges?: ClockChanges | undefined;
}

export interface NewSchedule extends Omit<ScheduleSettings, 'timing' | 'runSpec'> {
  readonly owner: ScheduleOwner;
  readonly timing: NewTiming;
  readonly runSpec: unknown;
}

/** What changes of a timing. A cron expression takes the place of a frequency, and a frequency of a cron expression. */
export interface TimingChange {
  readonly cron?: string | undefined;
  readonly frequency?: Partial<NonNullable<NewTiming['frequency']>> | undefined;
  readonly zone?: string | undefined;
  readonly startsAt?: Date | null | undefined;
  readonly endsAt?: Date | null | undefined;
  readonly activeHours?: Partial<ActiveHours> | null | undefined;
  readonly exclusions?: readonly Exclusion[] | null | undefined;
  readonly clockChanges?: ClockChanges | null | undefined;
}

/** Absent keeps, null clears. */
export interface ScheduleChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly runKind?: string | undefined;
  /** As a whole. */
  readonly runSpec?: unknown;
  readonly timing?: TimingChange | undefined;
  readonly jitterSeconds?: number | undefined;
  readonly missed?: Partial<MissedPolicy> | undefined;
  readonly overlap?: OverlapPolicy | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  readonly timeoutSeconds?: number | null | undefined;
  readonly maxFailures?: number | null | undefined;
  readonly notify?: Partial<Notify> | undefined;
}

export interface ScheduleFilter {
  readonly keyword?: string | undefined;
  readonly state?: ScheduleState | undefined;
  readonly ownerType?: ScheduleOwnerType | undefined;
  readonly ownerId?: string | undefined;
  readonly runKind?: string | undefined;
}

export const openStates = ['pending', 'claimed', 'launching', 'running'] as const;
export const sessionStates = [...openStates, ...outcomes] as const;
export type SessionState = (typeof sessionStates)[number];

/** One line of what happened to a session. */
export interface JournalEntry {
  /** RFC 3339. */
  readonly at: string;
  readonly state: SessionState;
  readonly attempt: number;
  readonly message?: string | undefined;
}

/** What one slot of a schedule became. */
export interface ScheduledSession {
  readonly id: string;
  readonly scheduleId: string;
  readonly slot: Date;
  readonly origin: 'schedule' | 'run-now' | 'backfill';
  readonly state: SessionState;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly attempt: number;
  readonly runKind: string | undefined;
  readonly externalId: string | undefined;
  readonly raw: string | undefined;
  readonly links: readonly RunLink[];
  readonly cancelAsked: boolean;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly createdAt: Date;
}

export interface SessionFilter {
  readonly scheduleId?: string | undefined;
  readonly states?: readonly SessionState[] | undefined;
  readonly slotFrom?: Date | undefined;
  readonly slotTo?: Date | undefined;
}

/** What a scan decided about one slot, or about several in a row that it skipped. */
export interface Tick {
  readonly id: string;
  readonly slot: Date;
  readonly lastSlot: Date;
  readonly slots: number;
  readonly outcome: 'created' | 'skipped';
  readonly reason: string | undefined;
  readonly sessionId: string | undefined;
  readonly createdAt: Date;
}
