import {
  BooleanField,
  EnumField,
  HttpUrlField,
  IntegerField,
  ObjectListField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import type { UserStatus } from '../users.types.js';

const statuses = ['active', 'disabled', 'deleted', 'purged'] as const;
const largestVersion = 2_147_483_647;

/** What everybody who may call sees of a user. */
class PublicUser {
  @UuidField({ description: 'Id here; the identity provider has another.' })
  id!: string;

  @StringField({ description: 'Name to sign in with.', maxLength: 255 })
  username!: string;

  @StringField({ description: 'Full name.', maxLength: 500, nullable: true })
  full_name!: string | null;

  @StringField({ description: 'What the user wants to be called.', maxLength: 255, nullable: true })
  display_name!: string | null;

  @StringField({ description: 'Where the user works.', maxLength: 255, nullable: true })
  affiliation!: string | null;

  @StringField({ description: 'What the user says of themselves.', maxLength: 2_000, nullable: true })
  about!: string | null;

  @HttpUrlField({ description: 'The website of the user.', nullable: true })
  website!: string | null;
}

/** The caller. */
export class UserResponse extends PublicUser {
  @StringField({ description: 'E-mail address.', maxLength: 320, nullable: true })
  email!: string | null;

  @BooleanField({ description: 'Whether the identity provider has checked the address.' })
  email_verified!: boolean;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: largestVersion })
  version!: number;

  @TimeField({ description: 'When the user first called.' })
  created_at!: string;

  @TimeField({ description: 'When the user was last changed.' })
  updated_at!: string;
}

export class UpdateUserRequest {
  @StringField({
    description: 'What the user wants to be called; null clears it.',
    maxLength: 255,
    optional: true,
    nullable: true,
    example: 'Ann',
  })
  display_name?: string | null;

  @StringField({
    description: 'Where the user works; null clears it.',
    maxLength: 255,
    optional: true,
    nullable: true,
    example: 'Institute of Optics',
  })
  affiliation?: string | null;

  @StringField({
    description: 'What the user says of themselves; null clears it.',
    maxLength: 2_000,
    optional: true,
    nullable: true,
    example: 'Detectors, mostly',
  })
  about?: string | null;

  @HttpUrlField({ description: 'A website; null clears it.', optional: true, nullable: true })
  website?: string | null;
}

export class UserPath {
  @UuidField({ description: 'Id of the user.' })
  user_id!: string;
}

export class UserListQuery extends pageQuery({ sortable: ['username', 'created_at'] }) {
  @StringField({ description: 'Exactly this username, whatever its case.', maxLength: 255, optional: true })
  username?: string;

  @StringField({
    description: 'Exactly this e-mail address, whatever its case.',
    maxLength: 320,
    optional: true,
  })
  email?: string;

  @EnumField({ description: 'Only these. For administrators.', values: statuses, optional: true })
  status?: UserStatus;

  @StringField({
    description: 'Only of this identity provider. For administrators.',
    maxLength: 2_000,
    optional: true,
  })
  issuer?: string;

  @StringField({
    description: 'Part of the username, the address or a name. For administrators.',
    maxLength: 200,
    optional: true,
  })
  keyword?: string;
}

/** A user: to administrators and to themselves whole, to others without what is private. */
export class SeenUserResponse extends PublicUser {
  @StringField({ description: 'E-mail address.', maxLength: 320, optional: true, nullable: true })
  email?: string | null;

  @BooleanField({ description: 'Whether the provider has checked the address.', optional: true })
  email_verified?: boolean;

  @StringField({ description: 'The identity provider.', maxLength: 2_000, optional: true })
  issuer?: string;

  @EnumField({
    description: 'Disabled and deleted users cannot act. A purged one has left nothing but the id.',
    values: statuses,
    optional: true,
  })
  status?: UserStatus;

  @TimeField({
    description: 'Since when the provider has disabled the user.',
    optional: true,
    nullable: true,
  })
  disabled_at?: string | null;

  @TimeField({
    description: 'Since when an administrator has suspended the user.',
    optional: true,
    nullable: true,
  })
  suspended_at?: string | null;

  @TimeField({ description: 'When the user was deleted.', optional: true, nullable: true })
  deleted_at?: string | null;

  @EnumField({
    description: 'Who has deleted the user.',
    values: ['provider', 'platform'],
    optional: true,
    nullable: true,
  })
  deleted_by?: 'provider' | 'platform' | null;

  @UuidField({ description: 'Who gets what the user owned.', optional: true, nullable: true })
  heir_id?: string | null;

  @TimeField({ description: 'When the purge began.', optional: true, nullable: true })
  purge_started_at?: string | null;

