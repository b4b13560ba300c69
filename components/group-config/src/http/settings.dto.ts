import {
  EnumField,
  IntegerField,
  JsonObjectField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { largestSchema } from '../setting-schema.js';
import { largestSetting } from '../settings.service.js';
import type { JsonObject } from '../settings.types.js';
import { RevisionActorResponse } from './dotfile-revisions.dto.js';
import { DotfileOwnerResponse } from './dotfiles.dto.js';

export const settingName = {
  description: 'Name of the setting.',
  maxLength: 100,
  pattern: /^[a-z0-9]+([._-][a-z0-9]+)*$/,
  example: 'editor',
} as const;

const longestPointer = 500;
const valueExample = { theme: 'dark', fonts: { size: 12 } };

export class SettingListQuery extends pageQuery({ sortable: ['name', 'updated_at'] }) {}

export class SettingRevisionListQuery extends pageQuery({ sortable: ['version'], descending: true }) {}

export class PutSettingRequest {
  @JsonObjectField({
    description: 'Merged over what wider owners say: objects member by member, all else replaced whole.',
    maxBytes: largestSetting,
    example: valueExample,
  })
  value!: JsonObject;

  @JsonObjectField({
    description: 'JSON Schema (2020-12) of the merged document, here and below; without references.',
    maxBytes: largestSchema,
    optional: true,
    nullable: true,
  })
  schema?: JsonObject | null;

  @StringListField({
    description: 'JSON pointers that narrower owners may not change. An empty one is all of it.',
    maxItems: 100,
    maxLength: longestPointer,
    optional: true,
  })
  locked?: string[];
}

export class RestoreSettingRequest {
  @IntegerField({ description: 'Version to go back to.', min: 1, max: 2_147_483_647, example: 1 })
  version!: number;
}

export class SettingSummaryResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @ObjectField(() => DotfileOwnerResponse, { description: 'Whose it is.' })
  owner!: DotfileOwnerResponse;

  @StringField(settingName)
  name!: string;

  @StringListField({
    description: 'JSON pointers that narrower owners may not change.',
    maxItems: 100,
    maxLength: longestPointer,
  })
  locked!: string[];

  @IntegerField({ description: 'The ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @UuidField({ description: 'Who made it.', nullable: true })
  created_by!: string | null;

  @UuidField({ description: 'Who changed it last.', nullable: true })
  updated_by!: string | null;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was changed last.' })
  updated_at!: string;
}

export class SettingResponse extends SettingSummaryResponse {
  @JsonObjectField({ description: 'What this owner says.', maxBytes: largestSetting })
  value!: JsonObject;

  @JsonObjectField({
    description: 'What the merged document has to look like.',
    maxBytes: largestSchema,
    nullable: true,
  })
  schema!: JsonObject | null;
}

export class SettingRevisionResponse {
  @IntegerField({ description: 'Version that came of it.', min: 1, max: 2_147_483_647 })
  version!: number;

  @EnumField({ description: 'What happened.', values: ['created', 'changed', 'deleted'] })
  change!: string;

  @JsonObjectField({
    description: 'The document then; null where it went.',
    maxBytes: largestSetting,
    nullable: true,
  })
  value!: JsonObject | null;

  @JsonObjectField({ description: 'The schema then.', maxBytes: largestSchema, nullable: true })
  schema!: JsonObject | null;

  @StringListField({
    description: 'What was locked then.',
    maxItems: 100,
    maxLength: longestPointer,
  })
  locked!: string[];

  @StringField({ description: 'Of the document before, in hex.', maxLength: 64, nullable: true })
  sha256_before!: string | null;

  @StringField({ description: 'Of the document after, in hex.', maxLength: 64, nullable: true })
  sha256!: string | null;

  @IntegerField({ description: 'Bytes of it.', min: 0, max: 2_147_483_647, nullable: true })
  size!: number | null;

  @ObjectField(() => RevisionActorResponse, { description: 'Who did it.' })
  actor!: RevisionActorResponse;

  @TimeField({ description: 'When.' })
  created_at!: string;
}

export class SettingSourceResponse {
  @StringField({ description: 'Into the document.', minLength: 0, maxLength: 65_536 })
  pointer!: string;

  @ObjectField(() => DotfileOwnerResponse, { description: 'Who says what stands there.' })
  from!: DotfileOwnerResponse;

  @ObjectListField(() => DotfileOwnerResponse, {
    description: 'Wider owners that say something else, the nearest first.',
    maxItems: 100,
  })
  shadows!: DotfileOwnerResponse[];
}

export class StoppedSettingResponse {
  @StringField({ description: 'Into the document.', minLength: 0, maxLength: 65_536 })
  pointer!: string;

  @ObjectField(() => DotfileOwnerResponse, { description: 'Whose word does not count there.' })
  from!: DotfileOwnerResponse;

  @StringField({ description: 'The lock that keeps it out.', minLength: 0, maxLength: longestPointer })
  lock!: string;

  @ObjectField(() => DotfileOwnerResponse, { description: 'Whose lock.' })
  locked_by!: DotfileOwnerResponse;
}

export class SettingViolationResponse {
  @ObjectField(() => DotfileOwnerResponse, { description: 'Whose schema.' })
  schema_of!: DotfileOwnerResponse;

  @StringField({ description: 'Into the document.', minLength: 0, maxLength: 65_536 })
  pointer!: string;

  @StringField({ description: 'Keyword of the schema.', maxLength: 100 })
  rule!: string;

  @StringField({ description: 'What is wrong.', maxLength: 10_000 })
  message!: string;
}

export class EffectiveSettingResponse {
  @StringField(settingName)
  name!: string;

  @JsonObjectField({ description: 'What holds.', maxBytes: 10_000_000 })
  value!: JsonObject;

  @ObjectListField(() => SettingSourceResponse, {
    description: 'Who says what, by pointer.',
    maxItems: 100_000,
  })
  sources!: SettingSourceResponse[];

  @ObjectListField(() => StoppedSettingResponse, {
    description: 'What locks keep out.',
    maxItems: 100_000,
  })
  stopped!: StoppedSettingResponse[];

  @ObjectListField(() => SettingViolationResponse, {
    description: 'Where it is not what a schema wants.',
    maxItems: 100_000,
  })
  violations!: SettingViolationResponse[];
}
