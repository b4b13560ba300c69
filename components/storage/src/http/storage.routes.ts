import { ValidationFailed } from '@ashlar/errors';
import { DomainSuspended } from '@ashlar/groups';
import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { platformOwner } from '../owners.js';
import {
  StorageCredentialsBound,
  StorageCredentialsRefused,
  StorageCredentialsUnavailable,
  StorageInUse,
  StorageNameTaken,
  StorageOwnerNotFound,
  StorageSettingsRefused,
} from '../storage.errors.js';
import type { Storages } from '../storage.service.js';
import type { StorageOwner } from '../storage.types.js';
import { base, object, one } from './access.js';
import {
  CreateStorageRequest,
  DeleteStorageQuery,
  DependenciesResponse,
  StorageDetailsResponse,
  StorageListQuery,
  StoragePath,
  StorageResponse,
  UpdateStorageRequest,
} from './storage.dto.js';
import { presentDetails, presentStorage, stampOf, toConfig, toConfigChange } from './storage.presenter.js';

const tag = 'storages';

/** Errors of whatever writes settings and credentials. */
export const writeErrors = [
  StorageNameTaken,
  StorageSettingsRefused,
  StorageCredentialsRefused,
  StorageCredentialsUnavailable,
  DomainSuspended,
] as const;

export function toTime(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

/** @throws {ValidationFailed} for an owner without an id, or the platform with one. */
export function toOwner(type: StorageOwner['type'], id: string | undefined): StorageOwner {
  if (type === 'platform' && id === undefined) return platformOwner;
  if (type !== 'platform' && id !== undefined) return { type, id };
  const message = type === 'platform' ? 'The platform has no owner_id' : `owner_id names the ${type}`;
  throw new ValidationFailed(message, {
    details: { errors: [{ pointer: '#/body/owner_id', field: 'owner_id', rule: 'owner', message }] },
  });
}

export function storageCrudRoutes({ storages }: { readonly storages: Storages }): readonly Route[] {
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
      handle: async ({ ctx, query }) => {
        const { ids, keyword, collection_id: collectionId, type, enabled, check_status: lastCheck } = query;
        const filter = {
          ...{ ids, keyword, collectionId, type, enabled, lastCheck },
          ...{ createdFrom: toTime(query.created_from), createdTo: toTime(query.created_to) },
          ...{ updatedFrom: toTime(query.updated_from), updatedTo: toTime(query.updated_to) },
        };
        return listed(await storages.list(ctx, filter, query.toRequest()), query, presentStorage);
      },
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createStorage',
      summary: 'Adds a storage of the platform, a group or a project',
      tag,
      permission: signedIn(),
      body: CreateStorageRequest,
      success: { status: 201, description: 'Added.', body: StorageDetailsResponse },
      errors: [...writeErrors, StorageOwnerNotFound],
      handle: async ({ ctx, body: { owner_type, owner_id, resource, ...rest } }) => {
        const input = { ...rest, owner: toOwner(owner_type, owner_id), config: toConfig(resource) };
        const storage = await storages.create(ctx, {
          ...input,
          credentials: { ...rest.credentials },
        });
        return created(presentDetails(storage), `${base}/${storage.id}`, storage.version);
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
      success: { status: 200, description: 'The storage.', body: StorageDetailsResponse },
      handle: async ({ ctx, path }) => {
        const storage = await storages.get(ctx, path.storage_id);
        return ok(presentDetails(storage), storage.version, stampOf(storage));
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
      success: { status: 200, description: 'The storage as it is now.', body: StorageDetailsResponse },
      errors: [...writeErrors, StorageCredentialsBound],
      handle: async ({ ctx, path, body: { resource, credentials, ...rest }, expected }) => {
        const change = {
          ...rest,
          ...(resource && { config: toConfigChange(resource) }),
          ...(credentials && { credentials: { ...credentials } }),
        };
        const storage = await storages.update(ctx, path.storage_id, expected, change);
        return ok(presentDetails(storage), storage.version, stampOf(storage));
      },
    }),
    route({
      method: 'get',
      path: `${one}/dependencies`,
      operationId: 'getStorageDependencies',
      summary: 'What depends on a storage',
      tag,
      permission: granted('storage.read', object),
      pathParameters: StoragePath,
      success: { status: 200, description: 'Counts and samples by kind.', body: DependenciesResponse },
      handle: async ({ ctx, path }) => {
        const { dependants, token } = await storages.dependencies(ctx, path.storage_id);
        return ok({
          dependants: dependants.map(({ samples, ...rest }) => ({ ...rest, samples: [...samples] })),
          token,
        });
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteStorage',
      summary: 'Removes a storage',
      description:
        'Only the description and its credentials are removed; the objects in the store stay. Refused while others depend on it, unless forced.',
      tag,
      permission: granted('storage.delete', object),
      pathParameters: StoragePath,
      query: DeleteStorageQuery,
      success: { status: 204, description: 'Removed.' },
      errors: [StorageInUse, DomainSuspended],
      handle: async ({ ctx, path, query: { force, token = '' }, expected }) => {
        await storages.delete(ctx, path.storage_id, expected, force ? { token } : undefined);
        return noContent();
      },
    }),
  ];
}
