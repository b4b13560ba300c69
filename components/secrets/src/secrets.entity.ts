import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwnerRef, SecretKind } from './secrets.types.js';

@Entity({ schema: 'secrets', name: 'secrets' })
export class SecretRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'domain_id' })
  domainId!: string;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: OwnerRef['type'];

  @Column({ type: 'uuid', name: 'owner_id' })
  ownerId!: string;

  @Column({ type: 'text' })
  kind!: SecretKind;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', name: 'default_filename' })
  defaultFilename!: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'change_advised_at', nullable: true, insert: false })
  changeAdvisedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'deleted_at', nullable: true, insert: false })
  deletedAt!: Date | null;

  @Column({ type: 'integer', name: 'current_version' })
  currentVersion!: number;

  @Column({ type: 'jsonb', insert: false })
  labels!: Readonly<Record<string, number>>;

  @Column({ type: 'integer', insert: false })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'secrets', name: 'slots' })
export class SlotRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'project_id' })
  projectId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text' })
  filename!: string;

  @Column({ type: 'integer', insert: false })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'secrets', name: 'standing_grants' })
export class StandingGrantRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'user_id' })
  userId!: string;

  @Column({ type: 'text' })
  service!: string;

  @Column({ type: 'text' })
  purpose!: string;

  @Column({ type: 'text', nullable: true })
  endpoint!: string | null;

  @Column({ type: 'uuid', name: 'secret_ids', array: true })
  secretIds!: readonly string[];

  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'integer', insert: false })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;
}

export const secretEntities = [SecretRow, SlotRow, StandingGrantRow] as const;
