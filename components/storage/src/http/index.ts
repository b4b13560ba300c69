import type { Route } from '@ashlar/http';
import type { Storages } from '../storage.service.js';
import { storageCredentialRoutes } from './credentials.routes.js';
import { eomStorageRoutes } from './eom.routes.js';
import { storageExportRoutes } from './export.routes.js';
import { storageSchemaRoutes } from './schema.routes.js';
import { storageCrudRoutes } from './storage.routes.js';
import { storageUsageRoutes } from './usage.routes.js';
import type { StorageUsageReader } from '../usage.js';

export { object as storageObject, one as storageAddress } from './access.js';
export { resourceRequests, StorageCredentialsRequest, type WireConfig } from './config.dto.js';
export { ownerTypes, StoragePath } from './storage.dto.js';
export { toConfig } from './storage.presenter.js';
export { toOwner } from './storage.routes.js';

export interface StorageRoutesDeps {
  readonly storages: Storages;
  readonly storageUsage: StorageUsageReader;
}

/** Everything about storages, in Ashlar's own words and in those of EOM. */
export function storageRoutes({ storages, storageUsage }: StorageRoutesDeps): readonly Route[] {
  return [
    ...storageSchemaRoutes(),
    ...storageCrudRoutes({ storages }),
    ...storageExportRoutes({ storages }),
    ...storageUsageRoutes({ usage: storageUsage }),
    ...storageCredentialRoutes({ storages }),
    ...eomStorageRoutes({ storages }),
  ];
}
