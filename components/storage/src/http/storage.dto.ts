import {
  BooleanField,
  EnumField,
  HttpUrlField,
  IntegerField,
  ObjectField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';

const bucket = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export class S3ResourceRequest {
  @EnumField({ description: 'Kind of store.', values: ['s3'], example: 's3' })
  type!: 's3';

  @HttpUrlField({
    description: 'Base URL of the service, without bucket and path.',
    example: 'https://s3.example.org',
  })
  endpoint!: string;

  @StringField({
    description: 'Region, where the service has several.',
    maxLength: 64,
    optional: true,
    example: 'eu-central-1',
  })
  region?: string;

  @StringField({
    description: 'Name of the bucket.',
    minLength: 3,
    maxLength: 63,
    pattern: bucket,
    example: 'results',
  })
  bucket!: string;

  @StringField({
    description: 'Everything lies below it.',
    maxLength: 512,
    optional: true,
    example: 'runs/2026',
  })
  prefix?: string;

  @BooleanField({ description: 'Bucket in the path instead of the host name.', default: true })
  path_style!: boolean;
}

export class S3ResourceResponse {
  @EnumField({ description: 'Kind of store.', values: ['s3'] })
  type!: 's3';

  @HttpUrlField({ description: 'Base URL of the service, without bucket and path.' })
  endpoint!: string;

  @StringField({ description: 'Region, where the service has several.', maxLength: 64, optional: true })
  region?: string;

  @StringField({ description: 'Name of the bucket.', minLength: 3, maxLength: 63 })
  bucket!: string;

  @StringField({ description: 'Everything lies below it.', maxLength: 512, optional: true })
  prefix?: string;

  @BooleanField({ description: 'Bucket in the path instead of the host name.' })
  path_style!: boolean;
}

export class S3ResourceChange {
  @EnumField({ description: 'Kind of store; it cannot change.', values: ['s3'], optional: true })
  type?: 's3';

  @HttpUrlField({
    description: 'Base URL of the service.',
    optional: true,
    example: 'https://s3.example.org',
  })
  endpoint?: string;

  @StringField({ description: 'Region; null clears it.', maxLength: 64, optional: true, nullable: true })
  region?: string | null;

  @StringField({
    description: 'Name of the bucket.',
    minLength: 3,
    maxLength: 63,
    pattern: bucket,
    optional: true,
  })
  bucket?: string;

  @StringField({
    description: 'Everything lies below it; null clears it.',
    maxLength: 512,
    optional: true,
    nullable: true,
  })
  prefix?: string | null;

  @BooleanField({ description: 'Bucket in the path instead of the host name.', optional: true })
  path_style?: boolean;
}

export class StoragePath {
  @UuidField({ description: 'Id of the storage.' })
  storage_id!: string;
}

export class StorageListQuery extends pageQuery({ sortable: ['name', 'created_at', 'updated_at'] }) {
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

  @BooleanField({ description: 'Only enabled, or only disabled ones.', optional: true })
  enabled?: boolean;
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

  @ObjectField(() => S3ResourceRequest, { description: 'Where the objects are.' })
  resource!: S3ResourceRequest;

  @BooleanField({ description: 'Whether it takes new use.', default: true })
  enabled!: boolean;
}

export class UpdateStorageRequest {
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

  @ObjectField(() => S3ResourceChange, {
    description: 'What changes of where the objects are.',
    optional: true,
  })
  resource?: S3ResourceChange;

  @BooleanField({ description: 'Whether it takes new use.', optional: true, example: false })
  enabled?: boolean;
}

export class StorageResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @ObjectField(() => S3ResourceResponse, { description: 'Where the objects are.' })
  resource!: S3ResourceResponse;

  @BooleanField({ description: 'Whether it takes new use.' })
  enabled!: boolean;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}
