import type { Route } from '@ashlar/http';
import type { Storages } from '../storage.service.js';
import { storageCredentialRoutes } from './credentials.routes.js';
import { eomStorageRoutes } from './eom.routes.js';
import { storageExportRoutes } from './export.routes.js';
import { storageSchemaRoutes } from './schema.routes.js';
import { storageCrudRoutes } from './storage.routes.js';

export interface StorageRoutesDeps {
  readonly storages: Storages;
}

/** Everything about storages, in Ashlar's own words and in those of EOM. */
export function storageRoutes({ storages }: StorageRoutesDeps): readonly Route[] {
  return [
    ...storageSchemaRoutes(),
    ...storageCrudRoutes({ storages }),
    ...storageExportRoutes({ storages }),
    ...storageCredentialRoutes({ storages }),
    ...eomStorageRoutes({ storages }),
  ];
}
