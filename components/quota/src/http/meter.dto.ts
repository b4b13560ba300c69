import {
  BigintField,
  BooleanField,
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { longestHoldSeconds } from '../meter.service.js';
import { subjectTypes } from '../quota.types.js';

export const typePattern = /^[A-Z][A-Z0-9_]{1,62}$/;

export class QuotaAmountDto {
  @StringField({
    description: 'Type of quota.',
    maxLength: 63,
    pattern: typePattern,
    example: 'MAX_ORDER_TIMES',
  })
  type!: string;

  @BigintField({ description: 'In the unit of the type.', example: 1 })
  amount!: number | string;
}

export class QuotaAmountsRequest {
  @ObjectListField(() => QuotaAmountDto, {
    description: 'All of them, or none.',
    minItems: 1,
    maxItems: 20,
    example: [{ type: 'MAX_ORDER_TIMES', amount: 1 }],
  })
  items!: QuotaAmountDto[];
}

export class ReserveQuotaRequest extends QuotaAmountsRequest {
  @IntegerField({
    description: 'Seconds after which what is held is free again by itself.',
    min: 1,
    max: longestHoldSeconds,
    default: 300,
  })
  ttl!: number;
}

export class CommitHoldRequest {
  @ObjectListField(() => QuotaAmountDto, {
    description: 'What was really used, one for each item of the hold; absent: what was held.',
    maxItems: 20,
    optional: true,
  })
  items?: QuotaAmountDto[];
}

export class AdjustQuotaRequest {
  @StringField({
    description: 'Type of quota.',
    maxLength: 63,
    pattern: typePattern,
    example: 'MAX_ORDER_TIMES',
  })
  type!: string;

  @BigintField({
    description: 'Added to what is used; taken from it when negative. Or `used`.',
    min: -(2n ** 63n),
    optional: true,
    example: 1,
  })
  amount?: number | string;

  @BigintField({ description: 'What use is to become. Instead of `amount`.', optional: true })
  used?: number | string;

  @StringField({ description: 'Why; it stays in the ledger.', maxLength: 2_000, example: 'Counted by hand' })
  reason!: string;
}

export class QuotaRuleDto {
  @EnumField({
    description: 'A quota of its own, the default of its kind, or none.',
    values: ['assignment', 'default', 'none'],
  })
  rule!: string;

  @EnumField({ description: 'Kind of whom the rule is about.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Whom the rule is about.', maxLength: 36 })
  subject_id!: string;

  @UuidField({ description: 'The quota.', nullable: true })
  quota_id!: string | null;

  @UuidField({ description: 'Its assignment.', nullable: true })
  assignment_id!: string | null;

  @BigintField({ description: 'Its limit; null: unlimited.', nullable: true })
  limit!: number | string | null;
}

export class QuotaFiguresDto {
  @StringField({ description: 'Type of quota.', maxLength: 63 })
  type!: string;

  @BigintField({ description: 'Of the subject itself; null: unlimited.', nullable: true })
  limit!: number | string | null;

  @BigintField({ description: 'Since the period began, or in all.' })
  used!: number | string;

  @BigintField({ description: 'By holds.' })
  reserved!: number | string;

  @BigintField({
    description: 'What may be added: the least of the own and of the ceilings above; null: no end.',
    nullable: true,
  })
  remaining!: number | string | null;

  @BigintField({ description: 'How much the subject is above its limit.' })
  overage!: number | string;

  @TimeField({ description: 'When the period began.', nullable: true })
  period_start!: string | null;

  @TimeField({ description: 'When use begins at zero again.', nullable: true })
  period_end!: string | null;

  @TimeField({ description: 'When the rule about the subject ends.', nullable: true })
  expires_at!: string | null;

  @ObjectField(() => QuotaRuleDto, { description: 'The rule that gives `remaining`.' })
  decided_by!: QuotaRuleDto;
}

export class QuotaUsageResponse {
  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Whose use it is.', maxLength: 36 })
  subject_id!: string;

  @ObjectListField(() => QuotaFiguresDto, { description: 'One for each type.', maxItems: 1_000 })
  items!: QuotaFiguresDto[];
}

export class QuotaRefusalDto {
  @StringField({ description: 'Type of quota.', maxLength: 63 })
  type!: string;

  @BigintField({ description: 'The limit that is in the way.' })
  limit!: number | string;

  @BigintField({ description: 'Used of it.' })
  used!: number | string;

  @BigintField({ description: 'Held of it.' })
  reserved!: number | string;

  @BigintField({ description: 'Asked for.' })
  requested!: number | string;

  @BigintField({ description: 'Left.' })
  remaining!: number | string;

  @TimeField({ description: 'When use begins at zero again.', nullable: true })
  reset_at!: string | null;

  @UuidField({ description: 'The quota.', nullable: true })
  quota_id!: string | null;

  @ObjectField(() => QuotaRuleDto, { description: 'The rule that is in the way.' })
  decided_by!: QuotaRuleDto;
}

export class QuotaCheckResponse {
  @BooleanField({ description: 'Whether all of it would fit now.' })
  allowed!: boolean;

  @ObjectListField(() => QuotaFiguresDto, { description: 'One for each amount.', maxItems: 20 })
  items!: QuotaFiguresDto[];

  @ObjectListField(() => QuotaRefusalDto, { description: 'What is in the way.', maxItems: 60 })
  refusals!: QuotaRefusalDto[];
}

export class QuotaChargeResponse {
  @UuidField({ description: 'Id of the operation, as in the ledger.' })
  id!: string;

  @TimeField({ description: 'When it was counted.' })
  at!: string;

  @ObjectListField(() => QuotaFiguresDto, {
    description: 'Where the subject stands, one for each amount.',
    maxItems: 20,
  })
  items!: QuotaFiguresDto[];
}

export class HeldAmountDto {
  @StringField({ description: 'Type of quota.', maxLength: 63 })
  type!: string;

  @BigintField({ description: 'Held.' })
  amount!: number | string;

  @BigintField({ description: 'Really used, once committed.', nullable: true })
  actual!: number | string | null;
}

export class QuotaHoldResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'For whom it is held.', maxLength: 36 })
  subject_id!: string;

  @EnumField({ description: 'What became of it.', values: ['held', 'committed', 'released', 'expired'] })
  state!: string;

  @ObjectListField(() => HeldAmountDto, { description: 'What is held.', maxItems: 20 })
  items!: HeldAmountDto[];

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it runs out by itself.' })
  expires_at!: string;

  @TimeField({ description: 'When it ended.', nullable: true })
  ended_at!: string | null;
}

