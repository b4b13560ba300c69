import {
  findVisiblePage,
  type ListFilter,
  type Permitted,
  type PermittedRows,
  permittedRows,
  type RowRights,
} from '@ashlar/authz/persistence';
import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { type ListColumns, managerFor, onConstraint, whereVersion } from '@ashlar/database/persistence';
import type { SelectQueryBuilder } from 'typeorm';
import type { StorageConfig } from './config.types.js';
import { StorageRow } from './storage.entity.js';
import { StorageNameTaken, StorageOwnerNotFound } from './storage.errors.js';
import { platformOwner } from './owners.js';
import {
  type CheckRecord,
  intendedUses,
  type NewStorage,
  type Storage,
  type StorageFilter,
  type StorageOwner,
} from './storage.types.js';

const columns: ListColumns<StorageRow> = {
  name: {
    expression: 'lower(storage.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  enabled: { expression: 'storage.enabled', valueOf: (row) => row.enabled },
  created_at: { expression: 'storage.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'storage.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

/** A storage without what it signs in with, which is in a table of its own. */
export type StoredStorage = Omit<Storage, 'credentials'>;

/** What a row holds that callers decide. */
export interface StorageValues {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly config?: StorageConfig | undefined;
  readonly enabled?: boolean | undefined;
  /** What the last check found says nothing of the storage as it is now. */
  readonly checkIsStale?: boolean;
}

export interface NewStoredStorage extends Omit<NewStorage, 'credentials' | 'owner'> {
  readonly owner: StorageOwner;
  readonly domainId: string | undefined;
}

export class StorageRepository {
  private readonly permitted: PermittedRows<StorageRow>;

  constructor(private readonly database: Database) {
    this.permitted = permittedRows(database, (manager) =>
      manager.createQueryBuilder(StorageRow, 'storage').where('storage.id = :id'),
    );
  }

  async list(
    ctx: OperationContext,
    visible: ListFilter,
    filter: StorageFilter,
    request: PageRequest,
  ): Promise<Page<StoredStorage>> {
    const query = managerFor(ctx, this.database).createQueryBuilder(StorageRow, 'storage');
    narrow(query, filter);
    const page = await findVisiblePage(ctx, this.database, query, request, columns, {
      filter: visible,
      mirrors: { objects: { parent: 'storage.parentId' } },
    });
    return { ...page, items: page.items.map(toStorage) };
  }

  async find(ctx: OperationContext, id: string): Promise<StoredStorage | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(StorageRow, { id });
    return row ? toStorage(row) : undefined;
  }

  /** With what the caller may do with it, in one statement. */
  async findPermitted(
    ctx: OperationContext,
    id: string,
    rights: RowRights,
  ): Promise<Permitted<StoredStorage> | undefined> {
    const found = await this.permitted.find(ctx, id, rights);
    return found && { ...found, row: toStorage(found.row) };
  }

  /**
   * Locked against other changes until the end of the transaction; for a deletion against new dependants too, which
   * refer to it by a foreign key or `assertUsable`.
   */
  async lock(
    tx: TransactionContext,
    id: string,
    purpose: 'change' | 'deletion',
  ): Promise<StoredStorage | undefined> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(StorageRow, 'storage')
      .where('storage.id = :id', { id })
      .setLock(purpose === 'change' ? 'for_no_key_update' : 'pessimistic_write')
      .getOne();
    return row ? toStorage(row) : undefined;
  }

  /** Kept from going away or being disabled until the end of the transaction. */
  async hold(tx: TransactionContext, id: string): Promise<boolean | undefined> {
    const rows: readonly { readonly enabled: boolean }[] = await managerFor(tx, this.database).query(
      'select enabled from storage.storages where id = $1 for share',
      [id],
    );
    return rows[0]?.enabled;
  }

  async insert(
    tx: TransactionContext,
    id: string,
    { owner, domainId, name, description, config, enabled }: NewStoredStorage,
  ): Promise<void> {
    const { type, ...resource } = config;
    try {
      await managerFor(tx, this.database).insert(StorageRow, {
        id,
        ownerType: owner.type,
        ownerId: owner.type === 'platform' ? null : owner.id,
        domainId: domainId ?? null,
        name,
        description: description ?? null,
        type,
        resource,
        enabled,
        createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
      });
    } catch (error) {
      onConstraint(error, {
        storages_name_key: () => nameTaken(name),
        // It was there a moment ago.
        storages_group_fkey: () => new StorageOwnerNotFound(),
        storages_project_fkey: () => new StorageOwnerNotFound(),
      });
    }
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    { name, description, config, enabled, checkIsStale }: StorageValues,
  ): Promise<boolean> {
    const { type: _, ...resource } = config ?? { type: undefined };
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(StorageRow)
      .set({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(config && { resource }),
        ...(enabled !== undefined && { enabled }),
        ...(checkIsStale && { lastCheckStatus: null, lastCheckSince: null, lastCheckAt: null }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id', { id });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, { storages_name_key: () => nameTaken(name ?? '') });
    }
  }

  async delete(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await managerFor(tx, this.database).query('delete from storage.storages where id = any($1)', [ids]);
  }

  /**
   * Of what was checked in this version still. A failure stands until as much is tested and does not fail: less says
   * nothing about it. False when nothing was recorded.
   */
  async recordCheck(
    tx: TransactionContext,
    id: string,
    { status, intendedUse, version }: CheckRecord,
  ): Promise<boolean> {
    const stronger = intendedUses.slice(intendedUses.indexOf(intendedUse) + 1);
    const [, updated] = (await managerFor(tx, this.database).query(
      `update storage.storages set last_check_status = $2, last_check_at = now(),
         last_check_since = case when last_check_status = $2 then last_check_since else now() end,
         last_check_use = case when last_check_status = 'fail' and last_check_use = any($5) then last_check_use else $4 end
       where id = $1 and version = $3
         and ($2 = 'fail' or (last_check_status = 'fail' and last_check_use = any($5)) is not true)`,
      [id, status, version, intendedUse, stronger],
    )) as [unknown, number];
    return updated === 1;
  }

  /** Ids of what lies directly in these groups and projects; inside a transaction they are locked. */
  async idsIn(ctx: OperationContext, ownerIds: readonly string[]): Promise<readonly string[]> {
    const rows: readonly { readonly id: string }[] = await managerFor(ctx, this.database).query(
      `select id from storage.storages where parent_id = any($1) and owner_type <> 'platform' order by id
       ${ctx.transaction ? 'for update' : ''}`,
      [ownerIds],
    );
    return rows.map(({ id }) => id);
  }

  async owners(ctx: OperationContext): Promise<readonly StorageOwner[]> {
    const rows: readonly StorageOwner[] = await managerFor(ctx, this.database).query(
      'select distinct owner_type as type, parent_id as id from storage.storages',
    );
    return rows;
  }

  async count(
    ctx: OperationContext,
    { type, id }: { readonly type: string; readonly id: string },
  ): Promise<bigint> {
    const rows: readonly { readonly count: string }[] = await managerFor(ctx, this.database).query(
      'select count(*) as count from storage.storages where parent_id = $1 and owner_type = $2',
      [id, type],
    );
    return BigInt(rows[0]?.count ?? 0);
  }

  /** Counts one change of a storage; nothing when it is gone. */
  async recordChange(tx: TransactionContext, id: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into storage.activity (storage_id, changes, last_change_at)
       select id, 1, now() from storage.storages where id = $1
       on conflict (storage_id) do update set changes = activity.changes + 1, last_change_at = excluded.last_change_at`,
      [id],
    );
  }
}

function narrow(query: SelectQueryBuilder<StorageRow>, filter: StorageFilter): void {
  const { ids, keyword, collectionId, type, enabled, lastCheck } = filter;
  const { createdFrom, createdTo, updatedFrom, updatedTo } = filter;
  if (ids) query.andWhere('storage.id = any(:ids)', { ids });
  if (collectionId !== undefined) {
    query.andWhere(`storage.parentId = :collectionId and storage.ownerType <> 'platform'`, { collectionId });
  }
  if (type !== undefined) query.andWhere('storage.type = :type', { type });
  if (enabled !== undefined) query.andWhere('storage.enabled = :enabled', { enabled });
  if (lastCheck === 'none') query.andWhere('storage.lastCheckStatus is null');
  else if (lastCheck !== undefined) query.andWhere('storage.lastCheckStatus = :lastCheck', { lastCheck });
  if (createdFrom) query.andWhere('storage.createdAt >= :createdFrom', { createdFrom });
  if (createdTo) query.andWhere('storage.createdAt < :createdTo', { createdTo });
  if (updatedFrom) query.andWhere('storage.updatedAt >= :updatedFrom', { updatedFrom });
  if (updatedTo) query.andWhere('storage.updatedAt < :updatedTo', { updatedTo });
  if (keyword !== undefined) {
    query.andWhere('(storage.name ilike :keyword or storage.description ilike :keyword)', {
      keyword: `%${keyword.replaceAll(/[\\%_]/g, '\\$&')}%`,
    });
  }
}

function nameTaken(name: string): Error {
  return new StorageNameTaken(`There is a storage called "${name}" already`);
}

function toStorage(row: StorageRow): StoredStorage {
  return {
    id: row.id,
    owner: row.ownerId === null ? platformOwner : { type: row.ownerType, id: row.ownerId },
    domainId: row.domainId ?? undefined,
    name: row.name,
    description: row.description ?? undefined,
    // Sound because the use cases write whole settings of the type alone.
    config: { type: row.type, ...row.resource } as StorageConfig,
    enabled: row.enabled,
    lastCheck:
      row.lastCheckStatus && row.lastCheckSince && row.lastCheckAt
        ? {
            ...{ status: row.lastCheckStatus, since: row.lastCheckSince, at: row.lastCheckAt },
            // Checks that nobody asked for said nothing of it once, and read.
            intendedUse: row.lastCheckUse ?? 'read',
          }
        : undefined,
    testedFor: row.lastCheckUse ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
