import { defineEvent, type EventFacts } from '@ashlar/events';
import { BooleanField, EnumField, IntegerField, StringField, StringListField, UuidField } from '@ashlar/http';
import { storageTypes } from './catalogue/index.js';
import type { StorageType } from './config.types.js';
import type { StoredStorage } from './storage.repository.js';
import type { StorageChange } from './storage.types.js';

/** What others may know of a storage: not where it is. */
export class StorageFacts {
  @UuidField({ description: 'Id of the storage.' })
  storage_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @EnumField({ description: 'Kind of store.', values: storageTypes })
  type!: StorageType;

  @BooleanField({ description: 'Whether it takes new use.' })
  enabled!: boolean;

  @IntegerField({ description: 'Its version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class StorageUpdatedFacts extends StorageFacts {
  @StringListField({ description: 'Names of what was set.', maxItems: 20, maxLength: 50 })
  fields!: string[];
}

export const storageCreated = defineEvent({
  type: 'storage.created',
  version: 1,
  data: StorageFacts,
  description: 'A storage was added.',
});

export const storageUpdated = defineEvent({
  type: 'storage.updated',
  version: 1,
  data: StorageUpdatedFacts,
  description: 'A storage was changed.',
});

export const storageDeleted = defineEvent({
  type: 'storage.deleted',
  version: 1,
  data: StorageFacts,
  description: 'A storage was removed; `version` is the last that it had.',
  ends: true,
});

/** Every event of this brick. */
export const storageEvents = [storageCreated, storageUpdated, storageDeleted] as const;

export function factsOf({
  id,
  name,
  config,
  enabled,
  version,
  domainId,
}: StoredStorage): EventFacts<StorageFacts> {
  return { id, domainId, data: { storage_id: id, name, type: config.type, enabled, version } };
}

export function updatedFactsOf(
  storage: StoredStorage,
  change: StorageChange,
): EventFacts<StorageUpdatedFacts> {
  const { data, ...about } = factsOf(storage);
  const fields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  // As callers know it.
  const named = fields.map((name) => (name === 'config' ? 'resource' : name));
  return { ...about, data: { ...data, fields: named } };
}
