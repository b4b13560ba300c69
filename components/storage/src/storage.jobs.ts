import { defineJob } from '@ashlar/message-queue';
import { IsUUID } from 'class-validator';

export class StorageChanged {
  @IsUUID()
  storage_id!: string;
}

/** Counts a change of a storage, once for each. */
export const recordStorageChange = defineJob({
  name: 'storage.record-change',
  version: 1,
  payload: StorageChanged,
});
