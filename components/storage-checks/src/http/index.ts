import { Forbidden } from '@ashlar/errors';
import { DomainSuspended } from '@ashlar/groups';
import { accepted, granted, listed, ok, type Reply, route, type Route, signedIn } from '@ashlar/http';
import { SecretKeysUnavailable, SecretNotFound, SecretsUnconfigured } from '@ashlar/secrets';
import {
  StorageCredentialsRefused,
  StorageNotFound,
  StorageOwnerNotFound,
  StorageSettingsRefused,
} from '@ashlar/storage';
import { storageAddress, storageObject, StoragePath, toConfig, toOwner } from '@ashlar/storage/http';
import { StorageCheckNotFound, StorageChecksLimited, StorageGrantRefused } from '../storage-checks.errors.js';
import type { StorageChecks } from '../storage-checks.service.js';
import type { StorageCheck } from '../storage-checks.types.js';
import {
  StorageCheckListQuery,
  StorageCheckPath,
  StorageCheckResponse,
  StorageGrantRequest,
  StorageGrantResponse,
  TestStorageRequest,
  TestUnsavedStorageRequest,
  UnsavedCheckPath,
} from './checks.dto.js';
import { presentCheck } from './checks.presenter.js';

const tag = 'storage-checks';
const unsaved = '/api/data/storages/test';
/** Not below `unsaved`, where it could be read as the storage `test`. */
const unsavedTests = '/api/data/storage-tests';
const tests = `${storageAddress}/checks`;

export interface StorageCheckRoutesDeps {
  readonly storageChecks: StorageChecks;
}

/** Done, or where to ask for its end. */
function answer(check: StorageCheck, address: string): Reply<StorageCheckResponse> {
  const body = presentCheck(check);
  return check.state === 'done' ? ok(body) : accepted(body, `${address}/${check.id}`);
}

/** Connection tests of storages, and the grants that the worker makes them with. */
export function storageCheckRoutes({ storageChecks: checks }: StorageCheckRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'post',
      path: unsaved,
      operationId: 'testUnsavedStorage',
      summary: 'Tests settings and credentials that are not saved',
      description:
        'For who may create such a storage. Waits for the end of the test for up to 20 s. The credentials are sealed on arrival, and destroyed when the test is over.',
      tag,
      permission: signedIn(),
      body: TestUnsavedStorageRequest,
      idempotency: 'ignored',
      defers: true,
      success: { status: 200, description: 'How it went.', body: StorageCheckResponse },
      errors: [
        ...[StorageOwnerNotFound, Forbidden, StorageSettingsRefused, StorageCredentialsRefused],
        ...[DomainSuspended, StorageChecksLimited, SecretKeysUnavailable, SecretsUnconfigured],
      ],
      handle: async ({ ctx, body: { owner_type, owner_id, resource, credentials, intended_use } }) => {
        const check = await checks.requestUnsaved(ctx, {
          owner: toOwner(owner_type, owner_id),
          config: toConfig(resource),
          credentials: { ...credentials },
          intendedUse: intended_use,
        });
        return answer(await checks.wait(ctx, check), unsavedTests);
      },
    }),
    route({
      method: 'get',
      path: `${unsavedTests}/{check_id}`,
      operationId: 'getUnsavedStorageCheck',
      summary: 'A test of settings that were not saved, for who asked for it',
      tag,
      permission: signedIn(),
      pathParameters: UnsavedCheckPath,
      success: { status: 200, description: 'How it goes.', body: StorageCheckResponse },
      errors: [StorageCheckNotFound],
      handle: async ({ ctx, path }) => ok(presentCheck(await checks.getUnsaved(ctx, path.check_id))),
    }),
    route({
      method: 'post',
      path: `${storageAddress}/test`,
      operationId: 'testStorage',
      summary: 'Tests a storage with its stored credentials',
      description:
        'Waits for the end of the test for up to 20 s. With the intended use `write` an object is written below the prefix, read and removed.',
      tag,
      permission: granted('storage.update', storageObject),
      pathParameters: StoragePath,
      body: TestStorageRequest,
      idempotency: 'ignored',
      defers: true,
      success: { status: 200, description: 'How it went.', body: StorageCheckResponse },
      errors: [StorageChecksLimited, DomainSuspended],
      handle: async ({ ctx, path: { storage_id: id }, body }) => {
        const check = await checks.request(ctx, id, body.intended_use);
        return answer(await checks.wait(ctx, check), tests.replace('{storage_id}', id));
      },
    }),
    route({
      method: 'get',
      path: tests,
      operationId: 'listStorageChecks',
      summary: 'Tests of a storage, the newest first',
      tag,
      permission: granted('storage.read', storageObject),
      pathParameters: StoragePath,
      query: StorageCheckListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: StorageCheckResponse } },
      handle: async ({ ctx, path, query }) =>
        listed(await checks.list(ctx, path.storage_id, query.toRequest()), query, presentCheck),
    }),
    route({
      method: 'get',
      path: `${tests}/{check_id}`,
      operationId: 'getStorageCheck',
      summary: 'One test of a storage',
      tag,
      permission: granted('storage.read', storageObject),
      pathParameters: StorageCheckPath,
      success: { status: 200, description: 'How it goes.', body: StorageCheckResponse },
      errors: [StorageCheckNotFound],
      handle: async ({ ctx, path: { storage_id: storageId, check_id: id } }) =>
        ok(presentCheck(await checks.get(ctx, storageId, id))),
    }),
    route({
      method: 'post',
      path: '/api/data/storage-grants',
      operationId: 'mintStorageGrant',
      summary: 'Lets the service that tests storages fetch credentials once, for one endpoint and bucket',
      tag,
      permission: signedIn(),
      body: StorageGrantRequest,
      secret: true,
      idempotency: 'ignored',
      success: { status: 200, description: 'The token.', body: StorageGrantResponse },
      errors: [
        StorageCheckNotFound,
        StorageNotFound,
        StorageGrantRefused,
        SecretNotFound,
        SecretsUnconfigured,
      ],
      handle: async ({ ctx, body }) => {
        const { id, token, expiresAt } = await checks.grant(ctx, body);
        return ok({ id, token, expires_at: expiresAt.toISOString() });
      },
    }),
  ];
}
