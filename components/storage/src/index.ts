export { storageEntities } from './storage.entity.js';
export { StorageNameTaken, StorageNotFound } from './storage.errors.js';
export { storageEvents } from './storage.events.js';
export { storageJobHandlers } from './storage.handlers.js';
export { recordStorageChange } from './storage.jobs.js';
export { createStorages, type Storages, type StoragesDeps, storageSchema } from './storage.service.js';
export type { NewStorage, Storage, StorageChange, StorageFilter, StorageResource } from './storage.types.js';
