import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserStatus } from './users.types.js';

@Entity({ schema: 'users', name: 'users' })
export class UserRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  issuer!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  username!: string;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'boolean', name: 'email_verified' })
  emailVerified!: boolean;

  @Column({ type: 'text', name: 'full_name', nullable: true })
  fullName!: string | null;

  @Column({ type: 'boolean', name: 'is_administrator' })
  isAdministrator!: boolean;

  @Column({ type: 'timestamptz', precision: 3, name: 'said_at', nullable: true })
  saidAt!: Date | null;

  @Column({ type: 'text', name: 'display_name', nullable: true })
  displayName!: string | null;

  @Column({ type: 'text', nullable: true })
  affiliation!: string | null;

  @Column({ type: 'text', nullable: true })
  about!: string | null;

  @Column({ type: 'text', nullable: true })
  website!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'last_seen_at', nullable: true })
  lastSeenAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  @Column({ type: 'text', name: 'deleted_by', nullable: true })
  deletedBy!: 'provider' | 'platform' | null;

  @Column({ type: 'uuid', name: 'heir_id', nullable: true })
  heirId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'purge_started_at', nullable: true })
  purgeStartedAt!: Date | null;

  @Column({ type: 'text', name: 'purge_done', array: true })
  purgeDone!: string[];

  @Column({ type: 'text', name: 'purge_failure', nullable: true })
  purgeFailure!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'purged_at', nullable: true })
  purgedAt!: Date | null;

  @Column({ type: 'text', insert: false, update: false })
  status!: UserStatus;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'users', name: 'preferences' })
export class PreferencesRow {
  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;

  @Column({ type: 'text' })
  theme!: 'system' | 'light' | 'dark';

  @Column({ type: 'text', nullable: true })
  language!: string | null;

  @Column({ type: 'text', name: 'time_zone', nullable: true })
  timeZone!: string | null;

  @Column({ type: 'text' })
  notifications!: 'all' | 'important' | 'none';

  @Column({ type: 'text', array: true })
  dismissed!: string[];

  @Column({ type: 'uuid', name: 'pinned_projects', array: true })
  pinnedProjects!: string[];

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

export const userEntities = [UserRow, PreferencesRow] as const;
