import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor, onConstraint } from '@ashlar/database/persistence';
import type { OwnerRef, OwnerType } from './dotfiles.types.js';
import { PreconditionFailed } from '@ashlar/errors';
import { chainOf } from './owner-chain.repository.js';
import { SettingRevisionRow, SettingRow } from './settings.entity.js';
import type {
  JsonObject,
  Setting,
  SettingContent,
  SettingRevision,
  SettingSummary,
} from './settings.types.js';

const columns: ListColumns<SettingRow> = {
  name: { expression: 'setting.name', valueOf: (row) => row.name },
  updated_at: { expression: 'setting.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

const revisionColumns: ListColumns<SettingRevisionRow> = {
  version: { expression: 'revision.version', valueOf: (row) => row.version },
};

export class SettingRepository {
  constructor(private readonly database: Database) {}

  /** Holds the owner's row until the end, and counts: all changes of its settings come one after the other. */
  async countMore(tx: TransactionContext, owner: OwnerRef, domainId: string, more: number): Promise<number> {
    const [row] = await this.query<{ settings: number }>(
      tx,
      `insert into group_config.owners as o (owner_type, owner_id, domain_id) values ($1, $2, $3)
       on conflict (owner_type, owner_id) do update set settings = o.settings + $4
       returning settings`,
      [owner.type, owner.id, domainId, more],
    );
    return row?.settings ?? 0;
  }

  async list(ctx: OperationContext, owner: OwnerRef, request: PageRequest): Promise<Page<SettingSummary>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(SettingRow, 'setting')
      .where('setting.ownerType = :type and setting.ownerId = :id', { ...owner });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toSummary) };
  }

  async find(ctx: OperationContext, owner: OwnerRef, name: string): Promise<Setting | undefined> {
    const [found] = await this.query<RawSetting>(
      ctx,
      'select * from group_config.settings where owner_type = $1 and owner_id = $2 and name = $3',
      [owner.type, owner.id, name],
    );
    return found && fromRaw(found);
  }

  /** All that this owner and what it lies in say under a name, from the widest on. */
  async chain(
    ctx: OperationContext,
    owner: OwnerRef,
    domainId: string,
    name: string,
  ): Promise<readonly Setting[]> {
    const rows = await this.query<RawSetting>(
      ctx,
      `select s.* from (${chainOf(owner.type, '$1', '$2')}) chain (owner_type, owner_id, above)
       join group_config.settings s on s.owner_type = chain.owner_type and s.owner_id = chain.owner_id and s.name = $3
       order by chain.above desc`,
      [owner.id, domainId, name],
    );
    return rows.map(fromRaw);
  }

  /** With its revision. @throws {PreconditionFailed} */
  async insert(
    tx: TransactionContext,
    id: string,
    owner: OwnerRef,
    name: string,
    content: SettingContent,
  ): Promise<void> {
    const text = `with made as (
        insert into group_config.settings
          (id, owner_type, owner_id, name, value, schema, locked, version, created_by, updated_by)
        values ($11, $1, $2, $3, $4, $5, $6, 1 + coalesce((
          select max(version) from group_config.setting_revisions r
          where r.owner_type = $1 and r.owner_id = $2 and r.name = $3), 0), $7, $7)
        returning *
      ) ${noteRevision('created')}`;
    try {
      await this.query(tx, text, [...this.parameters(tx, owner, name, content), id]);
    } catch (error) {
      onConstraint(error, {
        settings_name_key: () => new PreconditionFailed(`There is a setting ${name} already`),
      });
    }
  }

  /** Its next version, with its revision. */
  async update(
    tx: TransactionContext,
    owner: OwnerRef,
    name: string,
    content: SettingContent,
  ): Promise<void> {
    const text = `with made as (
        update group_config.settings
        set value = $4, schema = $5, locked = $6, version = version + 1, updated_by = $7, updated_at = now()
        where owner_type = $1 and owner_id = $2 and name = $3 returning *
      ) ${noteRevision('changed')}`;
    await this.query(tx, text, this.parameters(tx, owner, name, content));
  }

  async delete(tx: TransactionContext, owner: OwnerRef, name: string): Promise<void> {
    await this.query(
      tx,
      `with gone as (
         delete from group_config.settings where owner_type = $1 and owner_id = $2 and name = $3 returning *
       )
       insert into group_config.setting_revisions
         (owner_type, owner_id, name, version, change, sha256_before, actor_kind, actor_id, request_id)
       select owner_type, owner_id, name, version + 1, 'deleted', sha256(convert_to(value::text, 'UTF8')), $4, $5, $6
       from gone`,
      [owner.type, owner.id, name, tx.actor.kind, tx.actor.id ?? null, tx.requestId],
    );
  }

  /** Also of a setting that is gone. */
  async revisions(
    ctx: OperationContext,
    owner: OwnerRef,
    name: string,
    request: PageRequest,
  ): Promise<Page<SettingRevision>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(SettingRevisionRow, 'revision')
      .where('revision.ownerType = :type and revision.ownerId = :id', { ...owner })
      .andWhere('revision.name = :name', { name });
    const page = await findPage(manager, query, request, revisionColumns);
    return { ...page, items: page.items.map(toRevision) };
  }

  async revision(
    ctx: OperationContext,
    owner: OwnerRef,
    name: string,
    version: number,
  ): Promise<SettingRevision | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(SettingRevisionRow, {
      ...{ ownerType: owner.type, ownerId: owner.id, name, version },
    });
    return row ? toRevision(row) : undefined;
  }

  async idsOf(
    ctx: OperationContext,
    type: OwnerType,
    ownerIds: readonly string[],
  ): Promise<readonly string[]> {
    const rows = await this.query<{ id: string }>(
      ctx,
      'select id from group_config.settings where owner_type = $1 and owner_id = any($2) order by id',
      [type, ownerIds],
    );
    return rows.map(({ id }) => id);
  }

  async removeOwnersOf(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await this.query(
      tx,
      `delete from group_config.owners where (owner_type, owner_id) in (
         select owner_type, owner_id from group_config.settings where id = any($1)
       )`,
      [ids],
    );
  }

  async all(ctx: OperationContext, owner: OwnerRef): Promise<readonly Setting[]> {
    const rows = await this.query<RawSetting>(
      ctx,
      'select * from group_config.settings where owner_type = $1 and owner_id = $2 order by name',
      [owner.type, owner.id],
    );
    return rows.map(fromRaw);
  }

  private parameters(
    tx: TransactionContext,
    owner: OwnerRef,
    name: string,
    { value, schema, locked = [] }: SettingContent,
  ): unknown[] {
    const { kind, id } = tx.actor;
    return [
      ...[owner.type, owner.id, name, JSON.stringify(value)],
      schema === undefined ? null : JSON.stringify(schema),
      [...locked],
      kind === 'user' ? id : null,
      ...[kind, id ?? null, tx.requestId],
    ];
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

/** Before is what the newest revision says of after. */
function noteRevision(change: SettingRevision['change']): string {
  return `insert into group_config.setting_revisions
      (owner_type, owner_id, name, version, change, value, schema, locked, sha256_before, sha256, size,
       actor_kind, actor_id, request_id)
    select owner_type, owner_id, name, version, '${change}', value, schema, locked,
      (select r.sha256 from group_config.setting_revisions r
       where r.owner_type = made.owner_type and r.owner_id = made.owner_id and r.name = made.name
         and r.version = made.version - 1),
      sha256(convert_to(value::text, 'UTF8')), octet_length(value::text), $8, $9, $10 from made`;
}

export interface RawSetting {
  readonly id: string;
  readonly owner_type: OwnerType;
  readonly owner_id: string;
  readonly name: string;
  readonly value: JsonObject;
  readonly schema: JsonObject | null;
  readonly locked: readonly string[];
  readonly version: number;
  readonly created_by: string | null;
  readonly updated_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function fromRaw(row: RawSetting): Setting {
  const { id, name, value, locked, version } = row;
  return {
    ...{ id, name, value, locked, version },
    owner: { type: row.owner_type, id: row.owner_id },
    schema: row.schema ?? undefined,
    createdBy: row.created_by ?? undefined,
    updatedBy: row.updated_by ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toSummary(row: SettingRow): SettingSummary {
  const { id, name, locked, version, createdAt, updatedAt } = row;
  return {
    ...{ id, name, locked, version, createdAt, updatedAt },
    owner: { type: row.ownerType, id: row.ownerId },
    createdBy: row.createdBy ?? undefined,
    updatedBy: row.updatedBy ?? undefined,
  };
}

function toRevision(row: SettingRevisionRow): SettingRevision {
  const { version, change, locked, createdAt } = row;
  return {
    ...{ version, change, locked, createdAt },
    value: row.value ?? undefined,
    schema: row.schema ?? undefined,
    sha256Before: row.sha256Before?.toString('hex'),
    sha256: row.sha256?.toString('hex'),
    size: row.size ?? undefined,
    actor: { kind: row.actorKind, id: row.actorId ?? undefined },
  };
}
