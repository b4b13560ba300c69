import {
  BooleanField,
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UnionField,
  UuidField,
} from '@ashlar/http';
import { storageTypes } from '../catalogue/index.js';
import type { StorageType } from '../config.types.js';
import { type IntendedUse, intendedUses, type StorageOwner } from '../storage.types.js';
import {
  resourceRequests,
  resourceResponses,
  StorageCredentialsRequest,
  StorageResourceChange,
  type WireConfig,
} from './config.dto.js';

export const ownerTypes = ['platform', 'group', 'project'] as const;
export const checkFilters = ['pass', 'warn', 'fail', 'none'] as const;
const checkStatuses = ['pass', 'warn', 'fail'] as const;

export class StoragePath {
  @UuidField({ description: 'Id of the storage.' })
  storage_id!: string;
}

export class StorageListQuery extends pageQuery({
  sortable: ['name', 'enabled', 'created_at', 'updated_at'],
}) {
  @StringListField({
    description: 'Only these.',
    maxItems: 100,
    maxLength: 36,
    format: 'uuid',
    optional: true,
  })
  ids?: string[];

  @StringField({ description: 'Part of the name or the description.', maxLength: 200, optional: true })
  keyword?: string;

  @UuidField({ description: 'Only those of this group or project.', optional: true })
  collection_id?: string;

  @EnumField({ description: 'Only of this kind.', values: storageTypes, optional: true })
  type?: StorageType;

  @BooleanField({ description: 'Only enabled, or only disabled ones.', optional: true })
  enabled?: boolean;

  @EnumField({ description: 'Only those whose last check ended so.', values: checkFilters, optional: true })
  check_status?: (typeof checkFilters)[number];

  @TimeField({ description: 'Made then or later.', optional: true })
  created_from?: string;

  @TimeField({ description: 'Made before.', optional: true })
  created_to?: string;

  @TimeField({ description: 'Changed then or later.', optional: true })
  updated_from?: string;

  @TimeField({ description: 'Changed before.', optional: true })
  updated_to?: string;
}

export class CreateStorageRequest {
  @StringField({ description: 'Shown to people; unique per owner.', maxLength: 255, example: 'Results' })
  name!: string;

  @StringField({
    description: 'What it is for.',
    maxLength: 2_000,
    optional: true,
    example: 'Results of all runs',
  })
  description?: string;

  @EnumField({ description: 'Whose it is; it stays so.', values: ownerTypes, default: 'platform' })
  owner_type!: StorageOwner['type'];

  @UuidField({ description: 'The group or project; absent for the platform.', optional: true })
  owner_id?: string;

  @UnionField({ description: 'Where the objects are.', by: 'type', variants: resourceRequests })
  resource!: WireConfig;

  @ObjectField(() => StorageCredentialsRequest, { description: 'What it signs in with.', optional: true })
  credentials?: StorageCredentialsRequest;

  @BooleanField({ description: 'Whether it takes new use.', default: true })
  enabled!: boolean;
}

/** What can be changed of a storage, in both contracts. */
export class StorageChangeRequest {
  @StringField({
    description: 'Shown to people; unique per owner.',
    maxLength: 255,
    optional: true,
    example: 'Results',
  })
  name?: string;

