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
import { SecretRow } from './secrets.entity.js';
import { SecretFilenameTaken } from './secrets.errors.js';
import type { NewSecret, OwnerRef, SecretChange, SecretFilter, SecretInfo } from './secrets.types.js';

const columns: ListColumns<SecretRow> = {
  name: {
    expression: 'lower(secret.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'secret.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'secret.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

/** What the value of a secret is bound to, besides its version. */
export interface Binding {
  readonly domainId: string;
  readonly kind: string;
  readonly currentVersion: number;
}

export interface SecretInsert extends Omit<NewSecret, 'value' | 'defaultFilename'> {
  readonly id: string;
  readonly owner: OwnerRef;
  readonly domainId: string;
  readonly defaultFilename: string;
}

export class SecretRepository {
  constructor(private readonly database: Database) {}

  async list(
    ctx: OperationContext,
    { type, id }: OwnerRef,
    { kind, deleted = false, keyword }: SecretFilter,
    request: PageRequest,
  ): Promise<Page<SecretInfo>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(SecretRow, 'secret')
      .where('secret.ownerType = :type and secret.ownerId = :id', { type, id });
    if (!deleted) query.andWhere('secret.deletedAt is null');
    if (kind !== undefined) query.andWhere('secret.kind = :kind', { kind });
    if (keyword !== undefined) {
      query.andWhere('secret.name ilike :keyword', {
        keyword: `%${keyword.replaceAll(/[\\%_]/g, '\\$&')}%`,
      });
    }
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toSecret) };
  }

  async find(
    ctx: OperationContext,
    { type, id: ownerId }: OwnerRef,
    id: string,
  ): Promise<SecretInfo | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(SecretRow, { id, ownerType: type, ownerId });
    return row ? toSecret(row) : undefined;
  }

  /** Those of the ids that the owner has and that can be used now. */
  async usable(
    ctx: OperationContext,
    { type, id }: OwnerRef,
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly version: number; readonly filename: string }[]> {
    return managerFor(ctx, this.database).query(
      `select id, current_version as version, default_filename as filename from secrets.secrets
       where owner_type = $1 and owner_id = $2 and id = any($3) and deleted_at is null
         and (expires_at is null or expires_at > now())`,
      [type, id, ids],
    );
  }

  async findByFilename(
    ctx: OperationContext,
    owner: OwnerRef,
    filename: string,
  ): Promise<SecretInfo | undefined> {
    const row = await managerFor(ctx, this.database)
      .createQueryBuilder(SecretRow, 'secret')
      .where('secret.ownerType = :type and secret.ownerId = :id and secret.deletedAt is null', { ...owner })
      .andWhere('lower(secret.defaultFilename) = lower(:filename)', { filename })
      .getOne();
    return row ? toSecret(row) : undefined;
  }

  async insert(tx: TransactionContext, { owner, expiresAt, ...secret }: SecretInsert): Promise<void> {
    try {
      await managerFor(tx, this.database)
        .createQueryBuilder()
        .insert()
        .into(SecretRow)
        .values({
          ...secret,
          ownerType: owner.type,
          ownerId: owner.id,
          expiresAt: expiresAt ?? null,
          currentVersion: 1,
          createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
        })
        .updateEntity(false)
        .execute();
    } catch (error) {
      onConstraint(error, { secrets_default_filename_key: () => filenameTaken(secret.defaultFilename) });
    }
  }

  /** False when no undeleted row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    { name, defaultFilename, expiresAt }: SecretChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(SecretRow)
      .set({
        ...(name !== undefined && { name }),
        ...(defaultFilename !== undefined && { defaultFilename }),
        ...(expiresAt !== undefined && { expiresAt }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id and deleted_at is null', { id });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, {
        secrets_default_filename_key: () => filenameTaken(defaultFilename ?? ''),
      });
    }
  }

  /** Counts the next value and locks the row, so that values of one secret follow each other. */
  async nextVersion(tx: TransactionContext, id: string): Promise<Binding | undefined> {
    const [rows] = (await managerFor(tx, this.database).query(
      `update secrets.secrets set current_version = current_version + 1, version = version + 1, updated_at = now(), change_advised_at = null
       where id = $1 and deleted_at is null
       returning domain_id as "domainId", kind, current_version as "currentVersion"`,
      [id],
    )) as [readonly Binding[], number];
    return rows[0];
  }

  /** False when it is not there in an accepted version, or is in that state already. */
  async setDeleted(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    deleted: boolean,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(SecretRow)
      .set({
        deletedAt: () => (deleted ? 'now()' : 'null'),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where(`id = :id and deleted_at is ${deleted ? '' : 'not '}null`, { id });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, { secrets_default_filename_key: () => filenameTaken('') });
    }
  }

  async setLabels(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    labels: Readonly<Record<string, number>>,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(SecretRow)
      .set({ labels, version: () => 'version + 1', updatedAt: () => 'now()' })
      .where('id = :id and deleted_at is null', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  /** For good, with all of its versions. Deleted ones are not counted any more. */
  async remove(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
  ): Promise<{ readonly counted: boolean } | undefined> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(SecretRow)
      .where('id = :id', { id })
      .returning('deleted_at is null as counted');
    const { raw } = (await whereVersion(query, expected).execute()) as {
      readonly raw: readonly { readonly counted: boolean }[];
    };
    return raw[0];
  }

  /** Destroys the owner's keys and all that they opened. Answers how many secrets there were. */
  async shredOwner(
    tx: TransactionContext,
    { type, id }: OwnerRef,
  ): Promise<{ readonly gone: number; readonly counted: number }> {
    const manager = managerFor(tx, this.database);
    // By the statement that removes them, so that each is given back once whoever else deletes it.
    const [removed] = (await manager.query(
      `delete from secrets.secrets where owner_type = $1 and owner_id = $2 returning deleted_at is null as counted`,
      [type, id],
    )) as [readonly { readonly counted: boolean }[], number];
    const rows: readonly { readonly count: string }[] = await manager.query(
      'select secrets.shred_owner($1, $2) as count',
      [type, id],
    );
    return {
      gone: removed.length + Number(rows[0]?.count ?? 0),
      counted: removed.filter(({ counted }) => counted).length,
    };
  }

  /** For the worker: removes what expired or was deleted longer ago than that. Answers how many, and whose were counted. */
  async purge(
    tx: TransactionContext,
    afterDays: number,
    atMost: number,
  ): Promise<{ readonly gone: number; readonly owners: readonly (readonly [OwnerRef, number])[] }> {
    const [gone, count] = (await managerFor(tx, this.database).query(
      `delete from secrets.secrets where id in (
         select id from secrets.secrets
         where least(expires_at, deleted_at) < now() - make_interval(days => $1) limit $2
       ) returning owner_type as type, owner_id as id, deleted_at is null as counted`,
      [afterDays, atMost],
    )) as [readonly (OwnerRef & { readonly counted: boolean })[], number];
    await managerFor(tx, this.database).query(
      'delete from secrets.standing_grants where expires_at < now() - make_interval(days => $1)',
      [afterDays],
    );
    return { gone: count, owners: ownersOf(gone.filter(({ counted }) => counted)) };
  }

  /** For the worker: how many are counted, of one owner or of all of these kinds. */
  async countOf(ctx: OperationContext, types: readonly OwnerRef['type'][], id?: string): Promise<bigint> {
    const rows: readonly { readonly count: string }[] = await managerFor(ctx, this.database).query(
      `select count(*) from secrets.secrets
       where owner_type = any($1) and ($2::uuid is null or owner_id = $2) and deleted_at is null`,
      [types, id],
    );
    return BigInt(rows[0]?.count ?? 0);
  }

  /** For the worker: who has any that are counted. */
  async owners(ctx: OperationContext): Promise<readonly OwnerRef[]> {
    return managerFor(ctx, this.database).query(
      'select distinct owner_type as type, owner_id as id from secrets.secrets where deleted_at is null',
    );
  }
}

