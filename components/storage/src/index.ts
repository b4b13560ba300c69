export { storageEntities } from './storage.entity.js';
export { StorageNameTaken, StorageNotFound } from './storage.errors.js';
export { storageEvents } from './storage.events.js';
export { storageJobHandlers } from './storage.handlers.js';
export { recordStorageChange } from './storage.jobs.js';
export {
  createStorages,
  createStorageUsage,
  type StorageCount,
  type StorageOwner,
  type StorageQuota,
  type Storages,
  type StoragesDeps,
  type StorageUsage,
  storageSchema,
} from './storage.service.js';
export type { NewStorage, Storage, StorageChange, StorageFilter, StorageResource } from './storage.types.js';
export { heldInStorages } from './held.repository.js';
