import type { Database, OperationContext } from '@ashlar/database';
import { StorageRepository } from './storage.repository.js';
import type { StorageOwner } from './storage.types.js';

/** Counts storages again, for whoever keeps count of them. */
export interface StorageUsage {
  readonly type: 'MAX_STORAGES';
  /** Who owns any. */
  owners(ctx: OperationContext): Promise<readonly StorageOwner[]>;
  /** How many an owner has. */
  count(ctx: OperationContext, owner: { readonly type: string; readonly id: string }): Promise<bigint>;
}

export function createStorageUsage({ database }: { readonly database: Database }): StorageUsage {
  const storages = new StorageRepository(database);
  return {
    type: 'MAX_STORAGES',
    owners: (ctx) => storages.owners(ctx),
    count: (ctx, owner) => storages.count(ctx, owner),
  };
}
