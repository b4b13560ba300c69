import { defineEvent, type EventFacts } from '@ashlar/events';
import { BooleanField, IntegerField, StringField, StringListField, UuidField } from '@ashlar/http';
import { longestPath } from '@ashlar/group-config';
import type { StorageMount, StorageMountChange } from './storage-mounts.types.js';

export class StorageMountFacts {
  @UuidField({ description: 'Id of the mount.' })
  mount_id!: string;

  @UuidField({ description: 'Id of the project.' })
  project_id!: string;

  @UuidField({ description: 'Id of the storage.' })
  storage_id!: string;

  @StringField({ description: 'Where it is, relative to the home folder.', maxLength: longestPath })
  path!: string;

  @BooleanField({ description: 'Whether runs can only read there.' })
  read_only!: boolean;

  @IntegerField({ description: 'Its version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class StorageMountUpdatedFacts extends StorageMountFacts {
  @StringListField({ description: 'Names of what was set.', maxItems: 20, maxLength: 50 })
  fields!: string[];
}

export const storageMountCreated = defineEvent({
  type: 'storage-mount.created',
  version: 1,
  data: StorageMountFacts,
  description: 'A project has a storage mounted, perhaps as a copy of another project.',
});

export const storageMountUpdated = defineEvent({
  type: 'storage-mount.updated',
  version: 1,
  data: StorageMountUpdatedFacts,
  description: 'A storage mount was changed.',
});

export const storageMountDeleted = defineEvent({
  type: 'storage-mount.deleted',
  version: 1,
  data: StorageMountFacts,
  description:
    'A storage mount was removed, perhaps with its project or storage; `version` is the last that it had.',
  ends: true,
});

/** Every event of this brick. */
export const storageMountEvents = [storageMountCreated, storageMountUpdated, storageMountDeleted] as const;

export function factsOf(mount: StorageMount): EventFacts<StorageMountFacts> {
  const { id, domainId, projectId, storageId, path, readOnly, version } = mount;
  return {
    ...{ id, domainId },
    data: {
      ...{ mount_id: id, project_id: projectId, storage_id: storageId },
      ...{ path, read_only: readOnly, version },
    },
  };
}

export function updatedFactsOf(
  mount: StorageMount,
  { path, readOnly }: StorageMountChange,
): EventFacts<StorageMountUpdatedFacts> {
  const { data, ...about } = factsOf(mount);
  const fields = [...(path === undefined ? [] : ['path']), ...(readOnly === undefined ? [] : ['read_only'])];
  return { ...about, data: { ...data, fields } };
}
