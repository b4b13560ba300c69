import {
  BooleanField,
  EnumField,
  IntegerField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import type { TargetType, Visibility } from '../groups.types.js';
import { slugPattern } from './domains.dto.js';

export class GroupPath {
  @UuidField({ description: 'Id of the group.' })
  group_id!: string;
}

export class GroupMemberPath extends GroupPath {
  @UuidField({ description: 'Id of the user or group.' })
  member_id!: string;
}

export class GroupInvitationPath extends GroupPath {
  @UuidField({ description: 'Id of the invitation.' })
  invitation_id!: string;
}

export class GroupListQuery extends pageQuery({ sortable: ['name', 'created_at', 'updated_at'] }) {
  @UuidField({ description: 'Only those of this domain.', optional: true })
  domain_id?: string;

  @UuidField({ description: 'Only those that lie directly in this group.', optional: true })
  parent_group_id?: string;

  @BooleanField({ description: 'Only those in which the caller was given a role, or not.', optional: true })
  direct_member?: boolean;

  @StringField({ description: 'Part of the slug or the name.', maxLength: 200, optional: true })
  keyword?: string;
}

export class CreateGroupRequest {
  @UuidField({
    description: 'Where it lies: a domain or a group.',
    example: '00000000-0000-7000-8000-000000000001',
  })
  parent_id!: string;

  @StringField({
    description: 'Last part of its path; unique in its place, whatever its case.',
    maxLength: 100,
    pattern: slugPattern,
    example: 'detector-team',
  })
  slug!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255, example: 'Detector team' })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, optional: true, example: 'All detectors' })
  description?: string;

  @EnumField({
    description: 'Public: everybody may read it. Default: as the domain says.',
    values: ['private', 'public'],
    optional: true,
    example: 'private',
  })
  visibility?: Visibility;

  @UuidField({ description: 'The first owner. Default: the caller.', optional: true })
  owner_id?: string;
}

export class UpdateGroupRequest {
  @UuidField({
    description: 'Where it goes: a domain or a group, of the same domain.',
    optional: true,
  })
  parent_id?: string;

  @StringField({
    description: 'Last part of its path. The old path leads here until somebody else takes it.',
    maxLength: 100,
    pattern: slugPattern,
    optional: true,
    example: 'detectors',
  })
  slug?: string;

  @StringField({ description: 'Shown to people.', maxLength: 255, optional: true, example: 'Detectors' })
  name?: string;

  @StringField({
    description: 'What it is for; null clears it.',
    maxLength: 2_000,
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @EnumField({
    description: 'Public: everybody may read it.',
    values: ['private', 'public'],
    optional: true,
  })
  visibility?: Visibility;
}

export class GroupResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @UuidField({ description: 'The tenant it belongs to.' })
  domain_id!: string;

  @UuidField({ description: 'The group it lies in; null directly in the domain.', nullable: true })
  parent_group_id!: string | null;

  @StringField({ description: 'Last part of its path.', maxLength: 100 })
  slug!: string;

  @StringField({ description: 'Slugs from the domain down.', maxLength: 2_200 })
  path!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @EnumField({ description: 'Public: everybody may read it.', values: ['private', 'public'] })
  visibility!: Visibility;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class DeletionQuery {
  @StringField({
    description: 'Fingerprint of the deletion preview; not needed when nothing else goes with it.',
    maxLength: 100,
    optional: true,
  })
  confirm?: string;
}

export class DeletionCountResponse {
  @StringField({ description: 'Kind of object, plural.', maxLength: 100 })
  kind!: string;

  @IntegerField({ description: 'How many.', min: 0, max: 2_147_483_647 })
  count!: number;
}

export class DeletionPreviewResponse {
  @ObjectListField(() => DeletionCountResponse, { description: 'What goes with it.', maxItems: 50 })
  contents!: DeletionCountResponse[];

  @StringField({ description: 'Send it as `confirm`; changes when what goes with it does.', maxLength: 100 })
  fingerprint!: string;
}

export class NamespacePath {
  @StringField({
    description:
      'Slugs with `/` between, percent-encoded: `acme%2Fteam`. A name of the past leads on to the one of today.',
    maxLength: 2_200,
    example: 'acme/team',
  })
  path!: string;
}

export class NamespaceQuery {
  @UuidField({
    description:
      'Tenant that the path begins in. Default: the home of the caller; for who is no user, `default`.',
    optional: true,
  })
  domain_id?: string;
}

export class NamespaceResponse {
  @UuidField({ description: 'Id of what the path leads to.' })
  id!: string;

  @EnumField({ description: 'What it is.', values: ['group', 'user-namespace', 'project'] })
  type!: TargetType;

  @UuidField({ description: 'The tenant it belongs to.' })
  domain_id!: string;

  @StringField({ description: 'Its path today.', maxLength: 2_200 })
  path!: string;
}
