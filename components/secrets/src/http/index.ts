import type { DomainErrorClass } from '@ashlar/errors';
import { granted, type Route, signedIn } from '@ashlar/http';
import type { SecretGrants } from '../grants.service.js';
import { type IsManaged, withoutManaged } from '../managed.js';
import { personOf } from '../person.js';
import { SecretManaged } from '../secrets.errors.js';
import type { Secrets } from '../secrets.service.js';
import type { SecretSlots } from '../slots.service.js';
import { secretGrantRoutes } from './grants.routes.js';
import { NoPath, SecretPath, StorageSecretPath, StorageSecretsPath } from './secrets.dto.js';
import { secretCollectionRoutes } from './secrets.routes.js';
import { secretSlotRoutes } from './slots.routes.js';

export interface SecretRoutesDeps {
  readonly secrets: Secrets;
  readonly slots: SecretSlots;
  readonly grants: SecretGrants;
  /** Which secrets of a storage are its credentials: these are changed by it alone. */
  readonly isManaged: IsManaged;
  /** What says that a project or a storage is missing: the errors of the bricks that have them. */
  readonly missing: { readonly project: DomainErrorClass; readonly storage: DomainErrorClass };
}

/** What the data API has of secrets: `/api/data/user/secrets`, those of storages, slots of projects, and grants. */
export function secretRoutes({
  secrets,
  slots,
  grants,
  isManaged,
  missing,
}: SecretRoutesDeps): readonly Route[] {
  return [
    ...secretCollectionRoutes({
      secrets,
      base: '/api/data/user/secrets',
      noun: 'User',
      permission: signedIn(),
      ownerOf: (ctx) => ({ type: 'user', id: personOf(ctx) }),
      paths: { all: NoPath, one: SecretPath },
    }),
    ...secretCollectionRoutes({
      secrets: withoutManaged(secrets, isManaged),
      base: '/api/data/storages/{storage_id}/secrets',
      noun: 'Storage',
      permission: granted('storage.create_secret', {
        idOf: ({ storage_id }: StorageSecretsPath) => storage_id,
        missing: missing.storage,
      }),
      changeErrors: [SecretManaged],
      ownerOf: (_, { storage_id: id }) => ({ type: 'storage', id }),
      paths: { all: StorageSecretsPath, one: StorageSecretPath },
    }),
    ...secretSlotRoutes({ slots, projectMissing: missing.project }),
    ...secretGrantRoutes({ grants }),
  ];
}
