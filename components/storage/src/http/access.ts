import { StorageNotFound } from '../storage.errors.js';
import type { StoragePath } from './storage.dto.js';

export const base = '/api/data/storages';
export const one = `${base}/{storage_id}`;
/** What routes about one storage ask about. */
export const object = { idOf: ({ storage_id }: StoragePath) => storage_id, missing: StorageNotFound };
