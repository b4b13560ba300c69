import { BooleanField, EnumField, IntegerField, ObjectListField, StringField } from '@ashlar/http';

const typeNamePattern = /^[A-Za-z][A-Za-z0-9_]{1,62}$/;

export class ThresholdDto {
  @IntegerField({ description: 'Per cent of the limit.', min: 1, max: 1_000, example: 80 })
  percent!: number;
}

export class QuotaTypePath {
  @StringField({
    description: 'Name of the type, whatever its case.',
    maxLength: 63,
    pattern: typeNamePattern,
    example: 'MAX_SIZE',
  })
  type_name!: string;
}

export class CreateQuotaTypeRequest {
  @StringField({
    description: 'UPPER_SNAKE; lower case is taken for upper case.',
    maxLength: 50,
    pattern: typeNamePattern,
    example: 'MAX_SESSIONS',
  })
  name!: string;

  @StringField({ description: 'What is counted.', maxLength: 2_000, example: 'Sessions at once' })
  description!: string;

  @EnumField({ description: 'Unit.', values: ['bytes', 'times', 'items', 'seconds'], example: 'items' })
  unit!: 'bytes' | 'times' | 'items' | 'seconds';

  @BooleanField({ description: 'Whether its quotas may have a period.', default: false })
  periodic!: boolean;

  @EnumField({
    description: 'For users, groups and projects that no rule is about.',
    values: ['allow', 'deny'],
    default: 'allow',
  })
  without_rule!: 'allow' | 'deny';

  @ObjectListField(() => ThresholdDto, {
    description: 'When an event tells that use has come this far. Absent: 80 and 100 per cent.',
    maxItems: 10,
    optional: true,
    example: [{ percent: 80 }],
  })
  thresholds?: ThresholdDto[];
}

export class UpdateQuotaTypeRequest {
  @StringField({ description: 'What is counted.', maxLength: 2_000, optional: true, example: 'Sessions' })
  description?: string;

  @EnumField({
    description: 'For users, groups and projects that no rule is about.',
    values: ['allow', 'deny'],
    optional: true,
  })
  without_rule?: 'allow' | 'deny';

  @ObjectListField(() => ThresholdDto, {
    description: 'When an event tells that use has come this far.',
    maxItems: 10,
    optional: true,
  })
  thresholds?: ThresholdDto[];
}

export class QuotaTypeResponse {
  @StringField({ description: 'Name, which is its id.', maxLength: 63 })
  id!: string;

  @StringField({ description: 'What is counted.', maxLength: 2_000 })
  description!: string;

  @EnumField({ description: 'Unit.', values: ['bytes', 'times', 'items', 'seconds'] })
  unit!: string;

  @BooleanField({ description: 'Whether its quotas may have a period.' })
  periodic!: boolean;

  @EnumField({
    description: 'For users, groups and projects that no rule is about.',
    values: ['allow', 'deny'],
  })
  without_rule!: string;

  @ObjectListField(() => ThresholdDto, { description: 'When an event is published.', maxItems: 10 })
  thresholds!: ThresholdDto[];

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class QuotaTypesResponse {
  @ObjectListField(() => QuotaTypeResponse, { description: 'All types, by name.', maxItems: 1_000 })
  types!: QuotaTypeResponse[];
}
