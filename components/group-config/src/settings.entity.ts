import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwnerType } from './dotfiles.types.js';
import type { JsonObject } from './settings.types.js';

@Entity({ schema: 'group_config', name: 'settings' })
export class SettingRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: OwnerType;

  @Column({ type: 'uuid', name: 'owner_id' })
  ownerId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'jsonb', select: false })
  value!: JsonObject;

  @Column({ type: 'jsonb', nullable: true, select: false })
  schema!: JsonObject | null;

  @Column({ type: 'text', array: true })
  locked!: string[];

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'uuid', name: 'updated_by', nullable: true })
  updatedBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at' })
  updatedAt!: Date;
}

@Entity({ schema: 'group_config', name: 'setting_revisions' })
export class SettingRevisionRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: OwnerType;

  @Column({ type: 'uuid', name: 'owner_id' })
  ownerId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  change!: 'created' | 'changed' | 'deleted';

  @Column({ type: 'jsonb', nullable: true })
  value!: JsonObject | null;

  @Column({ type: 'jsonb', nullable: true })
  schema!: JsonObject | null;

  @Column({ type: 'text', array: true })
  locked!: string[];

  @Column({ type: 'bytea', name: 'sha256_before', nullable: true })
  sha256Before!: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  sha256!: Buffer | null;

  @Column({ type: 'integer', nullable: true })
  size!: number | null;

  @Column({ type: 'text', name: 'actor_kind' })
  actorKind!: string;

  @Column({ type: 'text', name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;
}
