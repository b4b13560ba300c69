export { heldInStorageMounts } from './held.repository.js';
export { storageMountEntities } from './storage-mounts.entity.js';
export {
  StorageMountNotFound,
  StorageMountPathClash,
  StorageMountPathTaken,
  StorageMountsTooMany,
  StorageOfAnotherDomain,
} from './storage-mounts.errors.js';
export { storageMountEvents } from './storage-mounts.events.js';
export {
  createStorageMounts,
  mostMounts,
  type StorageMounts,
  type StorageMountsDeps,
  storageMountsSchema,
} from './storage-mounts.service.js';
export type { NewStorageMount, StorageMount, StorageMountChange } from './storage-mounts.types.js';
