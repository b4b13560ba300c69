import {
  BooleanField,
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { subjectTypes } from '../quota.types.js';
import { QuotaResponse } from './rules.dto.js';

export class AssignmentListQuery extends pageQuery({ sortable: ['created_at'] }) {}

export class AssignQuotaRequest {
  @UuidField({ description: 'The quota.', example: '0190a6ab-1c3d-7e4f-8a5b-0123456789ab' })
  quota_id!: string;

  @BooleanField({
    description: 'Take the place of the one of the same type, in one step; else that is a conflict.',
    default: false,
  })
  replace!: boolean;
}

export class PutAssignmentRequest {
  @TimeField({
    description: 'When it ends. Absent: as the quota says, or as it is; null: never.',
    optional: true,
    nullable: true,
  })
  expires_at?: string | null;
}

export class QuotaAssignmentResponse {
  @UuidField({ description: 'Id of the assignment.' })
  id!: string;

  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Who has it.', maxLength: 36 })
  subject_id!: string;

  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;

  @ObjectField(() => QuotaResponse, { description: 'The quota.' })
  quota!: QuotaResponse;

  @TimeField({ description: 'When it began.' })
  assigned_at!: string;

  @TimeField({ description: 'When it ends.', nullable: true })
  expires_at!: string | null;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class QuotaDefaultPath {
  @EnumField({ description: 'Kind of subject.', values: subjectTypes, example: 'user' })
  subject_type!: (typeof subjectTypes)[number];

  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

/** Everything is said by the address. */
export class PutQuotaDefaultRequest {}

export class QuotaDefaultResponse {
  @UuidField({ description: 'Id of the quota.' })
  id!: string;

  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 63 })
  type!: string;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class QuotaDefaultsResponse {
  @ObjectListField(() => QuotaDefaultResponse, { description: 'All defaults.', maxItems: 5_000 })
  defaults!: QuotaDefaultResponse[];
}
