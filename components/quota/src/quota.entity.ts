import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SubjectType } from './quota.types.js';
import type { PolicyKind } from './rules.types.js';

@Entity({ schema: 'quota', name: 'types' })
export class QuotaTypeRow {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'text' })
  unit!: 'bytes' | 'times' | 'items' | 'seconds';

  @Column({ type: 'boolean' })
  periodic!: boolean;

  @Column({ type: 'text', name: 'without_rule' })
  withoutRule!: 'allow' | 'deny';

  @Column({ type: 'smallint', array: true })
  thresholds!: number[];

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'quota', name: 'templates' })
export class TemplateRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'bigint', name: 'limit_amount', nullable: true })
  limitAmount!: string | null;

  @Column({ type: 'text' })
  period!: 'none' | 'day' | 'week' | 'month' | 'custom';

  @Column({ type: 'text', name: 'period_unit', nullable: true })
  periodUnit!: 'hour' | 'day' | 'week' | 'month' | 'year' | null;

  @Column({ type: 'integer', name: 'period_count', nullable: true })
  periodCount!: number | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'period_anchor', nullable: true })
  periodAnchor!: Date | null;

  @Column({ type: 'text', name: 'period_zone' })
  periodZone!: string;

  @Column({ type: 'text' })
  expire!: 'never' | 'at' | 'after-assignment';

  @Column({ type: 'timestamptz', precision: 3, name: 'expire_at', nullable: true })
  expireAt!: Date | null;

  @Column({ type: 'bigint', name: 'expire_after_seconds', nullable: true })
  expireAfterSeconds!: string | null;

  @Column({ type: 'boolean' })
  enabled!: boolean;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'quota', name: 'assignments' })
export class AssignmentRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'subject_type' })
  subjectType!: SubjectType;

  @Column({ type: 'uuid', name: 'subject_id' })
  subjectId!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'uuid', name: 'template_id' })
  templateId!: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'assigned_at' })
  assignedAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'quota', name: 'requests' })
export class RequestRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'subject_type' })
  subjectType!: SubjectType;

  @Column({ type: 'uuid', name: 'subject_id' })
  subjectId!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'bigint' })
  amount!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', insert: false })
  state!: 'pending' | 'approved' | 'denied';

  @Column({ type: 'uuid', name: 'template_id', nullable: true })
  templateId!: string | null;

  @Column({ type: 'text', nullable: true })
  comment!: string | null;

  @Column({ type: 'text', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'text', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'quota', name: 'policies' })
export class PolicyRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: PolicyKind;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'quota', name: 'repairs' })
export class RepairRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'bigint', name: 'counter_id' })
  counterId!: string;

  @Column({ type: 'text' })
  cause!: 'ledger' | 'source';

  @Column({ type: 'bigint', name: 'used_before' })
  usedBefore!: string;

  @Column({ type: 'bigint', name: 'used_after' })
  usedAfter!: string;

  @Column({ type: 'bigint', name: 'reserved_before' })
  reservedBefore!: string;

  @Column({ type: 'bigint', name: 'reserved_after' })
  reservedAfter!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;
}

export const quotaEntities = [
  ...[QuotaTypeRow, TemplateRow, AssignmentRow, RequestRow],
  ...[PolicyRow, RepairRow],
] as const;
