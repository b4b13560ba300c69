import {
  BooleanField,
  eomPageQuery,
  ObjectField,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { typePattern } from './meter.dto.js';
import { QuotaExpireDto, QuotaValueDto } from './rules.dto.js';

export class EomQuotaListQuery extends eomPageQuery([
  ['created', 'created_at'],
  ['name', 'name'],
  ['modified', 'updated_at'],
]) {
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
  enable?: boolean;

  @TimeField({ description: 'Made then or later.', optional: true })
  created_from?: string;

  @TimeField({ description: 'Made before.', optional: true })
  created_to?: string;
}

export class EomUserQuotaListQuery extends eomPageQuery([['created', 'created_at']]) {}

export class EomUserPath {
  @StringField({
    description: 'Id of the user, or the subject of the identity provider.',
    maxLength: 255,
    example: 'somebody',
  })
  user_id!: string;
}

export class EomUserQuotaPath extends EomUserPath {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

export class EomCreateQuotaRequest {
  @StringField({ description: 'Unique, whatever its case.', maxLength: 255, example: 'Students' })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, optional: true, nullable: true })
  description?: string | null;

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
}

export class EomUpdateQuotaRequest {
  @StringField({
    description: 'Unique, whatever its case.',
    maxLength: 255,
    optional: true,
    example: 'Students',
  })
  name?: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, optional: true, nullable: true })
  description?: string | null;

  @BooleanField({ description: 'A disabled one decides nothing.', optional: true, example: true })
  enable?: boolean;

  @StringField({
    description: 'What is limited; another one needs a value.',
    maxLength: 63,
    pattern: typePattern,
    optional: true,
  })
  type?: string;

  @ObjectField(() => QuotaValueDto, { description: 'How much.', optional: true })
  value?: QuotaValueDto;

  @ObjectField(() => QuotaExpireDto, { description: 'When it ends.', optional: true })
  expire?: QuotaExpireDto;
}

export class EomAssignQuotaRequest {
  @UuidField({ description: 'The quota.', example: '0190a6ab-1c3d-7e4f-8a5b-0123456789ab' })
  quota_id!: string;
}

export class EomPutUserQuotaRequest {
  @TimeField({
    description: 'When it ends. Absent: as the quota says, or as it is; null: never.',
    optional: true,
    nullable: true,
  })
  expires_at?: string | null;
}

export class EomQuotaResponse {
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
  enable!: boolean;

  @TimeField({ description: 'When it was made.' })
  created!: string;

  @TimeField({ description: 'When it was last changed.' })
  modified!: string;
}

export class EomUserQuotaResponse {
  @UuidField({ description: 'Id of the assignment.' })
  id!: string;

  @UuidField({ description: 'Who has it.' })
  user_id!: string;

  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;

  @ObjectField(() => EomQuotaResponse, { description: 'The quota.' })
  quota!: EomQuotaResponse;

  @TimeField({ description: 'When it ends.', nullable: true })
  expires_at!: string | null;

  @TimeField({ description: 'When it was assigned.' })
  created!: string;

  @TimeField({ description: 'When it was last changed.' })
  modified!: string;
}
