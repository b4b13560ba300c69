import {
  BooleanField,
  EnumField,
  eomPageQuery,
  ObjectField,
  StringField,
  StringListField,
  TimeField,
  UnionField,
  UuidField,
} from '@ashlar/http';
import { storageTypes } from '../catalogue/index.js';
import type { StorageType } from '../config.types.js';
import {
  resourceRequests,
  resourceResponses,
  StorageCredentialsRequest,
  type WireConfig,
} from './config.dto.js';
import { checkFilters, StorageChangeRequest } from './storage.dto.js';

export class EomStorageListQuery extends eomPageQuery([
  ['created', 'created_at'],
  ['name', 'name'],
  ['enable', 'enabled'],
  ['modified', 'updated_at'],
]) {
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

  @BooleanField({ description: 'Only enabled, or only disabled ones.', optional: true })
  enable?: boolean;

  @BooleanField({ description: 'Another word for `enable`.', optional: true })
  active?: boolean;

  @EnumField({ description: 'Only of this kind.', values: storageTypes, optional: true })
  type?: StorageType;

  @EnumField({ description: 'Only those whose last check ended so.', values: checkFilters, optional: true })
  check_status?: (typeof checkFilters)[number];

  @TimeField({ description: 'Made then or later.', optional: true })
  created_from?: string;

  @TimeField({ description: 'Made before.', optional: true })
  created_to?: string;

  @TimeField({ description: 'Changed then or later.', optional: true })
  modified_from?: string;

  @TimeField({ description: 'Changed before.', optional: true })
  modified_to?: string;
}

export class EomCreateStorageRequest {
  @StringField({ description: 'Unique per owner, whatever its case.', maxLength: 255, example: 'Results' })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, optional: true, nullable: true })
  description?: string | null;

  @UnionField({ description: 'Where the objects are.', by: 'type', variants: resourceRequests })
  resource!: WireConfig;

  @ObjectField(() => StorageCredentialsRequest, { description: 'What it signs in with.', optional: true })
  credentials?: StorageCredentialsRequest;

  @UuidField({ description: 'The group or project that owns it. Absent: the platform.', optional: true })
  collection_id?: string;

  @BooleanField({ description: 'Whether it takes new use. Absent: it does.', optional: true })
  enable?: boolean;

  @BooleanField({ description: 'Another word for `enable`.', optional: true })
  active?: boolean;
}

export class EomUpdateStorageRequest extends StorageChangeRequest {
  @BooleanField({ description: 'Whether it takes new use.', optional: true })
  enable?: boolean;

  @BooleanField({ description: 'Another word for `enable`.', optional: true })
  active?: boolean;
}

export class EomStorageResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Unique per owner, whatever its case.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @UnionField({ description: 'Where the objects are.', by: 'type', variants: resourceResponses })
  resource!: WireConfig;

  @UuidField({ description: 'The group or project that owns it.', nullable: true })
  collection_id!: string | null;

  @BooleanField({ description: 'Whether it takes new use.' })
  enable!: boolean;

  @BooleanField({ description: 'Another word for `enable`.' })
  active!: boolean;

  @TimeField({ description: 'When it was made.' })
  created!: string;

  @TimeField({ description: 'When it was last changed.' })
  modified!: string;
}
