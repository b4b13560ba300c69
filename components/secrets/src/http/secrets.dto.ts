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

const filename = /^[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const kinds = ['general', 'storage'];

export class NoPath {}

export class SecretPath {
  @UuidField({ description: 'Id of the secret.' })
  secret_id!: string;
}

export class StorageSecretsPath {
  @UuidField({ description: 'Id of the storage.' })
  storage_id!: string;
}

export class StorageSecretPath extends StorageSecretsPath {
  @UuidField({ description: 'Id of the secret.' })
  secret_id!: string;
}

export class SecretListQuery extends pageQuery({ sortable: ['name', 'created_at', 'updated_at'] }) {
  @EnumField({ description: 'Only of this kind.', values: kinds, optional: true })
  kind?: 'general' | 'storage';

  @StringField({ description: 'Part of the name.', maxLength: 99, optional: true })
  keyword?: string;

  @BooleanField({ description: 'Deleted ones too.', default: false })
  deleted!: boolean;
}

/** A value: text, or bytes in base64. */
export class SecretValueRequest {
  @StringField({
    description: 'The value, as text. At most 65,536 bytes of UTF-8.',
    maxLength: 65_536,
    optional: true,
    example: 'correct horse battery staple',
  })
  value?: string;

  @StringField({
    description: 'The value, as base64 of 1 to 65,536 bytes. Instead of `value`.',
    minLength: 4,
    maxLength: 87_384,
    pattern: base64,
    optional: true,
  })
  value_base64?: string;
}

export class CreateSecretRequest extends SecretValueRequest {
  @StringField({ description: 'Shown to people.', maxLength: 99, example: 'API key' })
  name!: string;

  @EnumField({ description: 'What it is for.', values: kinds, default: 'general' })
  kind!: 'general' | 'storage';

  @StringField({
    description: 'Where it becomes a file: unique per owner. Default: made from the name.',
    maxLength: 99,
    pattern: filename,
    optional: true,
  })
  default_filename?: string;

  @TimeField({ description: 'From then on nobody is given it.', optional: true, nullable: true })
  expires_at?: string | null;
}

export class UpdateSecretRequest extends SecretValueRequest {
  @StringField({ description: 'Shown to people.', maxLength: 99, optional: true, example: 'API key' })
  name?: string;

  @StringField({ description: 'Unique per owner.', maxLength: 99, pattern: filename, optional: true })
  default_filename?: string;

  @TimeField({
    description: 'From then on nobody is given it; null clears it. A new value keeps it.',
    optional: true,
    nullable: true,
  })
  expires_at?: string | null;
}

export class AddSecretVersionRequest extends SecretValueRequest {
  @IntegerField({
    description: 'Number of the version that this one replaces; 409 when another is current. Default: any.',
    min: 1,
    max: 2_147_483_647,
    optional: true,
  })
  cas?: number;
}

export class SecretVersionRequest {
  @IntegerField({ description: 'Number of the version.', min: 1, max: 2_147_483_647, example: 1 })
  version!: number;
}

export class LabelRequest {
  @StringField({ description: 'The name.', maxLength: 64, pattern: /^[a-z0-9-]+$/, example: 'stable' })
  label!: string;

  @IntegerField({
    description: 'Number of the version that gets it; null takes it away.',
    min: 1,
    max: 2_147_483_647,
    nullable: true,
    example: 1,
  })
  version!: number | null;
}

export class ImportSecretsRequest {
  @StringField({
    description:
      'A `.env` text of 1 to 100 variables. Each becomes a secret of that name and filename, or a new value of it.',
    maxLength: 262_144,
    example: 'TOKEN=correct-horse\nREGION=eu',
  })
  content!: string;
}

export class SecretLabelResponse {
  @StringField({ description: 'The label.', maxLength: 64 })
  label!: string;

  @IntegerField({ description: 'Number of the version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class SecretResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'What owns it.', values: ['user', 'project', 'storage'] })
  owner_type!: 'user' | 'project' | 'storage';

  @UuidField({ description: 'Id of what owns it.' })
  owner_id!: string;

  @StringField({ description: 'Shown to people.', maxLength: 99 })
  name!: string;

  @EnumField({ description: 'What it is for.', values: kinds })
  kind!: 'general' | 'storage';

  @StringField({ description: 'Where it becomes a file.', maxLength: 99 })
  default_filename!: string;

  @EnumField({ description: 'Only live ones are given out.', values: ['live', 'expired', 'deleted'] })
  state!: 'live' | 'expired' | 'deleted';

  @TimeField({ description: 'From then on nobody is given it.', nullable: true })
  expires_at!: string | null;

  @TimeField({
    description: 'Since when the credential itself ought to be changed, because its value may have leaked.',
    nullable: true,
  })
  change_advised_at!: string | null;

  @IntegerField({ description: 'Number of the newest value.', min: 1, max: 2_147_483_647 })
  current_version!: number;

  @ObjectListField(() => SecretLabelResponse, { description: 'Versions that have a name.', maxItems: 20 })
  labels!: SecretLabelResponse[];

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class SecretVersionResponse {
  @IntegerField({ description: 'Number, from 1.', min: 1, max: 2_147_483_647 })
  version!: number;

  @IntegerField({
    description: 'It is the value of this version again.',
    min: 1,
    max: 2_147_483_647,
    nullable: true,
  })
  restored_from!: number | null;

  @IntegerField({ description: 'Bytes of the value.', min: 1, max: 65_536 })
  size!: number;

  @EnumField({ description: 'A destroyed value is gone.', values: ['live', 'deleted', 'destroyed'] })
  state!: 'live' | 'deleted' | 'destroyed';

  @UuidField({ description: 'Who wrote it; null for a service.', nullable: true })
  created_by!: string | null;

  @TimeField({ description: 'When it was written.' })
  created_at!: string;
}

export class SecretVersionsResponse {
  @ObjectListField(() => SecretVersionResponse, { description: 'The newest first.', maxItems: 100 })
  versions!: SecretVersionResponse[];
}

export class ImportSecretsResponse {
  @ObjectListField(() => SecretResponse, { description: 'New secrets.', maxItems: 100 })
  created!: SecretResponse[];

  @ObjectListField(() => SecretResponse, { description: 'Secrets that have a new value.', maxItems: 100 })
  updated!: SecretResponse[];
}

export class SlotsPath {
  @UuidField({ description: 'Id of the project.' })
  project_id!: string;
}

export class SlotPath extends SlotsPath {
  @UuidField({ description: 'Id of the slot.' })
  slot_id!: string;
}

export class SlotListQuery extends pageQuery({ sortable: ['name', 'created_at'] }) {}

const slotFilename = { maxLength: 200, pattern: filename, example: 'api-key' };

export class CreateSlotRequest {
  @StringField({ description: 'Shown to people.', maxLength: 99, example: 'API key' })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 500, optional: true })
  description?: string;

  @StringField({ description: 'Unique in the project.', ...slotFilename })
  filename!: string;
}

export class UpdateSlotRequest {
  @StringField({ description: 'Shown to people.', maxLength: 99, optional: true, example: 'API key' })
  name?: string;

  @StringField({
    description: 'What it is for; null clears it.',
    maxLength: 500,
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @StringField({ description: 'Unique in the project.', ...slotFilename, optional: true })
  filename?: string;
}

export class SlotResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @UuidField({ description: 'Id of the project.' })
  project_id!: string;

  @StringField({ description: 'Shown to people.', maxLength: 99 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 500, nullable: true })
  description!: string | null;

  @StringField({ description: 'Where it becomes a file.', maxLength: 200 })
  filename!: string;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class FillSlotRequest extends SecretValueRequest {
  @UuidField({ description: 'Id of the slot.' })
  slot_id!: string;

  @UuidField({ description: 'A secret of the caller to fill it with, instead of a value.', optional: true })
  secret_id?: string;

  @BooleanField({ description: 'For all members, by who may edit the project.', default: false })
  shared!: boolean;

  @BooleanField({ description: 'No longer filled. Without value and secret.', default: false })
  clear!: boolean;
}

export class FillSlotsRequest {
  @ObjectListField(() => FillSlotRequest, {
    description: 'What to fill slots with: all or none.',
    minItems: 1,
    maxItems: 100,
    example: [{ slot_id: '01890a5d-ac96-774b-bcce-b302099a8057', value: 's3cr3t' }],
  })
  fillings!: FillSlotRequest[];
}

export class SlotValueResponse {
  @UuidField({ description: 'Id of the slot.' })
  slot_id!: string;

  @UuidField({ description: 'Id of the secret that fills it.' })
  secret_id!: string;

  @BooleanField({ description: 'The value of the project, for all who have none of their own.' })
  shared!: boolean;
}

export class SlotValuesResponse {
  @ObjectListField(() => SlotValueResponse, {
    description: 'What the slots are filled with.',
    maxItems: 1_000,
  })
  values!: SlotValueResponse[];
}
