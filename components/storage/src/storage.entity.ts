import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StorageConfig, StorageType } from './config.types.js';
import type { CheckStatus, IntendedUse, StorageOwner } from './storage.types.js';

@Entity({ schema: 'storage', name: 'storages' })
export class StorageRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: StorageOwner['type'];

  @Column({ type: 'uuid', name: 'owner_id', nullable: true })
  ownerId!: string | null;

  /** The owner's id, that of the platform too: made by the database. */
  @Column({ type: 'uuid', name: 'parent_id', insert: false, update: false })
  parentId!: string;

  @Column({ type: 'uuid', name: 'domain_id', nullable: true })
  domainId!: string | null;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text' })
  type!: StorageType;

  @Column({ type: 'jsonb' })
  resource!: Omit<StorageConfig, 'type'>;

  @Column({ type: 'boolean' })
  enabled!: boolean;

  @Column({ type: 'text', name: 'last_check_status', nullable: true, insert: false })
  lastCheckStatus!: CheckStatus | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'last_check_since', nullable: true, insert: false })
  lastCheckSince!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'last_check_at', nullable: true, insert: false })
  lastCheckAt!: Date | null;

  @Column({ type: 'text', name: 'last_check_use', nullable: true, insert: false, update: false })
  lastCheckUse!: IntendedUse | null;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'storage', name: 'usage_history' })
export class UsageHistoryRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'storage_id' })
  storageId!: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'counted_at' })
  countedAt!: Date;

  @Column({ type: 'bigint' })
  bytes!: string;

  @Column({ type: 'bigint' })
  objects!: string;
}

export const storageEntities = [StorageRow, UsageHistoryRow] as const;
