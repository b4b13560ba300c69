import { type Authorizer, permittedRow, platformId, type Relations } from '@ashlar/authz';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import type { Jobs } from '@ashlar/message-queue';
import { StorageNotFound } from './storage.errors.js';
import { factsOf, storageCreated, storageDeleted, storageUpdated, updatedFactsOf } from './storage.events.js';
import { recordStorageChange } from './storage.jobs.js';
import { StorageRepository } from './storage.repository.js';
import type { NewStorage, Storage, StorageChange, StorageFilter } from './storage.types.js';

export const storageSchema: SchemaNeed = { brick: 'storage', migration: '0005-storage' };

const read = 'storage.read';
const platform: StorageOwner = { type: 'platform', id: platformId };

const inPlatform = { relation: 'parent', subject: { type: 'platform', id: platformId } } as const;

/** What storages count against. */
export interface StorageQuota {
  /** Counts in the transaction, or throws and it has to roll back. */
  consume(tx: TransactionContext, owner: StorageOwner, items: readonly StorageCount[]): Promise<void>;
  release(tx: TransactionContext, owner: StorageOwner, items: readonly StorageCount[]): Promise<void>;
}

/** So far only the platform owns storages. */
export interface StorageOwner {
  readonly type: 'platform';
  readonly id: string;
}

export interface StorageCount {
  readonly type: 'MAX_STORAGES';
  readonly amount: bigint;
}

export interface StoragesDeps {
  readonly database: Database;
  /** Default: nothing limits how many there are. */
  readonly quota?: StorageQuota;
  readonly authorizer: Pick<Authorizer, 'visibleIn' | 'rightsIn'>;
  readonly relations: Pick<Relations, 'write' | 'deleteObject'>;
  readonly jobs: Jobs;
  readonly events: Events;
  /** What other bricks keep of a storage goes with it, in its transaction: the keys of its secrets. */
  readonly onDelete?: (tx: TransactionContext, id: string) => Promise<void>;
}

/** Object stores that the platform knows how to reach. */
export interface Storages {
  /** What the caller may see, filtered and in pages. Sorted by `name`, `created_at` or `updated_at`. */
  list(ctx: OperationContext, filter: StorageFilter, request: PageRequest): Promise<Page<Storage>>;
  /** @throws {StorageNotFound} also for what the caller may not read. */
  get(ctx: OperationContext, id: string): Promise<Storage>;
  /** @throws {StorageNameTaken} */
  create(ctx: OperationContext, input: NewStorage): Promise<Storage>;
  /** @throws {StorageNotFound | StorageNameTaken | PreconditionFailed} */
  update(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    change: StorageChange,
  ): Promise<Storage>;
  /** @throws {StorageNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
}

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
    owners: async (ctx) => ((await storages.count(ctx)) > 0n ? [platform] : []),
    // So far all of them are the platform's.
    count: async (ctx, { type }) => (type === platform.type ? storages.count(ctx) : 0n),
  };
}

const one: readonly StorageCount[] = [{ type: 'MAX_STORAGES', amount: 1n }];

const unlimited: StorageQuota = {
  consume: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

export function createStorages({
  database,
  authorizer,
  relations,
  jobs,
  events,
  quota = unlimited,
  onDelete = () => Promise.resolve(),
}: StoragesDeps): Storages {
  const storages = new StorageRepository(database);

  const reread = async (ctx: OperationContext, id: string): Promise<Storage> => {
    const storage = await storages.find(ctx, id);
    if (!storage) throw new StorageNotFound();
    return storage;
  };

  /** Why a change hit nothing: the storage is gone, or in a version that the caller does not accept. */
  const refuse = async (tx: TransactionContext, id: string): Promise<never> => {
    const { version } = await reread(tx, id);
    throw new PreconditionFailed(`The storage is at version ${version} now`, { details: { version } });
  };

  return {
    list: async (ctx, filter, request) =>
      storages.list(ctx, await authorizer.visibleIn(ctx, read), filter, request),
    async get(ctx, id) {
      const found = await storages.findPermitted(ctx, id, authorizer.rightsIn(ctx, [read]));
      return permittedRow(found, read, StorageNotFound);
    },
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const id = newId();
        await storages.insert(tx, id, input);
        await relations.write(tx, { touch: [{ object: { type: 'storage', id }, ...inPlatform }] });
        await jobs.enqueue(tx, recordStorageChange, { storage_id: id });
        const storage = await reread(tx, id);
        await events.publish(tx, storageCreated, factsOf(storage));
        // Last: it locks the owner's counter until the end.
        await quota.consume(tx, platform, one);
        return storage;
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        if (!(await storages.update(tx, id, expected, change))) return refuse(tx, id);
        await jobs.enqueue(tx, recordStorageChange, { storage_id: id });
        const storage = await reread(tx, id);
        await events.publish(tx, storageUpdated, updatedFactsOf(storage, change));
        return storage;
      }),
    delete: (ctx, id, expected) =>
      database.transact(ctx, async (tx) => {
        const storage = await reread(tx, id);
        if (!(await storages.delete(tx, id, expected))) await refuse(tx, id);
        await onDelete(tx, id);
        await relations.deleteObject(tx, { type: 'storage', id });
        await events.publish(tx, storageDeleted, factsOf(storage));
        await quota.release(tx, platform, one);
      }),
  };
}
