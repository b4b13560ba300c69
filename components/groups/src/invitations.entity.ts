import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GroupRole } from './groups.types.js';

/** Invitations to anything: the tables of groups and projects have one shape. */
export abstract class InvitationRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'object_id' })
  objectId!: string;

  @Column({ type: 'uuid', name: 'domain_id' })
  domainId!: string;

  @Column({ type: 'text' })
  role!: GroupRole;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'bytea', select: false })
  hash!: Buffer;

  @Column({ type: 'text' })
  status!: 'open' | 'accepted' | 'declined' | 'revoked';

  @Column({ type: 'uuid', name: 'invited_by' })
  invitedBy!: string;

  @Column({ type: 'uuid', name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'groups', name: 'invitations' })
export class GroupInvitationRow extends InvitationRow {}
