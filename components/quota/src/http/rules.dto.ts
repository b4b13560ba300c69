import {
  BigintField,
  BooleanField,
  EnumField,
  IntegerField,
  ObjectField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { typePattern } from './meter.dto.js';

export class QuotaPeriodDto {
  @EnumField({
    description: 'How long.',
    values: ['none', 'day', 'week', 'month', 'custom'],
    example: 'month',
  })
  kind!: 'none' | 'day' | 'week' | 'month' | 'custom';

  @EnumField({
    description: 'Of a custom period.',
    values: ['hour', 'day', 'week', 'month', 'year'],
    optional: true,
  })
  unit?: 'hour' | 'day' | 'week' | 'month' | 'year';

  @IntegerField({ description: 'Of a custom period: how many units.', min: 1, max: 10_000, optional: true })
  count?: number;

  @TimeField({
    description: 'Where one period begins. Absent: midnight, on Mondays, on the first.',
    optional: true,
    nullable: true,
  })
  anchor?: string | null;

  @StringField({
    description: 'Time zone whose clock counts. Absent: UTC.',
    maxLength: 64,
    optional: true,
  })
  zone?: string;
}

export class QuotaValueDto {
  @BigintField({
    description: 'Bytes; of MAX_SIZE. null: unlimited.',
    optional: true,
    nullable: true,
  })
  max_size?: number | string | null;

  @BigintField({
    description: 'How often; of MAX_ORDER_TIMES. null: unlimited.',
    optional: true,
    nullable: true,
  })
  max_order_times?: number | string | null;

  @BigintField({
    description: 'How much, of any type. null: unlimited; 0: nothing.',
    optional: true,
    nullable: true,
    example: 100,
  })
  max?: number | string | null;

  @ObjectField(() => QuotaPeriodDto, {
    description: 'Of types that have one: use begins at zero with each.',
    optional: true,
  })
  period?: QuotaPeriodDto;
}

export class QuotaExpireDto {
  @EnumField({
    description: 'When an assignment ends by itself.',
    values: ['never', 'at', 'after-assignment'],
    example: 'never',
  })
  kind!: 'never' | 'at' | 'after-assignment';

  @TimeField({ description: 'Of `at`: when.', optional: true })
  at?: string;

  @IntegerField({
    description: 'Of `after-assignment`: seconds after it was assigned.',
    min: 1,
    max: 3_153_600_000,
    optional: true,
  })
  seconds?: number;
}

export class QuotaPath {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

export class QuotaListQuery extends pageQuery({ sortable: ['name', 'created_at', 'updated_at'] }) {
  @StringListField({
    description: 'Only these.',
    maxItems: 100,
    maxLength: 36,
    format: 'uuid',
    optional: true,
  })
  ids?: string[];

  @StringField({ description: 'Part of the name or the description.', maxLength: 200, optional: true })
  keyword?: string;

  @StringField({ description: 'Only of this type.', maxLength: 63, pattern: typePattern, optional: true })
  type?: string;

  @BooleanField({ description: 'Only enabled, or only disabled ones.', optional: true })
  enabled?: boolean;

  @TimeField({ description: 'Made then or later.', optional: true })
  created_from?: string;

  @TimeField({ description: 'Made before.', optional: true })
  created_to?: string;
}

export class CreateQuotaRequest {
  @StringField({ description: 'Unique, whatever its case.', maxLength: 255, example: 'Students' })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, optional: true, example: 'First year' })
  description?: string;

  @StringField({
    description: 'What is limited.',
    maxLength: 63,
    pattern: typePattern,
    example: 'MAX_ORDER_TIMES',
  })
  type!: string;

  @ObjectField(() => QuotaValueDto, { description: 'How much; its shape is that of the type.' })
  value!: QuotaValueDto;

  @ObjectField(() => QuotaExpireDto, { description: 'When it ends. Absent: never.', optional: true })
  expire?: QuotaExpireDto;

  @BooleanField({ description: 'A disabled one decides nothing.', default: true })
  enabled!: boolean;
}

export class UpdateQuotaRequest {
  @StringField({
    description: 'Unique, whatever its case.',
    maxLength: 255,
    optional: true,
    example: 'Students',
  })
  name?: string;

  @StringField({
    description: 'What it is for; null clears it.',
    maxLength: 2_000,
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @StringField({
    description: 'What is limited. Another one needs a value too, and that nobody has it.',
    maxLength: 63,
    pattern: typePattern,
    optional: true,
  })
  type?: string;

  @ObjectField(() => QuotaValueDto, { description: 'How much; replaced as a whole.', optional: true })
  value?: QuotaValueDto;

  @ObjectField(() => QuotaExpireDto, {
    description: 'When it ends; for assignments from now on.',
    optional: true,
  })
  expire?: QuotaExpireDto;

  @BooleanField({ description: 'A disabled one decides nothing.', optional: true, example: true })
  enabled?: boolean;
}

export class QuotaResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Unique, whatever its case.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @StringField({ description: 'What is limited.', maxLength: 63 })
  type!: string;

  @ObjectField(() => QuotaValueDto, { description: 'How much.' })
  value!: QuotaValueDto;

  @ObjectField(() => QuotaExpireDto, { description: 'When it ends.' })
  expire!: QuotaExpireDto;

  @BooleanField({ description: 'A disabled one decides nothing.' })
  enabled!: boolean;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}
