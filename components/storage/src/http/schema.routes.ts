import { ok, route, type Route, signedIn } from '@ashlar/http';
import { base } from './access.js';
import { StorageSchemaResponse } from './schema.dto.js';
import { presentSchema } from './schema.presenter.js';

/** Before the routes about one storage: its address would be taken for an id there. */
export function storageSchemaRoutes(): readonly Route[] {
  return [
    route({
      method: 'get',
      path: `${base}/schema`,
      operationId: 'getStorageSchema',
      summary: 'What each type of storage can be told, for forms',
      tag: 'storages',
      permission: signedIn(),
      success: { status: 200, description: 'The types with their options.', body: StorageSchemaResponse },
      handle: () => Promise.resolve(ok(presentSchema())),
    }),
  ];
}
