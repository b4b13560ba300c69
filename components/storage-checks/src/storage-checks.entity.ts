import type { CredentialRef, StorageConfig } from '@ashlar/storage';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckOutcome, IntendedUse, ProbeReport } from './checks.types.js';
import type { CheckReason, CheckState } from './storage-checks.types.js';

@Entity({ schema: 'storage_checks', name: 'checks' })
export class StorageCheckRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'storage_id', nullable: true })
  storageId!: string | null;

  @Column({ type: 'text' })
  reason!: CheckReason;

  @Column({ type: 'text', name: 'intended_use' })
  intendedUse!: IntendedUse;

  @Column({ type: 'text', insert: false })
  state!: CheckState;

  @Column({ type: 'jsonb', nullable: true })
  config!: StorageConfig | null;

  @Column({ type: 'text', name: 'requested_by', nullable: true })
  requestedBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'done_at', nullable: true, insert: false })
  doneAt!: Date | null;

  @Column({ type: 'text', nullable: true, insert: false })
  status!: CheckOutcome | null;

  @Column({ type: 'jsonb', nullable: true, insert: false })
  report!: ProbeReport | null;
}

@Entity({ schema: 'storage_checks', name: 'trials' })
export class StorageTrialRow {
  @PrimaryColumn({ type: 'uuid', name: 'check_id' })
  checkId!: string;

  @Column({ type: 'jsonb' })
  refs!: readonly CredentialRef[];

  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at', insert: false })
  expiresAt!: Date;
}

export const storageCheckEntities = [StorageCheckRow, StorageTrialRow] as const;
