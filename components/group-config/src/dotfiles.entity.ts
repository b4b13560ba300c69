import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwnerType } from './dotfiles.types.js';

@Entity({ schema: 'group_config', name: 'dotfiles' })
export class DotfileRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: OwnerType;

  @Column({ type: 'uuid', name: 'owner_id' })
  ownerId!: string;

  @Column({ type: 'text' })
  path!: string;

  @Column({ type: 'smallint' })
  mode!: number;

  @Column({ type: 'bytea' })
  sha256!: Buffer;

  @Column({ type: 'integer' })
  size!: number;

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

@Entity({ schema: 'group_config', name: 'revisions' })
export class RevisionRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'dotfile_id' })
  dotfileId!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: OwnerType;

  @Column({ type: 'uuid', name: 'owner_id' })
  ownerId!: string;

  @Column({ type: 'text' })
  change!: 'created' | 'changed' | 'deleted';

  @Column({ type: 'text' })
  path!: string;

  @Column({ type: 'smallint' })
  mode!: number;

  @Column({ type: 'bytea', nullable: true })
  sha256!: Buffer | null;

  @Column({ type: 'bytea', name: 'previous_sha256', nullable: true })
  previousSha256!: Buffer | null;

  @Column({ type: 'integer', nullable: true })
  size!: number | null;

  @Column({ type: 'text', name: 'actor_kind' })
  actorKind!: string;

  @Column({ type: 'text', name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;
}
