import { applyFilter, type ListFilter } from '@ashlar/authz/persistence';
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
import { foldersOf } from '@ashlar/group-config';
import { holdOfProject, projectsBelow } from '@ashlar/projects/persistence';
import { MountedProjectRow, StorageMountRow } from './storage-mounts.entity.js';
import { StorageMountPathTaken } from './storage-mounts.errors.js';
import type { StorageMount, StorageMountChange } from './storage-mounts.types.js';

const columns: ListColumns<StorageMountRow> = {
  path: { expression: 'mount.path', valueOf: (row) => row.path },
  created_at: { expression: 'mount.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'mount.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

export type NewMountRow = Pick<
  StorageMount,
  'id' | 'projectId' | 'domainId' | 'storageId' | 'path' | 'readOnly'
>;

/** So many rows are looked at where only their paths matter, and those of many projects repeat. */
const pathsAtMost = 1_000;

export class StorageMountRepository {
  constructor(private readonly database: Database) {}

  async list(ctx: OperationContext, projectId: string, request: PageRequest): Promise<Page<StorageMount>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(StorageMountRow, 'mount')
      .where('mount.projectId = :projectId', { projectId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toMount) };
  }

  async find(ctx: OperationContext, projectId: string, id: string): Promise<StorageMount | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(StorageMountRow, { id, projectId });
    return row ? toMount(row) : undefined;
  }

  /** Keeps the project from going, and others from changing its mounts. False when it is not there. */
  async holdProject(tx: TransactionContext, projectId: string): Promise<boolean> {
    return (await this.query(tx, holdOfProject('$1'), [projectId])).length > 0;
  }

  /** How many mounts the project has besides one, and the first of those that contain the path or lie below it. */
  async neighbours(
    tx: TransactionContext,
    projectId: string,
    path: string,
    except: string | undefined,
  ): Promise<{ readonly count: number; readonly clashes: readonly string[] }> {
    const [row] = await this.query<{ count: number; clashes: string[] | null }>(
      tx,
      `select count(*)::integer as count,
         (array_agg(path order by path) filter (where ${meets('$3', '$4', '$5')} and path <> $6))[1:5] as clashes
       from storage_mounts.mounts where project_id = $1 and ($2::uuid is null or id <> $2)`,
      [projectId, except ?? null, ...around([path]), path],
    );
    return { count: row?.count ?? 0, clashes: row?.clashes ?? [] };
  }

  /** @throws {StorageMountPathTaken} */
  async insert(tx: TransactionContext, row: NewMountRow): Promise<void> {
    try {
      await managerFor(tx, this.database).insert(StorageMountRow, {
        ...row,
        createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
      });
    } catch (error) {
      onConstraint(error, { mounts_path_key: () => taken(row.path) });
    }
  }

  /** False when the project has no such mount in an accepted version. @throws {StorageMountPathTaken} */
  async update(
    tx: TransactionContext,
    projectId: string,
    id: string,
    expected: ExpectedVersion,
    { path, readOnly }: StorageMountChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(StorageMountRow)
      .set({
        ...(path !== undefined && { path }),
        ...(readOnly !== undefined && { readOnly }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id and project_id = :projectId', { id, projectId });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, { mounts_path_key: () => taken(path ?? '') });
    }
  }

  /** What there was of it in an accepted version. */
  async delete(
    tx: TransactionContext,
    projectId: string,
    id: string,
    expected: ExpectedVersion,
  ): Promise<StorageMount | undefined> {
    const versions = expected === 'any' ? null : expected;
    const [gone] = await this.remove(
      tx,
      'id = $1 and project_id = $2 and ($3::integer[] is null or version = any($3))',
      [id, projectId, versions],
    );
    return gone;
  }

  deleteAll(tx: TransactionContext, ids: readonly string[]): Promise<readonly StorageMount[]> {
    return this.remove(tx, 'id = any($1)', [ids]);
  }

  deleteOfStorages(tx: TransactionContext, storageIds: readonly string[]): Promise<readonly StorageMount[]> {
    return this.remove(tx, 'storage_id = any($1)', [storageIds]);
  }

  async idsIn(ctx: OperationContext, projectIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.query<{ readonly id: string }>(
      ctx,
      'select id from storage_mounts.mounts where project_id = any($1) order by id',
      [projectIds],
    );
    return rows.map(({ id }) => id);
  }

  /** By storage, so that whoever holds the storages of several projects does so in one order. */
  async allOf(ctx: OperationContext, projectId: string): Promise<readonly StorageMount[]> {
    const rows = await managerFor(ctx, this.database).find(StorageMountRow, {
      where: { projectId },
      order: { storageId: 'asc', id: 'asc' },
    });
    return rows.map(toMount);
  }

  /** How many projects' runs have the storage, and what is another text for other mounts. */
  async usesOf(
    ctx: OperationContext,
    storageId: string,
  ): Promise<{ readonly count: number; readonly fingerprint: string }> {
    const [row] = await this.query<{ readonly count: number; readonly fingerprint: string | null }>(
      ctx,
      `select count(*)::integer as count,
         encode(sha256(convert_to(string_agg(id::text, ',' order by id), 'UTF8')), 'hex') as fingerprint
       from storage_mounts.mounts where storage_id = $1`,
      [storageId],
    );
    return { count: row?.count ?? 0, fingerprint: row?.fingerprint ?? '' };
  }

  async firstOf(
    ctx: OperationContext,
    storageId: string,
    atMost: number,
  ): Promise<readonly Pick<StorageMount, 'id' | 'projectId' | 'path'>[]> {
    return this.query(
      ctx,
      `select id, project_id as "projectId", path from storage_mounts.mounts
       where storage_id = $1 order by id limit $2`,
      [storageId, atMost],
    );
  }

  async pathsIn(ctx: OperationContext, projectId: string): Promise<readonly string[]> {
    return this.paths(ctx, 'select path from storage_mounts.mounts where project_id = $1 order by path', [
      projectId,
    ]);
  }

  pathsInProject(
    ctx: OperationContext,
    projectId: string,
    paths: readonly string[],
  ): Promise<readonly string[]> {
    return this.paths(
      ctx,
      `select path from storage_mounts.mounts where project_id = $1 and ${meets('$2', '$3', '$4')}`,
      [projectId, ...around(paths)],
    );
  }

  pathsInGroup(ctx: OperationContext, groupId: string, paths: readonly string[]): Promise<readonly string[]> {
    return this.paths(
      ctx,
      `select distinct path from (
         select m.path from (${projectsBelow('$1')}) p join storage_mounts.mounts m on m.project_id = p.id
         where ${meets('$2', '$3', '$4')} limit ${pathsAtMost}
       ) m`,
      [groupId, ...around(paths)],
    );
  }

  /** Each path at or above is one look into an index, however many projects have it. */
  pathsInDomain(
    ctx: OperationContext,
    domainId: string,
    paths: readonly string[],
  ): Promise<readonly string[]> {
    return this.paths(
      ctx,
      `select given.path from unnest($2::text[]) as given (path)
       where exists (select from storage_mounts.mounts m where m.domain_id = $1 and m.path = given.path)
       union
       select distinct below.path from unnest($3::text[], $4::text[]) as range (first, last), lateral (
         select path from storage_mounts.mounts
         where domain_id = $1 and path > range.first and path < range.last limit ${pathsAtMost}
       ) below
       limit ${pathsAtMost}`,
      [domainId, ...around(paths)],
    );
  }

  async pathsVisible(
    ctx: OperationContext,
    filter: ListFilter,
    paths: readonly string[],
  ): Promise<readonly string[]> {
    const [at, from, to] = around(paths);
    const query = managerFor(ctx, this.database)
      .createQueryBuilder(MountedProjectRow, 'mounted')
      .select('mounted.path', 'path')
      .where(meets(':at', ':from', ':to', 'mounted.path'), { at, from, to })
      .limit(pathsAtMost);
    applyFilter(query, filter, 'mounted');
    const rows = await query.getRawMany<{ readonly path: string }>();
    return [...new Set(rows.map((row) => row.path))];
  }

  private async paths(
    ctx: OperationContext,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly string[]> {
    return (await this.query<{ readonly path: string }>(ctx, text, values)).map(({ path }) => path);
  }

  private async remove(
    tx: TransactionContext,
    where: string,
    values: readonly unknown[],
  ): Promise<readonly StorageMount[]> {
    const manager = managerFor(tx, this.database);
    const [rows] = (await manager.query(`delete from storage_mounts.mounts where ${where} returning *`, [
      ...values,
    ])) as [readonly RawMount[], number];
    return rows.map(fromRaw);
  }

  private async query<Row>(
    ctx: OperationContext,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const found: unknown = await managerFor(ctx, this.database).query(text, [...values]);
    return found as readonly Row[];
  }
}

/** SQL: at one of the paths, above it, or in the range of what is below. */
function meets(at: string, from: string, to: string, column = 'path'): string {
  return `(${column} = any(${at}) or exists (
      select from unnest(${from}::text[], ${to}::text[]) as range (first, last)
      where ${column} > range.first and ${column} < range.last
    ))`;
}

/** The path and what contains it; from where and up to where, in bytes, all lies that it contains. */
function around(paths: readonly string[]): [readonly string[], readonly string[], readonly string[]] {
  return [
    [...new Set(paths.flatMap((path) => [...foldersOf(path), path]))],
    paths.map((path) => `${path}/`),
    paths.map((path) => `${path}0`),
  ];
}

function taken(path: string): Error {
  return new StorageMountPathTaken(`There is a storage mounted at ${path}`, { details: { path } });
}

function toMount({ createdBy, ...row }: StorageMountRow): StorageMount {
  return { ...row, createdBy: createdBy ?? undefined };
}

interface RawMount {
  readonly id: string;
  readonly project_id: string;
  readonly domain_id: string;
  readonly storage_id: string;
  readonly path: string;
  readonly read_only: boolean;
  readonly version: number;
  readonly created_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

function fromRaw({ id, path, version, ...row }: RawMount): StorageMount {
  return {
    ...{ id, path, version },
    projectId: row.project_id,
    domainId: row.domain_id,
    storageId: row.storage_id,
    readOnly: row.read_only,
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
