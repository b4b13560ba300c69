import { PreconditionFailed } from '@ashlar/errors';
import { DomainSuspended } from '@ashlar/groups';
import { granted, ok, route, type Route } from '@ashlar/http';
import {
  StorageCredentialsRefused,
  StorageCredentialsUnavailable,
  StorageRollbackImpossible,
} from '../storage.errors.js';
import type { Storages } from '../storage.service.js';
import { object, one } from './access.js';
import {
  RotateCredentialsRequest,
  RotationResponse,
  StorageCredentialsResponse,
  StoragePath,
} from './storage.dto.js';
import { presentCredentials } from './storage.presenter.js';

const tag = 'storage-credentials';

export function storageCredentialRoutes({ storages }: { readonly storages: Storages }): readonly Route[] {
  return [
    route({
      method: 'post',
      path: `${one}/credentials`,
      operationId: 'rotateStorageCredentials',
      summary: 'Puts new credentials in the place of the old ones',
      description:
        'They are tried first, where a test can be made; what the storage does not take is not kept. The old ones stay for a while, so that this can be rolled back.',
      tag,
      permission: granted('storage.update', object),
      pathParameters: StoragePath,
      body: RotateCredentialsRequest,
      idempotency: 'ignored',
      success: {
        status: 200,
        description: 'What is set now, and how the trial went.',
        body: RotationResponse,
      },
      errors: [StorageCredentialsRefused, StorageCredentialsUnavailable, PreconditionFailed, DomainSuspended],
      handle: async ({ ctx, path, body }) => {
        const { storage, test } = await storages.rotateCredentials(ctx, path.storage_id, {
          values: { ...body.credentials },
          ...{ graceSeconds: body.grace_seconds, intendedUse: body.intended_use },
        });
        const { status, code, intendedUse } = test;
        return ok({
          test: { status, code, intended_use: intendedUse },
          credentials: presentCredentials(storage),
        });
      },
    }),
    route({
      method: 'post',
      path: `${one}/credentials/rollback`,
      operationId: 'rollBackStorageCredentials',
      summary: 'Goes back to the credentials before the last rotation',
      tag,
      permission: granted('storage.update', object),
      pathParameters: StoragePath,
      idempotency: 'ignored',
      success: { status: 200, description: 'What is set now.', body: StorageCredentialsResponse },
      errors: [StorageRollbackImpossible, StorageCredentialsUnavailable, DomainSuspended],
      handle: async ({ ctx, path }) =>
        ok(presentCredentials(await storages.rollBackCredentials(ctx, path.storage_id))),
    }),
  ];
}
