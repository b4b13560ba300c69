import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor } from '@ashlar/database/persistence';
import { createHash } from 'node:crypto';
import { BootstrapScriptRevisionRow } from './bootstrap-scripts.entity.js';
import type { BootstrapScript, BootstrapScriptRevision } from './bootstrap-scripts.types.js';
import type { OwnerRef, OwnerType } from './dotfiles.types.js';

const revisionColumns: ListColumns<BootstrapScriptRevisionRow> = {
  version: { expression: 'revision.version', valueOf: (row) => row.version },
};

interface RawScript {
  readonly sha256: Buffer;
  readonly size: number;
  readonly version: number;
  readonly updated_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly content: Buffer;
}

export class BootstrapScriptRepository {
  constructor(private readonly database: Database) {}

  /** Holds the owner's row until the end of the transaction. */
  async lockOwner(tx: TransactionContext, owner: OwnerRef, domainId: string): Promise<void> {
    await this.query(
      tx,
      `insert into group_config.owners as o (owner_type, owner_id, domain_id) values ($1, $2, $3)
       on conflict (owner_type, owner_id) do update set settings = o.settings`,
      [owner.type, owner.id, domainId],
    );
  }

  async find(ctx: OperationContext, owner: OwnerRef): Promise<BootstrapScript | undefined> {
    const [row] = await this.query<RawScript>(
      ctx,
      `select b.*, c.content from group_config.bootstrap_scripts b join group_config.contents c using (sha256)
       where b.owner_type = $1 and b.owner_id = $2`,
      [owner.type, owner.id],
    );
    return (
      row && {
        ...{ owner, content: row.content, size: row.size, version: row.version },
        sha256: row.sha256.toString('hex'),
        updatedBy: row.updated_by ?? undefined,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      }
    );
  }

  /** Makes or replaces it, with its revision; the owner is locked. */
  async put(tx: TransactionContext, owner: OwnerRef, content: Buffer): Promise<void> {
    const { kind, id } = tx.actor;
    await this.query(
      tx,
      `with kept as (
         insert into group_config.contents (sha256, content) values ($3, $4)
         on conflict (sha256) do update set touched_at = now()
       ), before as (
         select sha256 from group_config.bootstrap_scripts where owner_type = $1 and owner_id = $2
       ), made as (
         insert into group_config.bootstrap_scripts as b (owner_type, owner_id, sha256, size, version, updated_by)
         values ($1, $2, $3, octet_length($4::bytea), 1 + coalesce((
           select max(version) from group_config.bootstrap_script_revisions r
           where r.owner_type = $1 and r.owner_id = $2), 0), $5)
         on conflict (owner_type, owner_id) do update
           set sha256 = $3, size = octet_length($4::bytea), version = b.version + 1, updated_by = $5, updated_at = now()
         returning *
       )
       insert into group_config.bootstrap_script_revisions
         (owner_type, owner_id, version, change, sha256_before, sha256, size, actor_kind, actor_id, request_id)
       select owner_type, owner_id, version, case when exists (select from before) then 'changed' else 'created' end,
         (select sha256 from before), sha256, size, $6, $7, $8 from made`,
      [
        ...[owner.type, owner.id, createHash('sha256').update(content).digest(), content],
        ...[kind === 'user' ? id : null, kind, id ?? null, tx.requestId],
      ],
    );
  }

  async delete(tx: TransactionContext, owner: OwnerRef): Promise<void> {
    await this.query(
      tx,
      `with gone as (
         delete from group_config.bootstrap_scripts where owner_type = $1 and owner_id = $2 returning *
       )
       insert into group_config.bootstrap_script_revisions
         (owner_type, owner_id, version, change, sha256_before, actor_kind, actor_id, request_id)
       select owner_type, owner_id, version + 1, 'deleted', sha256, $3, $4, $5 from gone`,
      [owner.type, owner.id, tx.actor.kind, tx.actor.id ?? null, tx.requestId],
    );
  }

  /** Also of a script that is gone. */
  async revisions(
    ctx: OperationContext,
    owner: OwnerRef,
    request: PageRequest,
  ): Promise<Page<BootstrapScriptRevision>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(BootstrapScriptRevisionRow, 'revision')
      .where('revision.ownerType = :type and revision.id = :id', { ...owner });
    const page = await findPage(manager, query, request, revisionColumns);
    return { ...page, items: page.items.map(toRevision) };
  }

  async everWas(ctx: OperationContext, owner: OwnerRef): Promise<boolean> {
    const rows = await this.query(
      ctx,
      'select from group_config.bootstrap_script_revisions where owner_type = $1 and owner_id = $2 limit 1',
      [owner.type, owner.id],
    );
    return rows.length > 0;
  }

  /** What there was in that version; nothing where it went with it, or never was. */
  async contentAt(ctx: OperationContext, owner: OwnerRef, version: number): Promise<Buffer | undefined> {
    const [row] = await this.query<{ content: Buffer }>(
      ctx,
      `select c.content from group_config.bootstrap_script_revisions r join group_config.contents c using (sha256)
       where r.owner_type = $1 and r.owner_id = $2 and r.version = $3`,
      [owner.type, owner.id, version],
    );
    return row?.content;
  }

  /** Of those of these owners that have one. */
  async ownersOf(
    ctx: OperationContext,
    type: OwnerType,
    ownerIds: readonly string[],
  ): Promise<readonly string[]> {
    const rows = await this.query<{ owner_id: string }>(
      ctx,
      `select owner_id from group_config.bootstrap_scripts where owner_type = $1 and owner_id = any($2) order by 1`,
      [type, ownerIds],
    );
    return rows.map((row) => row.owner_id);
  }

  async removeOwners(tx: TransactionContext, type: OwnerType, ownerIds: readonly string[]): Promise<void> {
    await this.query(tx, 'delete from group_config.owners where owner_type = $1 and owner_id = any($2)', [
      type,
      ownerIds,
    ]);
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

function toRevision(row: BootstrapScriptRevisionRow): BootstrapScriptRevision {
  const { version, change, createdAt } = row;
  return {
    ...{ version, change, createdAt },
    sha256: row.sha256?.toString('hex'),
    previousSha256: row.sha256Before?.toString('hex'),
    size: row.size ?? undefined,
    actor: { kind: row.actorKind, id: row.actorId ?? undefined },
  };
}
