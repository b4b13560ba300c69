import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role, Visibility } from './groups.types.js';
import { GroupInvitationRow } from './invitations.entity.js';
import { AuthorizationConfigRow, NamedCreatorRow } from './platform.entity.js';

@Entity({ schema: 'groups', name: 'domains' })
export class DomainRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', update: false })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text', name: 'default_visibility' })
  defaultVisibility!: Visibility;

  @Column({ type: 'timestamptz', precision: 3, name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'groups', name: 'groups' })
export class GroupRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'domain_id', update: false })
  domainId!: string;

  @Column({ type: 'uuid', name: 'parent_group_id', nullable: true })
  parentGroupId!: string | null;

  @Column({ type: 'uuid', name: 'parent_id', insert: false, update: false })
  parentId!: string;

  @Column({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text' })
  visibility!: Visibility;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

/** Members of anything: the tables of domains, groups and projects have one shape. */
export abstract class MemberRow {
  @PrimaryColumn({ type: 'uuid', name: 'object_id' })
  objectId!: string;

  /** The user's or the group's; computed by the database. */
  @PrimaryColumn({ type: 'uuid', name: 'member_id', insert: false, update: false })
  id!: string;

  @Column({ type: 'uuid', name: 'domain_id', update: false })
  domainId!: string;

  @Column({ type: 'uuid', name: 'user_id', nullable: true, update: false })
  userId!: string | null;

  @Column({ type: 'uuid', name: 'member_group_id', nullable: true, update: false })
  memberGroupId!: string | null;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'groups', name: 'domain_members' })
export class DomainMemberRow extends MemberRow {}

@Entity({ schema: 'groups', name: 'members' })
export class GroupMemberRow extends MemberRow {}

export const groupEntities = [
  DomainRow,
  GroupRow,
  DomainMemberRow,
  GroupMemberRow,
  GroupInvitationRow,
  AuthorizationConfigRow,
  NamedCreatorRow,
] as const;
