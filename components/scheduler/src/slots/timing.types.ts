/** When a schedule is due: five to seven fields, names, `L`, `#`, `W`, `+`, or a nickname such as `@daily`. */
export interface CronRhythm {
  readonly kind: 'cron';
  readonly expression: string;
}

export const frequencyUnits = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type FrequencyUnit = (typeof frequencyUnits)[number];

/** Every so many units, counted from the anchor, which is itself a slot. */
export interface FrequencyRhythm {
  readonly kind: 'frequency';
  readonly every: number;
  readonly unit: FrequencyUnit;
  /** `elapsed`: a day is 24 hours. `civil`: a day is from a time on the clock to the same time the day after. */
  readonly counting: 'elapsed' | 'civil';
  readonly anchor: Date;
}

export type Rhythm = CronRhythm | FrequencyRhythm;

/**
 * What becomes of civil times that a change of the clock leaves out or repeats. Default as croner and Vixie cron do:
 * a rhythm with one time of day runs after the gap, and in the first of two equal times; one with several leaves out what
 * is in the gap and runs in both.
 */
export interface ClockChanges {
  readonly gap?: 'run-after' | 'skip' | undefined;
  readonly overlap?: 'first' | 'second' | 'both' | undefined;
}

/** Hours of the day in which slots are; `HH:MM`. From after `to` means over midnight. `from` is in, `to` is out. */
export interface ActiveHours {
  readonly from: string;
  readonly to: string;
}

/** Days without slots: `2026-12-24`, or `12-24` for every year; `to` is included and of the same kind. */
export interface Exclusion {
  readonly from: string;
  readonly to?: string | undefined;
}

/** Everything that decides which instants are slots. */
export interface Timing {
  readonly rhythm: Rhythm;
  /** IANA name. */
  readonly zone: string;
  /** A slot at this very instant counts. */
  readonly startsAt?: Date | undefined;
  /** A slot at this very instant does not count. */
  readonly endsAt?: Date | undefined;
  readonly activeHours?: ActiveHours | undefined;
  readonly exclusions?: readonly Exclusion[] | undefined;
  readonly clockChanges?: ClockChanges | undefined;
}

export interface Slots {
  /** The first slot after the instant, or none. */
  next(after: Date): Date | undefined;
  /** Slots after `after` and not after `until`, the earliest `most` of them. */
  list(after: Date, most: number, until?: Date): readonly Date[];
}
