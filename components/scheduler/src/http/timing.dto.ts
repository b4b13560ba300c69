import { EnumField, IntegerField, ObjectField, ObjectListField, StringField, TimeField } from '@ashlar/http';
import { type FrequencyUnit, frequencyUnits } from '../slots/timing.types.js';

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

export class FrequencyFields {
  @IntegerField({ description: 'Every so many units.', min: 1, max: 100_000, default: 1 })
  every!: number;

  @EnumField({ description: 'The unit.', values: frequencyUnits, example: 'hour' })
  unit!: FrequencyUnit;

  @EnumField({
    description:
      'Whether a day is 24 hours, or from a time on the clock to the same time the day after. Months are civil. Default: minutes and hours elapse.',
    values: ['elapsed', 'civil'],
    optional: true,
  })
  counting?: 'elapsed' | 'civil';

  @TimeField({
    description: 'A slot from which the others are counted. Default: the start, else now.',
    optional: true,
  })
  anchor?: string;
}

export class FrequencyChange {
  @IntegerField({ description: 'Every so many units.', min: 1, max: 100_000, optional: true })
  every?: number;

  @EnumField({ description: 'The unit.', values: frequencyUnits, optional: true })
  unit?: FrequencyUnit;

  @EnumField({
    description: 'What a day, week or month is.',
    values: ['elapsed', 'civil'],
    optional: true,
  })
  counting?: 'elapsed' | 'civil';

  @TimeField({ description: 'A slot from which the others are counted.', optional: true })
  anchor?: string;
}

export class ActiveHoursFields {
  @StringField({
    description: 'First minute; after `to` it means over midnight.',
    maxLength: 5,
    pattern: timeOfDay,
    example: '08:00',
  })
  from!: string;

  @StringField({
    description: 'First minute that is not in.',
    maxLength: 5,
    pattern: timeOfDay,
    example: '20:00',
  })
  to!: string;
}

export class ExclusionFields {
  @StringField({
    description: 'First day, `YYYY-MM-DD` or `MM-DD` for every year.',
    minLength: 5,
    maxLength: 10,
  })
  from!: string;

  @StringField({
    description: 'Last day, included. Default: the first.',
    minLength: 5,
    maxLength: 10,
    optional: true,
  })
  to?: string;
}

export class ClockChangesFields {
  @EnumField({
    description: 'Times that a change of the clock leaves out: run right after it, or not at all.',
    values: ['run-after', 'skip'],
    optional: true,
  })
  gap?: 'run-after' | 'skip';

  @EnumField({
    description: 'Times that a change of the clock repeats.',
    values: ['first', 'second', 'both'],
    optional: true,
  })
  overlap?: 'first' | 'second' | 'both';
}

export class TimingFields {
  @StringField({
    description:
      'Five to seven fields (seconds first, the year last), with names, `L`, `#`, `W` and `+`, or `@daily` and the like. Either this or a frequency.',
    maxLength: 200,
    optional: true,
    example: '30 2 * * MON-FRI',
  })
  cron?: string;

  @ObjectField(() => FrequencyFields, {
    description: 'Every so often. Either this or `cron`.',
    optional: true,
  })
  frequency?: FrequencyFields;

  @StringField({ description: 'IANA name of a time zone.', maxLength: 100, example: 'Europe/Berlin' })
  zone!: string;

  @TimeField({ description: 'No slot before it.', optional: true })
  starts_at?: string;

  @TimeField({ description: 'No slot from it on.', optional: true })
  ends_at?: string;

  @ObjectField(() => ActiveHoursFields, {
    description: 'Slots are in these hours of the day only.',
    optional: true,
  })
  active_hours?: ActiveHoursFields;

  @ObjectListField(() => ExclusionFields, {
    description: 'Days without slots.',
    maxItems: 200,
    optional: true,
  })
  exclusions?: ExclusionFields[];

  @ObjectField(() => ClockChangesFields, {
    description:
      'Default: what has one time of day runs after a gap and once in two equal times; what has several, not and twice.',
    optional: true,
  })
  clock_changes?: ClockChangesFields;
}

export class TimingChangeFields {
  @StringField({
    description: 'Takes the place of a frequency.',
    maxLength: 200,
    optional: true,
    example: '0 3 * * *',
  })
  cron?: string;

  @ObjectField(() => FrequencyChange, { description: 'Takes the place of `cron`.', optional: true })
  frequency?: FrequencyChange;

  @StringField({ description: 'IANA name of a time zone.', maxLength: 100, optional: true })
  zone?: string;

  @TimeField({ description: 'No slot before it; null clears.', optional: true, nullable: true })
  starts_at?: string | null;

  @TimeField({ description: 'No slot from it on; null clears.', optional: true, nullable: true })
  ends_at?: string | null;

  @ObjectField(() => ActiveHoursFields, { description: 'Null clears.', optional: true, nullable: true })
  active_hours?: ActiveHoursFields | null;

  @ObjectListField(() => ExclusionFields, {
    description: 'All of them; null clears.',
    maxItems: 200,
    optional: true,
    nullable: true,
  })
  exclusions?: ExclusionFields[] | null;

  @ObjectField(() => ClockChangesFields, { description: 'Null clears.', optional: true, nullable: true })
  clock_changes?: ClockChangesFields | null;
}
