import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'storage_mounts', name: 'mounts' })
export class StorageMountRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'project_id' })
  projectId!: string;

  @Column({ type: 'uuid', name: 'domain_id' })
  domainId!: string;

  @Column({ type: 'uuid', name: 'storage_id' })
  storageId!: string;

  @Column({ type: 'text' })
  path!: string;

  @Column({ type: 'boolean', name: 'read_only' })
  readOnly!: boolean;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

/** The same rows, as something of their projects: filters of what somebody may see are about the `id`. */
@Entity({ schema: 'storage_mounts', name: 'mounts' })
export class MountedProjectRow {
  @PrimaryColumn({ type: 'uuid', name: 'project_id' })
  id!: string;

  @Column({ type: 'text' })
  path!: string;
}

export const storageMountEntities = [StorageMountRow, MountedProjectRow] as const;
