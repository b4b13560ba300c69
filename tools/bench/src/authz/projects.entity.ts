import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The rows whose lists are measured. */
@Entity({ schema: 'bench', name: 'projects' })
export class ProjectRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'bigint' })
  n!: string;

  @Column({ type: 'uuid', name: 'parent_id' })
  parentId!: string;

  @Column({ type: 'boolean' })
  ns!: boolean;

  @Column({ type: 'boolean', name: 'is_public' })
  isPublic!: boolean;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;
}
