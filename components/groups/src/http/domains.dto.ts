import {
  BooleanField,
  EnumField,
  IntegerField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import type { Visibility } from '../groups.types.js';

/** Letters and digits, with single `.`, `_` or `-` between. Upper case is taken for lower case. */
export const slugPattern = /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/;

export class DomainPath {
  @UuidField({ description: 'Id of the domain.' })
  domain_id!: string;
}

export class DomainMemberPath extends DomainPath {
  @UuidField({ description: 'Id of the user or group.' })
  member_id!: string;
}

export class DomainListQuery extends pageQuery({ sortable: ['name', 'created_at'] }) {
  @StringField({ description: 'Part of the slug or the name.', maxLength: 200, optional: true })
  keyword?: string;
}

export class CreateDomainRequest {
  @StringField({
    description: 'Unique, whatever its case; never changes.',
    maxLength: 100,
    pattern: slugPattern,
    example: 'physics',
  })
  slug!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255, example: 'Physics' })
  name!: string;

  @StringField({
    description: 'What it is for.',
    maxLength: 2_000,
    optional: true,
    example: 'The department',
  })
  description?: string;

  @EnumField({
    description: 'Of groups and projects that do not say.',
    values: ['private', 'public'],
    optional: true,
    example: 'private',
  })
  default_visibility?: Visibility;
}

export class UpdateDomainRequest {
  @StringField({ description: 'Shown to people.', maxLength: 255, optional: true, example: 'Physics' })
  name?: string;

  @StringField({
    description: 'What it is for; null clears it.',
    maxLength: 2_000,
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @EnumField({
    description: 'Of groups and projects that do not say.',
    values: ['private', 'public'],
    optional: true,
  })
  default_visibility?: Visibility;
}

export class SuspensionRequest {
  @BooleanField({ description: 'Whether nothing in the domain can be changed.', example: true })
  suspended!: boolean;
}

export class DomainResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Unique, lower case.', maxLength: 100 })
  slug!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @EnumField({ description: 'Of groups and projects that do not say.', values: ['private', 'public'] })
  default_visibility!: Visibility;

  @TimeField({ description: 'Since when nothing in it can be changed.', nullable: true })
  suspended_at!: string | null;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}
