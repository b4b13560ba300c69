import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StorageResource } from './storage.types.js';

@Entity({ schema: 'storage', name: 'storages' })
export class StorageRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: 'platform';

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text' })
  type!: StorageResource['type'];

  @Column({ type: 'jsonb' })
  resource!: Omit<StorageResource, 'type'>;

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

export const storageEntities = [StorageRow] as const;