  @StringField({
    description: 'What it is for; null clears it.',
    maxLength: 2_000,
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @ObjectField(() => StorageResourceChange, {
    description: 'What changes of where the objects are.',
    optional: true,
  })
  resource?: StorageResourceChange;

  @ObjectField(() => StorageCredentialsRequest, {
    description: 'What changes of what it signs in with.',
    optional: true,
  })
  credentials?: StorageCredentialsRequest;
}

export class UpdateStorageRequest extends StorageChangeRequest {
  @BooleanField({ description: 'Whether it takes new use.', optional: true, example: false })
  enabled?: boolean;
}

export class StorageCredentialResponse {
  @StringField({ description: 'What is set.', maxLength: 63 })
  name!: string;

  @StringField({ description: 'The same for the same value in this storage.', maxLength: 16 })
  fingerprint!: string;

  @StringField({ description: 'The end of what names who signs in.', maxLength: 4, nullable: true })
  hint!: string | null;

  @TimeField({ description: 'When it was set.' })
  updated_at!: string;

  @TimeField({ description: 'Until then a rotation can be rolled back.', nullable: true })
  previous_until!: string | null;
}

export class StorageCredentialsResponse {
  @BooleanField({ description: 'Whether all that the way to sign in needs is set.' })
  secret_set!: boolean;

  @TimeField({ description: 'When any of it was set last.', nullable: true })
  updated_at!: string | null;

  @StringField({
    description: 'The same for the same values in this storage.',
    maxLength: 16,
    nullable: true,
  })
  fingerprint!: string | null;

  @ObjectListField(() => StorageCredentialResponse, { description: 'Each of them.', maxItems: 20 })
  fields!: StorageCredentialResponse[];
}

export class SensitiveFieldResponse {
  @StringField({ description: 'Name of the credential.', maxLength: 63 })
  name!: string;

  @StringField({ description: 'For people.', maxLength: 500 })
  help!: string;

  @BooleanField({ description: 'Whether the way to sign in needs it.' })
  required!: boolean;

  @BooleanField({ description: 'Whether it is set.' })
  set!: boolean;
}

export class LastCheckResponse {
  @EnumField({ description: 'How the last checks ended.', values: checkStatuses })
  status!: (typeof checkStatuses)[number];

  @TimeField({ description: 'Since when they end so.' })
  since!: string;

  @TimeField({ description: 'When the last one was.' })
  at!: string;

  @EnumField({ description: 'What it was tested for, and is tested for again.', values: intendedUses })
  intended_use!: IntendedUse;
}

/** What lists show. */
export class StorageResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @EnumField({ description: 'Whose it is.', values: ownerTypes })
  owner_type!: StorageOwner['type'];

  @UuidField({ description: 'The group or project.', nullable: true })
  owner_id!: string | null;

  @UnionField({ description: 'Where the objects are.', by: 'type', variants: resourceResponses })
  resource!: WireConfig;

  @BooleanField({ description: 'Whether it takes new use.' })
  enabled!: boolean;

  @ObjectField(() => LastCheckResponse, { description: 'Absent before the first check.', optional: true })
  last_check?: LastCheckResponse;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class StorageDetailsResponse extends StorageResponse {
  @ObjectField(() => StorageCredentialsResponse, { description: 'What it signs in with, without values.' })
  credentials!: StorageCredentialsResponse;

  @ObjectListField(() => SensitiveFieldResponse, {
    description: 'What a form asks for, to sign in.',
    maxItems: 20,
  })
  sensitive_fields!: SensitiveFieldResponse[];
}

export class DeleteStorageQuery {
  @BooleanField({ description: 'Even though others depend on it. Needs `token`.', default: false })
  force!: boolean;

  @StringField({
    description: 'Of the dependencies, or of the refusal: says what the caller was told of.',
    maxLength: 64,
    optional: true,
  })
  token?: string;
}

export class DependantSampleResponse {
  @StringField({ description: 'Its id.', maxLength: 64 })
  id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;
}

export class DependantsResponse {
  @StringField({ description: 'What depends on the storage, in the plural.', maxLength: 63 })
  kind!: string;

  @IntegerField({ description: 'How many.', min: 1, max: 2_147_483_647 })
  count!: number;

  @ObjectListField(() => DependantSampleResponse, { description: 'Some of them.', maxItems: 5 })
  samples!: DependantSampleResponse[];
}

export class DependenciesResponse {
  @ObjectListField(() => DependantsResponse, {
    description: 'By kind; empty when nothing does.',
    maxItems: 50,
  })
  dependants!: DependantsResponse[];

  @StringField({ description: 'For a deletion by force.', maxLength: 64 })
  token!: string;
}

export class RotateCredentialsRequest {
  @ObjectField(() => StorageCredentialsRequest, {
    description: 'The whole new set; what is absent is not set afterwards.',
    example: { access_key_id: 'AKIDEXAMPLE0001', secret_access_key: 'only-an-example' },
  })
  credentials!: StorageCredentialsRequest;

  @IntegerField({
    description: 'Seconds for which the old ones are kept.',
    min: 0,
    max: 2_592_000,
    default: 86_400,
  })
  grace_seconds!: number;

  @EnumField({
    description:
      'What the new ones have to be good for. Absent: what the storage was tested for last, or `read`.',
    values: intendedUses,
    optional: true,
  })
  intended_use?: IntendedUse;
}

export class TrialResponse {
  @EnumField({ description: 'How the trial ended.', values: ['pass', 'warn', 'skip'] })
  status!: string;

  @StringField({ description: 'Why it was skipped, or what else there is to say.', maxLength: 63 })
  code!: string;

  @EnumField({ description: 'What they were tried for.', values: intendedUses })
  intended_use!: IntendedUse;
}

export class RotationResponse {
  @ObjectField(() => TrialResponse, { description: 'How the new ones did at the storage.' })
  test!: TrialResponse;

  @ObjectField(() => StorageCredentialsResponse, { description: 'What is set now.' })
  credentials!: StorageCredentialsResponse;
}
