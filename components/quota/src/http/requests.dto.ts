import {
  BigintField,
  EnumField,
  IntegerField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { subjectTypes } from '../quota.types.js';
import { typePattern } from './meter.dto.js';

const states = ['pending', 'approved', 'denied'] as const;

export class QuotaRequestPath {
  @UuidField({ description: 'Id of the request.' })
  request_id!: string;
}

export class QuotaRequestListQuery extends pageQuery({ sortable: ['created_at'] }) {
  @EnumField({ description: 'Only these.', values: states, optional: true })
  state?: (typeof states)[number];
}

export class AskQuotaRequest {
  @StringField({
    description: 'Type of quota.',
    maxLength: 63,
    pattern: typePattern,
    example: 'MAX_ORDER_TIMES',
  })
  type!: string;

  @BigintField({ description: 'The limit that is wished for.', min: 1n, example: 100 })
  amount!: number | string;

  @StringField({ description: 'Why.', maxLength: 2_000, example: 'The thesis is due in May' })
  reason!: string;
}

export class ApproveQuotaRequest {
  @UuidField({
    description: 'The quota that is assigned, in the place of any other of its type.',
    example: '0190a6ab-1c3d-7e4f-8a5b-0123456789ab',
  })
  quota_id!: string;

  @StringField({ description: 'For who asked.', maxLength: 2_000, optional: true, example: 'Until summer' })
  comment?: string;
}

export class DenyQuotaRequest {
  @StringField({ description: 'For who asked.', maxLength: 2_000, optional: true, example: 'Too much' })
  comment?: string;
}

export class QuotaRequestResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'For whom.', maxLength: 36 })
  subject_id!: string;

  @StringField({ description: 'Type of quota.', maxLength: 63 })
  type!: string;

  @BigintField({ description: 'The limit that is wished for.' })
  amount!: number | string;

  @StringField({ description: 'Why.', maxLength: 2_000 })
  reason!: string;

  @EnumField({ description: 'Where it stands.', values: states })
  state!: string;

  @UuidField({ description: 'The quota that was assigned for it.', nullable: true })
  quota_id!: string | null;

  @StringField({ description: 'What was answered.', maxLength: 2_000, nullable: true })
  comment!: string | null;

  @TimeField({ description: 'When it was decided.', nullable: true })
  decided_at!: string | null;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}
