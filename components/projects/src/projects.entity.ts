import type { Visibility } from '@ashlar/groups';
import { InvitationRow, MemberRow } from '@ashlar/groups/persistence';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'projects', name: 'projects' })
export class ProjectRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'domain_id', update: false })
  domainId!: string;

  @Column({ type: 'uuid', name: 'group_id', nullable: true })
  groupId!: string | null;

  @Column({ type: 'uuid', name: 'user_namespace_id', nullable: true })
  userNamespaceId!: string | null;

  @Column({ type: 'uuid', name: 'namespace_id', insert: false, update: false })
  namespaceId!: string;

  @Column({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  /** Long, and wanted by few: read on demand. */
  @Column({ type: 'text', nullable: true, select: false })
  documentation?: string | null;

  @Column({ type: 'text' })
  visibility!: Visibility;

  @Column({ type: 'text', array: true })
  keywords!: string[];

  @Column({ type: 'text', array: true })
  repositories!: string[];

  @Column({ type: 'uuid', name: 'copied_from', nullable: true, update: false })
  copiedFrom!: string | null;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'projects', name: 'members' })
export class ProjectMemberRow extends MemberRow {}

@Entity({ schema: 'projects', name: 'invitations' })
export class ProjectInvitationRow extends InvitationRow {}

export const projectEntities = [ProjectRow, ProjectMemberRow, ProjectInvitationRow] as const;
