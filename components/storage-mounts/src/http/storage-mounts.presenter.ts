import type { MountClash } from '@ashlar/group-config';
import type { StorageMount } from '../storage-mounts.types.js';
import type { StorageMountDetailsResponse, StorageMountResponse } from './storage-mounts.dto.js';

export function presentMount(mount: StorageMount): StorageMountResponse {
  return {
    id: mount.id,
    project_id: mount.projectId,
    storage_id: mount.storageId,
    path: mount.path,
    read_only: mount.readOnly,
    version: mount.version,
    created_by: mount.createdBy ?? null,
    created_at: mount.createdAt.toISOString(),
    updated_at: mount.updatedAt.toISOString(),
  };
}

export function presentMountDetails(
  mount: StorageMount,
  clashes: readonly MountClash[],
): StorageMountDetailsResponse {
  return { ...presentMount(mount), mount_clashes: clashes.map((clash) => ({ ...clash })) };
}