export class QuotaHoldPath {
  @UuidField({ description: 'Id of the hold.' })
  hold_id!: string;
}

export class UsageEventDto {
  @EnumField({ description: 'Version of CloudEvents.', values: ['1.0'], example: '1.0' })
  specversion!: string;

  @StringField({ description: 'Unique in its source.', maxLength: 255, example: 'e-1' })
  id!: string;

  @StringField({ description: 'Where it was measured.', maxLength: 255, example: '/meters/gpu' })
  source!: string;

  @StringField({ description: 'Kind of event.', maxLength: 255, example: 'org.example.usage' })
  type!: string;

  @StringField({
    description: 'Whose use: kind and id, as in `user/0190a6ab-1c3d-7e4f-8a5b-0123456789ab`.',
    maxLength: 60,
    pattern: /^(platform|(domain|group|project|user)\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    example: 'platform',
  })
  subject!: string;

  @TimeField({ description: 'When it was used.', optional: true })
  time?: string;

  @StringField({ description: 'Of the data: JSON.', maxLength: 100, optional: true })
  datacontenttype?: string;

  @StringField({ description: 'Where its shape is described.', maxLength: 2_000, optional: true })
  dataschema?: string;

  @ObjectField(() => QuotaAmountDto, { description: 'What was used.' })
  data!: QuotaAmountDto;
}

export class ImportUsageRequest {
  @ObjectListField(() => UsageEventDto, {
    description: 'CloudEvents. Each is counted once, by its `source` and `id`.',
    minItems: 1,
    maxItems: 1_000,
    example: [
      {
        specversion: '1.0',
        id: 'e-1',
        source: '/meters/gpu',
        type: 'org.example.usage',
        subject: 'platform',
        data: { type: 'MAX_ORDER_TIMES', amount: 1 },
      },
    ],
  })
  events!: UsageEventDto[];
}

export class ImportUsageResponse {
  @IntegerField({ description: 'Counted.', min: 0, max: 1_000 })
  imported!: number;

  @IntegerField({ description: 'Known already.', min: 0, max: 1_000 })
  duplicates!: number;
}

export class QuotaHistoryQuery {
  @StringField({
    description: 'Type of quota.',
    maxLength: 63,
    pattern: typePattern,
    example: 'MAX_ORDER_TIMES',
  })
  type!: string;

  @TimeField({ description: 'Absent: 30 days before `to`.', optional: true })
  from?: string;

  @TimeField({ description: 'Absent: now.', optional: true })
  to?: string;
}

export class QuotaHistoryPointDto {
  @TimeField({ description: 'Hour.' })
  at!: string;

  @BigintField({ description: 'The limit then; null: unlimited.', nullable: true })
  limit!: number | string | null;

  @BigintField({ description: 'Used.' })
  used!: number | string;

  @BigintField({ description: 'By holds.' })
  reserved!: number | string;
}

export class QuotaHistoryResponse {
  @StringField({ description: 'Type of quota.', maxLength: 63 })
  type!: string;

  @ObjectListField(() => QuotaHistoryPointDto, {
    description: 'Oldest first; none where nothing had changed.',
    maxItems: 10_000,
  })
  points!: QuotaHistoryPointDto[];
}
