import type { Database } from '@ashlar/database';
import { handle, type JobHandler } from '@ashlar/message-queue';
import { recordStorageChange } from './storage.jobs.js';
import { StorageRepository } from './storage.repository.js';

/** What the worker does for this brick. */
export function storageJobHandlers({ database }: { readonly database: Database }): readonly JobHandler[] {
  const storages = new StorageRepository(database);
  return [handle(recordStorageChange, (tx, { storage_id }) => storages.recordChange(tx, storage_id))];
}
