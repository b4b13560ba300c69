import { BigintField, EnumField, pageQuery, StringField, TimeField, UuidField } from '@ashlar/http';
import { subjectTypes } from '../quota.types.js';

export class QuotaRepairListQuery extends pageQuery({ sortable: ['at'] }) {}

export class QuotaRepairResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Whose counter it was.', maxLength: 36 })
  subject_id!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 63 })
  type!: string;

  @EnumField({
    description: 'What proved it wrong: the ledger with the holds, or the things that are counted.',
    values: ['ledger', 'source'],
  })
  cause!: string;

  @BigintField({ description: 'Used, as the counter said.' })
  used_before!: number | string;

  @BigintField({ description: 'Used, as it is.' })
  used_after!: number | string;

  @BigintField({ description: 'By holds, as the counter said.' })
  reserved_before!: number | string;

  @BigintField({ description: 'By holds, as it is.' })
  reserved_after!: number | string;

  @TimeField({ description: 'When it was set right.' })
  at!: string;
}
