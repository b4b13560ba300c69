import { longestPath } from '@ashlar/group-config';
import { MountClashResponse } from '@ashlar/group-config/http';
import {
  BooleanField,
  IntegerField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';

export class StorageMountsPath {
  @UuidField({ description: 'Id of the project.' })
  project_id!: string;
}

export class StorageMountPath extends StorageMountsPath {
  @UuidField({ description: 'Id of the mount.' })
  mount_id!: string;
}

export class StorageMountListQuery extends pageQuery({ sortable: ['path', 'created_at', 'updated_at'] }) {}

const place = {
  description:
    'Where runs find it, relative to the home folder; kept in one spelling, as paths of dotfiles are.',
  maxLength: longestPath,
  example: 'data/results',
};

export class CreateStorageMountRequest {
  @UuidField({
    description: 'Id of a storage that the caller may read, of the same domain or of the platform.',
    example: '01890a5d-ac96-774b-bcce-b302099a8057',
  })
  storage_id!: string;

  @StringField(place)
  path!: string;

  @BooleanField({ description: 'Whether runs can only read there.', default: true })
  read_only!: boolean;
}

export class UpdateStorageMountRequest {
  @StringField({ ...place, optional: true })
  path?: string;

  @BooleanField({
    description:
      'Whether runs can only read there. To let them write, the caller must be able to read the storage.',
    optional: true,
  })
  read_only?: boolean;
}

export class StorageMountResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @UuidField({ description: 'Id of the project.' })
  project_id!: string;

  @UuidField({ description: 'Id of the storage.' })
  storage_id!: string;

  @StringField({ description: 'Where runs find it, relative to the home folder.', maxLength: longestPath })
  path!: string;

  @BooleanField({ description: 'Whether runs can only read there.' })
  read_only!: boolean;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @UuidField({ description: 'Who made it, where that was a user.', nullable: true })
  created_by!: string | null;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class StorageMountDetailsResponse extends StorageMountResponse {
  @ObjectListField(() => MountClashResponse, {
    description: 'Dotfiles of the domain, the groups and the project that it meets.',
    maxItems: 100_000,
  })
  mount_clashes!: MountClashResponse[];
}
