import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { StorageNameTaken, StorageNotFound } from '../storage.errors.js';
import type { Storages } from '../storage.service.js';
import {
  CreateStorageRequest,
  StorageListQuery,
  StoragePath,
  StorageResponse,
  UpdateStorageRequest,
} from './storage.dto.js';
import { presentStorage, toResource, toResourceChange } from './storage.presenter.js';

const base = '/api/data/storages';
const one = `${base}/{storage_id}`;
const tag = 'storages';
const object = { idOf: ({ storage_id }: StoragePath) => storage_id, missing: StorageNotFound };

export function storageRoutes({ storages }: { readonly storages: Storages }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listStorages',
      summary: 'Storages that the caller may see',
      tag,
      permission: signedIn(),
      query: StorageListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: StorageResponse } },
      handle: async ({ ctx, query }) =>
        listed(await storages.list(ctx, query, query.toRequest()), query, presentStorage),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createStorage',
      summary: 'Adds a storage of the platform',
      tag,
      permission: granted('storage.create'),
      body: CreateStorageRequest,
      success: { status: 201, description: 'Added.', body: StorageResponse },
      errors: [StorageNameTaken],
      handle: async ({ ctx, body }) => {
        const storage = await storages.create(ctx, { ...body, resource: toResource(body.resource) });
        return created(presentStorage(storage), `${base}/${storage.id}`, storage.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getStorage',
      summary: 'One storage',
      tag,
      permission: granted('storage.read', { ...object, askedByUseCase: true }),
      pathParameters: StoragePath,
      success: { status: 200, description: 'The storage.', body: StorageResponse },
      handle: async ({ ctx, path }) => {
        const storage = await storages.get(ctx, path.storage_id);
        return ok(presentStorage(storage), storage.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateStorage',
      summary: 'Changes a storage',
      description: 'A JSON merge patch: what is absent stays, null clears.',
      tag,
      permission: granted('storage.update', object),
      pathParameters: StoragePath,
      body: UpdateStorageRequest,
      success: { status: 200, description: 'The storage as it is now.', body: StorageResponse },
      errors: [StorageNameTaken],
      handle: async ({ ctx, path, body, expected }) => {
        const change = { ...body, resource: body.resource && toResourceChange(body.resource) };
        const storage = await storages.update(ctx, path.storage_id, expected, change);
        return ok(presentStorage(storage), storage.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteStorage',
      summary: 'Removes a storage',
      description: 'Only the description is removed; the objects in the store stay.',
      tag,
      permission: granted('storage.delete', object),
      pathParameters: StoragePath,
      success: { status: 204, description: 'Removed.' },
      handle: async ({ ctx, path, expected }) => {
        await storages.delete(ctx, path.storage_id, expected);
        return noContent();
      },
    }),
  ];
}
