import type { OperationContext } from '@ashlar/database';
import { PathRefused } from '@ashlar/group-config';
import { DomainSuspended } from '@ashlar/groups';
import { created, granted, listed, noContent, ok, route, type Route } from '@ashlar/http';
import { ProjectNotFound } from '@ashlar/projects';
import { StorageDisabled, StorageNotFound } from '@ashlar/storage';
import {
  StorageMountNotFound,
  StorageMountPathClash,
  StorageMountPathTaken,
  StorageMountsTooMany,
  StorageOfAnotherDomain,
} from '../storage-mounts.errors.js';
import type { StorageMounts } from '../storage-mounts.service.js';
import type { StorageMount } from '../storage-mounts.types.js';
import {
  CreateStorageMountRequest,
  StorageMountDetailsResponse,
  StorageMountListQuery,
  StorageMountPath,
  StorageMountResponse,
  StorageMountsPath,
  UpdateStorageMountRequest,
} from './storage-mounts.dto.js';
import { presentMount, presentMountDetails } from './storage-mounts.presenter.js';

const base = '/api/data/projects/{project_id}/storage-mounts';
const one = `${base}/{mount_id}`;
const tag = 'storage-mounts';
const object = { idOf: ({ project_id }: StorageMountsPath) => project_id, missing: ProjectNotFound };
const placeErrors = [
  PathRefused,
  StorageMountPathTaken,
  StorageMountPathClash,
  StorageNotFound,
  DomainSuspended,
];

export interface StorageMountRoutesDeps {
  readonly storageMounts: StorageMounts;
}

export function storageMountRoutes({ storageMounts }: StorageMountRoutesDeps): readonly Route[] {
  const details = async (ctx: OperationContext, mount: StorageMount): Promise<StorageMountDetailsResponse> =>
    presentMountDetails(mount, await storageMounts.filesAround(ctx, mount));
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listStorageMounts',
      summary: 'Storages that runs of the project find at home',
      tag,
      permission: granted('project.view', object),
      pathParameters: StorageMountsPath,
      query: StorageMountListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: StorageMountResponse } },
      handle: async ({ ctx, path, query }) =>
        listed(await storageMounts.list(ctx, path.project_id, query.toRequest()), query, presentMount),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createStorageMount',
      summary: 'Mounts a storage in the runs of the project',
      description:
        'The caller must be able to read the storage. Mounts of a project do not lie in one another; what they meet of dotfiles is told.',
      tag,
      permission: granted('project.update', object),
      pathParameters: StorageMountsPath,
      body: CreateStorageMountRequest,
      success: { status: 201, description: 'Added.', body: StorageMountDetailsResponse },
      errors: [...placeErrors, StorageDisabled, StorageOfAnotherDomain, StorageMountsTooMany],
      async handle({ ctx, path, body }) {
        const input = { storageId: body.storage_id, path: body.path, readOnly: body.read_only };
        const mount = await storageMounts.create(ctx, path.project_id, input);
        const address = `${base.replace('{project_id}', path.project_id)}/${mount.id}`;
        return created(await details(ctx, mount), address, mount.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getStorageMount',
      summary: 'One storage mount',
      tag,
      permission: granted('project.view', object),
      pathParameters: StorageMountPath,
      success: { status: 200, description: 'The mount.', body: StorageMountDetailsResponse },
      errors: [StorageMountNotFound],
      async handle({ ctx, path }) {
        const mount = await storageMounts.get(ctx, path.project_id, path.mount_id);
        return ok(await details(ctx, mount), mount.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateStorageMount',
      summary: 'Moves a storage mount, or lets runs write there',
      description: 'A JSON merge patch: what is absent stays. For another storage make another mount.',
      tag,
      permission: granted('project.update', object),
      pathParameters: StorageMountPath,
      body: UpdateStorageMountRequest,
      success: { status: 200, description: 'The mount as it is now.', body: StorageMountDetailsResponse },
      errors: [StorageMountNotFound, ...placeErrors],
      async handle({ ctx, path, body, expected }) {
        const change = { path: body.path, readOnly: body.read_only };
        const mount = await storageMounts.update(ctx, path.project_id, path.mount_id, expected, change);
        return ok(await details(ctx, mount), mount.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteStorageMount',
      summary: 'Removes a storage mount',
      description: 'The storage and what it holds stay.',
      tag,
      permission: granted('project.update', object),
      pathParameters: StorageMountPath,
      success: { status: 204, description: 'Removed.' },
      errors: [StorageMountNotFound, DomainSuspended],
      async handle({ ctx, path, expected }) {
        await storageMounts.delete(ctx, path.project_id, path.mount_id, expected);
        return noContent();
      },
    }),
  ];
}