  @StringField({
    description: 'The step at which the purge is stuck, and the code of the error.',
    maxLength: 500,
    optional: true,
    nullable: true,
  })
  purge_failure?: string | null;

  @TimeField({ description: 'When the purge was over.', optional: true, nullable: true })
  purged_at?: string | null;

  @TimeField({ description: 'When the user was last here, roughly.', optional: true, nullable: true })
  last_seen_at?: string | null;

  @IntegerField({ description: 'The ETag.', min: 1, max: largestVersion, optional: true })
  version?: number;

  @TimeField({ description: 'When the user first called.', optional: true })
  created_at?: string;

  @TimeField({ description: 'When the user was last changed.', optional: true })
  updated_at?: string;
}

export class UserSuspensionRequest {
  @BooleanField({ description: 'Whether the user is kept out.', example: true })
  suspended!: boolean;
}

export class UserDeletionPreviewQuery {
  @UuidField({ description: 'Who would get what the user owns. Without: it is removed.', optional: true })
  heir_id?: string;
}

export class UserDeletionQuery extends UserDeletionPreviewQuery {
  @StringField({
    description: 'Fingerprint of the deletion preview; not needed when the user owns nothing.',
    maxLength: 100,
    optional: true,
  })
  confirm?: string;
}

export class UserDeletionCountResponse {
  @StringField({ description: 'Kind of object, plural.', maxLength: 100 })
  kind!: string;

  @IntegerField({ description: 'How many.', min: 1, max: largestVersion })
  count!: number;

  @EnumField({ description: 'What becomes of them.', values: ['reassigned', 'removed'] })
  outcome!: 'reassigned' | 'removed';
}

export class UserDeletionPreviewResponse {
  @ObjectListField(() => UserDeletionCountResponse, { description: 'What the user owns.', maxItems: 100 })
  contents!: UserDeletionCountResponse[];

  @StringField({ description: 'Send it as `confirm`; changes when any of it does.', maxLength: 100 })
  fingerprint!: string;
}

export class PreferencesResponse {
  @EnumField({ description: 'Colours.', values: ['system', 'light', 'dark'] })
  theme!: 'system' | 'light' | 'dark';

  @StringField({ description: 'BCP 47; null: as the browser says.', maxLength: 35, nullable: true })
  language!: string | null;

  @StringField({ description: 'IANA; null: as the browser says.', maxLength: 64, nullable: true })
  time_zone!: string | null;

  @EnumField({ description: 'Which mail to send.', values: ['all', 'important', 'none'] })
  notifications!: 'all' | 'important' | 'none';

  @StringListField({ description: 'Hints that need not be shown again.', maxItems: 100, maxLength: 100 })
  dismissed!: readonly string[];

  @StringListField({
    description: 'Pinned projects in their order: those that the caller may see.',
    maxItems: 100,
    maxLength: 36,
    format: 'uuid',
  })
  pinned_projects!: readonly string[];

  @IntegerField({ description: 'The ETag.', min: 1, max: largestVersion })
  version!: number;
}

export class UpdatePreferencesRequest {
  @EnumField({
    description: 'Colours.',
    values: ['system', 'light', 'dark'],
    optional: true,
    example: 'dark',
  })
  theme?: 'system' | 'light' | 'dark';

  @StringField({
    description: 'BCP 47; null: as the browser says.',
    minLength: 2,
    maxLength: 35,
    pattern: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
    optional: true,
    nullable: true,
  })
  language?: string | null;

  @StringField({
    description: 'IANA, such as Europe/Zurich; null: as the browser says.',
    maxLength: 64,
    optional: true,
    nullable: true,
  })
  time_zone?: string | null;

  @EnumField({ description: 'Which mail to send.', values: ['all', 'important', 'none'], optional: true })
  notifications?: 'all' | 'important' | 'none';

  @StringListField({
    description: 'Hints that need not be shown again.',
    maxItems: 100,
    maxLength: 100,
    optional: true,
    example: ['welcome'],
  })
  dismissed?: string[];

  @StringListField({
    description: 'All pinned projects, in their order.',
    maxItems: 100,
    maxLength: 36,
    format: 'uuid',
    optional: true,
  })
  pinned_projects?: string[];
}

export class PinRequest {
  @UuidField({ description: 'Id of the project.', example: '0190a000-0000-7000-8000-000000000001' })
  id!: string;
}

export class PinResponse {
  @UuidField({ description: 'Id of the project.' })
  id!: string;
}

export class PinPath {
  @UuidField({ description: 'Id of a pinned project.' })
  pinned_project_id!: string;
}
