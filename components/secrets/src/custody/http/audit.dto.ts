import { EnumField, IntegerField, ObjectListField, StringField } from '@ashlar/http';

export class AuditFaultDto {
  @IntegerField({ description: 'The chain; -1: a checkpoint that is not signed.', min: -1, max: 15 })
  shard!: number;

  @IntegerField({ description: 'The first row that is wrong.', min: 0, max: 2_147_483_647 })
  seq!: number;

  @EnumField({ description: 'What is wrong.', values: ['changed', 'missing', 'cut-off', 'checkpoint'] })
  reason!: string;
}

export class AuditVerificationQuery {
  @StringField({
    description: 'Where the page before ended; without it from the beginning.',
    maxLength: 200,
    pattern: /^[A-Za-z0-9_-]+$/,
    optional: true,
  })
  cursor?: string;

  @IntegerField({
    description: 'How many rows and checkpoints are looked at.',
    min: 1,
    max: 1_000_000,
    default: 100_000,
  })
  limit!: number;
}

export class AuditVerificationResponse {
  @ObjectListField(() => AuditFaultDto, {
    description: 'The first fault of each chain, of this page. None when all of it is as it was written.',
    maxItems: 17,
  })
  faults!: AuditFaultDto[];

  @IntegerField({ description: 'Rows and checkpoints that were looked at.', min: 0, max: 2_147_483_647 })
  checked!: number;

  @StringField({
    description: 'For the next page; null when everything has been looked at.',
    maxLength: 200,
    nullable: true,
  })
  next_cursor!: string | null;
}
