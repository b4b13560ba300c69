import { type Authorizer, platformId, type Tuple } from '@ashlar/authz';
import type { OperationContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import { StorageOwnerNotFound } from './storage.errors.js';
import type { StorageOwner } from './storage.types.js';

export const platformOwner: StorageOwner = { type: 'platform', id: platformId };

/** The fact that every permission on a storage follows from. */
export function parentTuple(id: string, { type, id: parentId }: StorageOwner): Tuple {
  return {
    object: { type: 'storage', id },
    relation: 'parent',
    subject: { type, id: parentId },
  };
}

/**
 * Resolves when the caller may make storages there.
 * @throws {StorageOwnerNotFound} for an owner that the caller may not see.
 * @throws {Forbidden}
 */
export async function assertMayCreate(
  ctx: OperationContext,
  authorizer: Pick<Authorizer, 'authorize'>,
  { type, id }: StorageOwner,
): Promise<void> {
  if (type === 'platform') return authorizer.authorize(ctx, { permission: 'storage.create' });
  try {
    await authorizer.authorize(ctx, { permission: `${type}.create_storage`, objectId: id });
  } catch (error) {
    throw error instanceof NotFound ? new StorageOwnerNotFound() : error;
  }
}
