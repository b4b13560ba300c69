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

export const groupConfigEntities = [DotfileRow] as const;
