import { EnumField, IntegerField, ObjectField, pageQuery, StringField, TimeField } from '@ashlar/http';
import { longestPath } from '../dotfile-path.js';

export class RestoreDotfileRequest {
  @IntegerField({ description: 'Version to go back to.', min: 1, max: 2_147_483_647, example: 1 })
  version!: number;
}

export class RevisionListQuery extends pageQuery({ sortable: ['version'], descending: true }) {}

export class RevisionActorResponse {
  @EnumField({ description: 'Kind of caller.', values: ['user', 'service', 'system', 'anonymous'] })
  kind!: string;

  @StringField({ description: 'Its id.', maxLength: 255, nullable: true })
  id!: string | null;
}

export class RevisionResponse {
  @IntegerField({ description: 'Version that came of it.', min: 1, max: 2_147_483_647 })
  version!: number;

  @EnumField({ description: 'What happened.', values: ['created', 'changed', 'deleted'] })
  change!: string;

  @StringField({ description: 'Path then.', maxLength: longestPath })
  path!: string;

  @StringField({ description: 'Permission bits then.', minLength: 3, maxLength: 3 })
  mode!: string;

  @StringField({ description: 'Of the content then; null where it went.', maxLength: 64, nullable: true })
  sha256!: string | null;

  @StringField({
    description: 'Of the content that it replaced or removed; null where it was created.',
    maxLength: 64,
    nullable: true,
  })
  previous_sha256!: string | null;

  @IntegerField({ description: 'Bytes then.', min: 0, max: 2_147_483_647, nullable: true })
  size!: number | null;

  @ObjectField(() => RevisionActorResponse, { description: 'Who did it.' })
  actor!: RevisionActorResponse;

  @StringField({ description: 'Why.', maxLength: 500, nullable: true })
  reason!: string | null;

  @TimeField({ description: 'When.' })
  created_at!: string;
}

export class RevisionDiffQuery {
  @IntegerField({ description: 'A version.', min: 1, max: 2_147_483_647, default: 1 })
  from!: number;

  @IntegerField({ description: 'Another one.', min: 1, max: 2_147_483_647, default: 1 })
  to!: number;
}

export class RevisionDiffResponse {
  @ObjectField(() => RevisionResponse, { description: 'What it was.' })
  from!: RevisionResponse;

  @ObjectField(() => RevisionResponse, { description: 'What it became.' })
  to!: RevisionResponse;

  @StringField({
    description: 'Unified diff; null where one is no text, or they have too little in common.',
    maxLength: 1_000_000,
    nullable: true,
  })
  patch!: string | null;
}
