import { EnumField, IntegerField, StringListField } from '@ashlar/http';
import { type Outcome, outcomes } from '../schedules.types.js';

const aYear = 31_622_400;

export class MissedFields {
  @EnumField({
    description:
      'Of slots that nobody acted upon in time: none that is over a minute late, the latest one, or the last `most`.',
    values: ['skip', 'latest', 'all'],
    default: 'latest',
  })
  policy!: 'skip' | 'latest' | 'all';

  @IntegerField({ description: 'At most so many of them.', min: 1, max: 1_000, default: 10 })
  most!: number;

  @IntegerField({ description: 'What is later is skipped.', min: 10, max: aYear, default: 86_400 })
  window_seconds!: number;
}

export class MissedChange {
  @EnumField({ description: 'What becomes of them.', values: ['skip', 'latest', 'all'], optional: true })
  policy?: 'skip' | 'latest' | 'all';

  @IntegerField({ description: 'At most so many of them.', min: 1, max: 1_000, optional: true })
  most?: number;

  @IntegerField({ description: 'What is later is skipped.', min: 10, max: aYear, optional: true })
  window_seconds?: number;
}

export class RetryFields {
  @IntegerField({ description: 'The first one included.', min: 1, max: 20, default: 1 })
  max_attempts!: number;

  @IntegerField({ description: 'Before the second attempt.', min: 0, max: 86_400, default: 60 })
  delay_seconds!: number;

  @IntegerField({
    description: 'Each further delay is so many times the one before.',
    min: 1,
    max: 10,
    default: 2,
  })
  factor!: number;
}

export class RetryChange {
  @IntegerField({ description: 'The first one included.', min: 1, max: 20, optional: true })
  max_attempts?: number;

  @IntegerField({ description: 'Before the second attempt.', min: 0, max: 86_400, optional: true })
  delay_seconds?: number;

  @IntegerField({
    description: 'Each further delay is so many times the one before.',
    min: 1,
    max: 10,
    optional: true,
  })
  factor?: number;
}

export class NotifyFields {
  @StringListField({ description: 'Addresses that get a mail.', maxItems: 20, maxLength: 255, default: [] })
  emails!: string[];

  @StringListField({
    description: 'About which ends.',
    maxItems: 4,
    maxLength: 10,
    values: outcomes,
    default: ['failed'],
  })
  on!: Outcome[];
}

export class NotifyChange {
  @StringListField({
    description: 'Addresses that get a mail.',
    maxItems: 20,
    maxLength: 255,
    optional: true,
  })
  emails?: string[];

  @StringListField({
    description: 'About which ends.',
    maxItems: 4,
    maxLength: 10,
    values: outcomes,
    optional: true,
  })
  on?: Outcome[];
}
