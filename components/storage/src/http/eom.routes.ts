import { ValidationFailed } from '@ashlar/errors';
import { DomainSuspended } from '@ashlar/groups';
import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { StorageCredentialsBound, StorageInUse, StorageOwnerNotFound } from '../storage.errors.js';
import type { Storages } from '../storage.service.js';
import type { Storage } from '../storage.types.js';
import { object } from './access.js';
import {
  EomCreateStorageRequest,
  EomStorageListQuery,
  EomStorageResponse,
  EomUpdateStorageRequest,
} from './eom.dto.js';
import { DeleteStorageQuery, StoragePath } from './storage.dto.js';
import { presentResource, toConfig, toConfigChange } from './storage.presenter.js';
import { toTime, writeErrors } from './storage.routes.js';

const tag = 'eom-storages';
const dialect = 'eom';
const base = '/eom/admin/storages';
const one = `${base}/{storage_id}`;

/** The contract of py-eom-storage, over the same use cases. */
export function eomStorageRoutes({ storages }: { readonly storages: Storages }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'eomFilterStorages',
      summary: 'Filters storages',
      tag,
      dialect,
      permission: signedIn(),
      query: EomStorageListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: EomStorageResponse } },
      handle: async ({ ctx, query }) => {
        const { ids, keyword, collection_id: collectionId, type, check_status: lastCheck } = query;
        const filter = {
          ...{ ids, keyword, collectionId, type, lastCheck },
          enabled: enabledOf('query', query),
          ...{ createdFrom: toTime(query.created_from), createdTo: toTime(query.created_to) },
          ...{ updatedFrom: toTime(query.modified_from), updatedTo: toTime(query.modified_to) },
        };
        return listed(await storages.list(ctx, filter, query.toRequest()), query, presentEom);
      },
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'eomCreateStorage',
      summary: 'Adds a storage',
      tag,
      dialect,
      permission: signedIn(),
      body: EomCreateStorageRequest,
      success: { status: 201, description: 'Added.', body: EomStorageResponse },
      errors: [...writeErrors, StorageOwnerNotFound],
      handle: async ({ ctx, body }) => {
        const { name, description, resource, credentials, collection_id: collection } = body;
        const owner = collection === undefined ? undefined : await storages.locateOwner(ctx, collection);
        const storage = await storages.create(ctx, {
          ...{ name, owner, config: toConfig(resource), credentials: { ...credentials } },
          description: description ?? undefined,
          enabled: enabledOf('body', body) ?? true,
        });
        return created(presentEom(storage), `${base}/${storage.id}`, storage.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'eomGetStorage',
      summary: 'One storage',
      tag,
      dialect,
      permission: granted('storage.read', { ...object, askedByUseCase: true }),
      pathParameters: StoragePath,
      success: { status: 200, description: 'The storage.', body: EomStorageResponse },
      handle: async ({ ctx, path }) => {
        const storage = await storages.get(ctx, path.storage_id);
        return ok(presentEom(storage), storage.version);
      },
    }),
    ...(['put', 'patch'] as const).map((method) =>
      route({
        method,
        path: one,
        operationId: method === 'put' ? 'eomPutStorage' : 'eomPatchStorage',
        summary: 'Changes what is given of a storage',
        tag,
        dialect,
        permission: granted('storage.update', object),
        pathParameters: StoragePath,
        body: EomUpdateStorageRequest,
        concurrency: 'optional',
        success: { status: 200, description: 'The storage as it is now.', body: EomStorageResponse },
        errors: [...writeErrors, StorageCredentialsBound],
        handle: async ({ ctx, path, body, expected }) => {
          const { name, description, resource, credentials } = body;
          const enabled = enabledOf('body', body);
          const storage = await storages.update(ctx, path.storage_id, expected, {
            ...{ name, description },
            ...(resource && { config: toConfigChange(resource) }),
            ...(credentials && { credentials: { ...credentials } }),
            ...(enabled !== undefined && { enabled }),
          });
          return ok(presentEom(storage), storage.version);
        },
      }),
    ),
    route({
      method: 'delete',
      path: one,
      operationId: 'eomDeleteStorage',
      summary: 'Removes a storage that nothing depends on, or any by force',
      tag,
      dialect,
      permission: granted('storage.delete', object),
      pathParameters: StoragePath,
      query: DeleteStorageQuery,
      concurrency: 'optional',
      success: { status: 204, description: 'Removed.' },
      errors: [StorageInUse, DomainSuspended],
      handle: async ({ ctx, path, query: { force, token = '' }, expected }) => {
        await storages.delete(ctx, path.storage_id, expected, force ? { token } : undefined);
        return noContent();
      },
    }),
  ];
}

/** @throws {ValidationFailed} when the two words contradict each other. */
function enabledOf(
  source: 'query' | 'body',
  { enable, active }: { readonly enable?: boolean; readonly active?: boolean },
): boolean | undefined {
  if (enable === undefined || active === undefined || enable === active) return enable ?? active;
  const message = 'active is another word for enable, and says the opposite';
  throw new ValidationFailed(message, {
    details: { errors: [{ pointer: `#/${source}/active`, field: 'active', rule: 'alias', message }] },
  });
}

function presentEom(storage: Storage): EomStorageResponse {
  const { id, name, description, config, owner, enabled, createdAt, updatedAt } = storage;
  return {
    ...{ id, name, resource: presentResource(config), enable: enabled, active: enabled },
    description: description ?? null,
    collection_id: owner.type === 'platform' ? null : owner.id,
    created: createdAt.toISOString(),
    modified: updatedAt.toISOString(),
  };
}
