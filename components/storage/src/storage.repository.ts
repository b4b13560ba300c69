import {
  applyFilter,
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
import {
  findPage,
  type ListColumns,
  managerFor,
  onConstraint,
  whereVersion,
} from '@ashlar/database/persistence';
import { StorageRow } from './storage.entity.js';
import { StorageNameTaken } from './storage.errors.js';
import type { NewStorage, Storage, StorageChange, StorageFilter } from './storage.types.js';

const columns: ListColumns<StorageRow> = {
  name: {
    expression: 'lower(storage.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'storage.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'storage.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

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
    { ids, keyword, enabled }: StorageFilter,
    request: PageRequest,
  ): Promise<Page<Storage>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(StorageRow, 'storage');
    applyFilter(query, visible, 'storage');
    if (ids) query.andWhere('storage.id = any(:ids)', { ids });
    if (enabled !== undefined) query.andWhere('storage.enabled = :enabled', { enabled });
    if (keyword !== undefined) {
      query.andWhere('(storage.name ilike :keyword or storage.description ilike :keyword)', {
        keyword: `%${keyword.replaceAll(/[\\%_]/g, '\\$&')}%`,
      });
    }
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toStorage) };
  }

  async find(ctx: OperationContext, id: string): Promise<Storage | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(StorageRow, { id });
    return row ? toStorage(row) : undefined;
  }

  /** With what the caller may do with it, in one statement. */
  async findPermitted(
    ctx: OperationContext,
    id: string,
    rights: RowRights,
  ): Promise<Permitted<Storage> | undefined> {
    const found = await this.permitted.find(ctx, id, rights);
    return found && { ...found, row: toStorage(found.row) };
  }

  async insert(
    tx: TransactionContext,
    id: string,
    { name, description, resource, enabled }: NewStorage,
  ): Promise<void> {
    const { type, ...settings } = resource;
    try {
      await managerFor(tx, this.database).insert(StorageRow, {
        id,
        ownerType: 'platform',
        name,
        description: description ?? null,
        type,
        resource: settings,
        enabled,
        createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
      });
    } catch (error) {
      onConstraint(error, { storages_name_key: () => nameTaken(name) });
    }
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    { name, description, resource, enabled }: StorageChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(StorageRow)
      .set({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        // Merged by the database, so that two changes of different settings at the same time both stay.
        ...(resource && { resource: () => 'jsonb_strip_nulls(resource || cast(:resource as jsonb))' }),
        ...(enabled !== undefined && { enabled }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id', { id, resource: JSON.stringify(resource ?? {}) });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, { storages_name_key: () => nameTaken(name ?? '') });
    }
  }

  /** False when no row has this id in an accepted version. */
  async delete(tx: TransactionContext, id: string, expected: ExpectedVersion): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(StorageRow)
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  async count(ctx: OperationContext): Promise<bigint> {
    return BigInt(await managerFor(ctx, this.database).count(StorageRow));
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

function nameTaken(name: string): Error {
  return new StorageNameTaken(`There is a storage called "${name}" already`);
}

function toStorage(row: StorageRow): Storage {
  return {
    id: row.id,
    name: row.name,
    description: row.description ?? undefined,
    resource: { ...row.resource, type: row.type },
    enabled: row.enabled,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