/** Each owner once, with how many, in one order: counters are locked one after the other. */
function ownersOf(secrets: readonly OwnerRef[]): readonly (readonly [OwnerRef, number])[] {
  const owners = new Map<string, [OwnerRef, number]>();
  for (const { type, id } of secrets) {
    const known = owners.get(`${type} ${id}`);
    if (known) known[1] += 1;
    else owners.set(`${type} ${id}`, [{ type, id }, 1]);
  }
  return [...owners].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function filenameTaken(filename: string): Error {
  return new SecretFilenameTaken(
    filename === '' ? undefined : `There is a secret with the filename "${filename}" already`,
  );
}

function toSecret(row: SecretRow): SecretInfo {
  const { ownerType, ownerId, expiresAt, deletedAt } = row;
  return {
    id: row.id,
    owner: { type: ownerType, id: ownerId },
    kind: row.kind,
    name: row.name,
    defaultFilename: row.defaultFilename,
    expiresAt: expiresAt ?? undefined,
    deletedAt: deletedAt ?? undefined,
    // For people to read; whether it is given out is decided by the database, by its own clock.
    state: deletedAt ? 'deleted' : expiresAt && expiresAt.getTime() <= Date.now() ? 'expired' : 'live',
    currentVersion: row.currentVersion,
    labels: row.labels,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    changeAdvisedAt: row.changeAdvisedAt ?? undefined,
  };
}
