import {
  BooleanField,
  EnumField,
  IntegerField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import type { Visibility } from '@ashlar/groups';
import { DeletionQuery, slugPattern } from '@ashlar/groups/http';

const visibilities = ['private', 'public'] as const;
const keywords = { maxItems: 100, maxLength: 99 } as const;
const repositories = { maxItems: 100, maxLength: 2_000 } as const;

export class ProjectPath {
  @UuidField({ description: 'Id of the project.' })
  project_id!: string;
}

const slugs = slugPattern.source.slice(1, -1);

/** A project itself can be named by its path, too; what is in it is named by the id. */
export class ProjectRefPath {
  @StringField({
    description:
      'Id of the project, or its path from the domain down with `/` percent-encoded: `acme%2Fteam%2Fdata`.',
    maxLength: 2_200,
    pattern: new RegExp(`^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|${slugs}(/${slugs})+)$`),
    example: '01920000-0000-7000-8000-000000000000',
  })
  project_id!: string;
}

export class ProjectRefQuery {
  @UuidField({
    description:
      'Tenant that a path begins in. Default: the home of the caller; for who is no user, `default`.',
    optional: true,
  })
  domain_id?: string;
}

export class ProjectDeletionQuery extends DeletionQuery {
  @UuidField({
    description:
      'Tenant that a path begins in. Default: the home of the caller; for who is no user, `default`.',
    optional: true,
  })
  domain_id?: string;
}

export class ProjectMemberPath extends ProjectPath {
  @UuidField({ description: 'Id of the user or group.' })
  member_id!: string;
}

export class ProjectInvitationPath extends ProjectPath {
  @UuidField({ description: 'Id of the invitation.' })
  invitation_id!: string;
}

export class ProjectListQuery extends pageQuery({ sortable: ['name', 'created_at', 'updated_at'] }) {
  @UuidField({ description: 'Only those of this domain.', optional: true })
  domain_id?: string;

  @UuidField({ description: 'Only those of this group or user.', optional: true })
  namespace_id?: string;

  @BooleanField({ description: 'Only those in which the caller was given a role, or not.', optional: true })
  direct_member?: boolean;

  @StringListField({ description: 'Only those with all of these.', ...keywords, optional: true })
  keywords?: string[];

  @StringField({
    description: 'Part of the slug, the name or the description.',
    maxLength: 200,
    optional: true,
  })
  text?: string;
}

export class CopyListQuery extends pageQuery({ sortable: ['created_at', 'name', 'updated_at'] }) {}

export class CreateProjectRequest {
  @StringField({
    description: 'Path of the group or user that it goes to, or its id.',
    maxLength: 2_200,
    example: 'acme/team',
  })
  namespace!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255, example: 'Beam line 7' })
  name!: string;

  @StringField({
    description:
      'Last part of its path; unique in its place, whatever its case. Default: made from the name.',
    maxLength: 100,
    pattern: slugPattern,
    optional: true,
    example: 'beam-line-7',
  })
  slug?: string;

  @StringField({ description: 'In a few sentences.', maxLength: 2_000, optional: true, example: 'All runs' })
  description?: string;

  @StringField({ description: 'Markdown.', maxLength: 100_000, optional: true, example: '# Beam line 7' })
  documentation?: string;

  @EnumField({
    description: 'Public: everybody may read it. Default: as the domain says.',
    values: visibilities,
    optional: true,
    example: 'private',
  })
  visibility?: Visibility;

  @StringListField({ description: 'To find it by.', ...keywords, optional: true, example: ['optics'] })
  keywords?: string[];

  @StringListField({
    description: 'URLs of source repositories, without credentials.',
    ...repositories,
    optional: true,
    example: ['https://git.example.org/beam.git'],
  })
  repositories?: string[];
}

export class UpdateProjectRequest {
  @StringField({
    description: 'Where it goes: path or id of a group or user, of the same domain.',
    maxLength: 2_200,
    optional: true,
  })
  namespace?: string;

  @StringField({
    description: 'Last part of its path. The old path leads here until something else takes it.',
    maxLength: 100,
    pattern: slugPattern,
    optional: true,
  })
  slug?: string;

  @StringField({ description: 'Shown to people.', maxLength: 255, optional: true, example: 'Beam line 8' })
  name?: string;

  @StringField({ description: 'null clears it.', maxLength: 2_000, optional: true, nullable: true })
  description?: string | null;

  @StringField({
    description: 'Markdown; null clears it.',
    maxLength: 100_000,
    optional: true,
    nullable: true,
  })
  documentation?: string | null;

  @EnumField({ description: 'Public: everybody may read it.', values: visibilities, optional: true })
  visibility?: Visibility;

  @StringListField({ description: 'Replaces the whole list.', ...keywords, optional: true })
  keywords?: string[];

  @StringListField({ description: 'Replaces the whole list.', ...repositories, optional: true })
  repositories?: string[];
}

export class CopyProjectRequest {
  @StringField({
    description: 'Path of the group or user that the copy goes to, or its id.',
    maxLength: 2_200,
    example: 'acme/team',
  })
  namespace!: string;

  @StringField({ description: 'Default: as the original.', maxLength: 255, optional: true, example: 'Mine' })
  name?: string;

  @StringField({
    description: 'Default: as the original.',
    maxLength: 100,
    pattern: slugPattern,
    optional: true,
    example: 'mine',
  })
  slug?: string;

  @EnumField({ description: 'Default: private.', values: visibilities, optional: true, example: 'private' })
  visibility?: Visibility;
}

export class ProjectSummaryResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @UuidField({ description: 'The tenant it belongs to.' })
  domain_id!: string;

  @UuidField({ description: 'The group or the namespace of the user that it lies in.' })
  namespace_id!: string;

  @EnumField({ description: 'What that is.', values: ['group', 'user-namespace'] })
  namespace_type!: 'group' | 'user-namespace';

  @StringField({ description: 'Last part of its path.', maxLength: 100 })
  slug!: string;

  @StringField({ description: 'Slugs from the domain down.', maxLength: 2_200 })
  path!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'In a few sentences.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @EnumField({ description: 'Public: everybody may read it.', values: visibilities })
  visibility!: Visibility;

  @StringListField({ description: 'To find it by.', ...keywords })
  keywords!: string[];

  @StringListField({ description: 'URLs of source repositories.', ...repositories })
  repositories!: string[];

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class ProjectResponse extends ProjectSummaryResponse {
  @StringField({ description: 'Markdown.', maxLength: 100_000, nullable: true })
  documentation!: string | null;
}
