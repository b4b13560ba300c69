import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor, onConstraint } from '@ashlar/database/persistence';
import { createHash } from 'node:crypto';
import { foldersOf } from './dotfile-path.js';
import { DotfileRow, RevisionRow } from './dotfiles.entity.js';
import type { Dotfile, DotfileContent, OwnerRef, Revision } from './dotfiles.types.js';
import { DotfileExists } from './group-config.errors.js';
import type { Usage } from './usage.repository.js';

const columns: ListColumns<DotfileRow> = {
  path: { expression: 'dotfile.path', valueOf: (row) => row.path },
  created_at: { expression: 'dotfile.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'dotfile.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

const revisionColumns: ListColumns<RevisionRow> = {
  version: { expression: 'revision.version', valueOf: (row) => row.version },
};

/** What one step makes of a dotfile. */
export interface DotfileState {
  readonly id: string;
  readonly path: string;
  readonly mode: number;
  readonly content: Buffer;
}

export class DotfileRepository {
  constructor(private readonly database: Database) {}

  /** What the owner has; the row is held until the end of the transaction, and so are all changes of its dotfiles. */
  async lockOwner(tx: TransactionContext, owner: OwnerRef, domainId: string): Promise<Usage> {
    return this.addUsage(tx, owner, domainId, { files: 0, bytes: 0 });
  }

  async addUsage(tx: TransactionContext, owner: OwnerRef, domainId: string, more: Usage): Promise<Usage> {
    const [row] = await this.query<{ files: number; bytes: string }>(
      tx,
      `insert into group_config.owners as o (owner_type, owner_id, domain_id) values ($1, $2, $3)
       on conflict (owner_type, owner_id) do update set files = o.files + $4, bytes = o.bytes + $5
       returning files, bytes`,
      [owner.type, owner.id, domainId, more.files, more.bytes],
    );
    return { files: row?.files ?? 0, bytes: Number(row?.bytes ?? 0) };
  }

  async list(
    ctx: OperationContext,
    owner: OwnerRef,
    request: PageRequest,
    path: string | undefined,
  ): Promise<Page<Dotfile>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(DotfileRow, 'dotfile')
      .where('dotfile.ownerType = :type and dotfile.ownerId = :id', { type: owner.type, id: owner.id });
    if (path !== undefined) query.andWhere('dotfile.path = :path', { path });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toDotfile) };
  }

  async find(
    ctx: OperationContext,
    owner: OwnerRef,
    by: { readonly id: string } | { readonly path: string },
  ): Promise<DotfileContent | undefined> {
    const [column, value] = 'id' in by ? ['id', by.id] : ['path', by.path];
    const [row] = await this.query<RawDotfile>(
      ctx,
      `select d.*, c.content from group_config.dotfiles d join group_config.contents c using (sha256)
       where d.owner_type = $1 and d.owner_id = $2 and d.${column} = $3`,
      [owner.type, owner.id, value],
    );
    return row && fromRaw(row);
  }

  /** Of one owner: at these paths, or all. */
  async contentsOf(
    ctx: OperationContext,
    owner: OwnerRef,
    paths: readonly string[] | undefined,
  ): Promise<readonly DotfileContent[]> {
    const rows = await this.query<RawDotfile>(
      ctx,
      `select d.*, c.content from group_config.dotfiles d join group_config.contents c using (sha256)
       where d.owner_type = $1 and d.owner_id = $2 and ($3::text[] is null or d.path = any($3)) order by d.path`,
      [owner.type, owner.id, paths ?? null],
    );
    return rows.map(fromRaw);
  }

  /** Paths of this owner that need a folder where `path` is a file, or the other way round. */
  async clashesWith(
    tx: TransactionContext,
    owner: OwnerRef,
    id: string,
    path: string,
  ): Promise<readonly string[]> {
    const rows = await this.query<{ path: string }>(
      tx,
      `select path from group_config.dotfiles
       where owner_type = $1 and owner_id = $2 and id <> $3
         and (path = any($4::text[]) or starts_with(path, $5))
       order by path limit 5`,
      [owner.type, owner.id, id, foldersOf(path), `${path}/`],
    );
    return rows.map((row) => row.path);
  }

  /** A new dotfile with its content and first revision. @throws {DotfileExists} */
  async insert(
    tx: TransactionContext,
    owner: OwnerRef,
    state: DotfileState,
    reason: string | null,
  ): Promise<void> {
    const text = `${keepContent},
      made as (
        insert into group_config.dotfiles (id, owner_type, owner_id, path, mode, sha256, size, created_by, updated_by)
        values ($3, $4, $5, $6, $7, $1, octet_length($2), $8, $8) returning *
      )
      ${noteRevision('made', 'created')}`;
    try {
      await this.query(tx, text, this.parameters(tx, owner, state, reason));
    } catch (error) {
      onConstraint(error, { dotfiles_path_key: () => exists(state.path) });
    }
  }

  /** Its next version, with its content and revision. @throws {DotfileExists} */
  async update(
    tx: TransactionContext,
    owner: OwnerRef,
    state: DotfileState,
    reason: string | null,
  ): Promise<void> {
    const text = `${keepContent},
      made as (
        update group_config.dotfiles
        set path = $6, mode = $7, sha256 = $1, size = octet_length($2), version = version + 1, updated_by = $8,
            updated_at = now()
        where id = $3 and owner_type = $4 and owner_id = $5 returning *
      )
      ${noteRevision('made', 'changed')}`;
    try {
      await this.query(tx, text, this.parameters(tx, owner, state, reason));
    } catch (error) {
      onConstraint(error, { dotfiles_path_key: () => exists(state.path) });
    }
  }

  async delete(tx: TransactionContext, id: string, reason: string | null): Promise<void> {
    await this.query(
      tx,
      `with gone as (delete from group_config.dotfiles where id = $1 returning *)
       insert into group_config.revisions
         (dotfile_id, version, owner_type, owner_id, change, path, mode, previous_sha256, actor_kind, actor_id, reason)
       select id, version + 1, owner_type, owner_id, 'deleted', path, mode, sha256, $2, $3, $4 from gone`,
      [id, tx.actor.kind, tx.actor.id ?? null, reason],
    );
  }

  /** Also of dotfiles that are gone. */
  async revisions(
    ctx: OperationContext,
    owner: OwnerRef,
    dotfileId: string,
    request: PageRequest,
  ): Promise<Page<Revision>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(RevisionRow, 'revision')
      .where('revision.dotfileId = :dotfileId', { dotfileId })
      .andWhere('revision.ownerType = :type and revision.ownerId = :id', { type: owner.type, id: owner.id });
    const page = await findPage(manager, query, request, revisionColumns);
    return { ...page, items: page.items.map(toRevision) };
  }

  async everWas(ctx: OperationContext, owner: OwnerRef, dotfileId: string): Promise<boolean> {
    const rows = await this.query(
      ctx,
      `select from group_config.revisions where dotfile_id = $1 and owner_type = $2 and owner_id = $3 limit 1`,
      [dotfileId, owner.type, owner.id],
    );
    return rows.length > 0;
  }

  async revision(
    ctx: OperationContext,
    owner: OwnerRef,
    dotfileId: string,
    version: number,
  ): Promise<Revision | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(RevisionRow, {
      ...{ dotfileId, version, ownerType: owner.type, ownerId: owner.id },
    });
    return row ? toRevision(row) : undefined;
  }

  /** What there was in that version; nothing where it went with it, or never was. */
  async contentAt(
    ctx: OperationContext,
    owner: OwnerRef,
    dotfileId: string,
    version: number,
  ): Promise<DotfileState | undefined> {
    const [row] = await this.query<DotfileState>(
      ctx,
      `select r.dotfile_id as id, r.path, r.mode, c.content
       from group_config.revisions r join group_config.contents c using (sha256)
       where r.dotfile_id = $1 and r.owner_type = $2 and r.owner_id = $3 and r.version = $4`,
      [dotfileId, owner.type, owner.id, version],
    );
    return row;
  }

  /** Ids of all that these owners have. */
  async idsOf(
    ctx: OperationContext,
    type: OwnerRef['type'],
    ownerIds: readonly string[],
  ): Promise<readonly string[]> {
    const rows = await this.query<{ id: string }>(
      ctx,
      'select id from group_config.dotfiles where owner_type = $1 and owner_id = any($2) order by id',
      [type, ownerIds],
    );
    return rows.map(({ id }) => id);
  }

  /** @returns what they had. */
  async removeOwnersOf(
    tx: TransactionContext,
    dotfileIds: readonly string[],
  ): Promise<readonly (Usage & { readonly owner: OwnerRef })[]> {
    const rows = await this.query<{ type: OwnerRef['type']; id: string; files: number; bytes: string }>(
      tx,
      `with gone as (
         delete from group_config.owners where (owner_type, owner_id) in (
           select owner_type, owner_id from group_config.dotfiles where id = any($1)
         )
         returning owner_type as type, owner_id as id, files, bytes
       )
       select * from gone order by type, id`,
      [dotfileIds],
    );
    return rows.map(({ type, id, files, bytes }) => ({ owner: { type, id }, files, bytes: Number(bytes) }));
  }

  private parameters(
    tx: TransactionContext,
    owner: OwnerRef,
    state: DotfileState,
    reason: string | null,
  ): unknown[] {
    const { kind, id } = tx.actor;
    return [
      createHash('sha256').update(state.content).digest(),
      state.content,
      ...[state.id, owner.type, owner.id, state.path, state.mode],
      kind === 'user' ? id : null,
      ...[kind, id ?? null, reason],
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

const keepContent = `with kept as (
  insert into group_config.contents (sha256, content) values ($1, $2)
  on conflict (sha256) do update set touched_at = now()
)`;

/** The row is read as it was before the statement. */
function noteRevision(from: string, change: Revision['change']): string {
  const previous = `(select before.sha256 from group_config.dotfiles before where before.id = ${from}.id)`;
  return `insert into group_config.revisions
      (dotfile_id, version, owner_type, owner_id, change, path, mode, sha256, previous_sha256, size, actor_kind, actor_id,
       reason)
    select id, version, owner_type, owner_id, '${change}', path, mode, sha256, ${previous}, size, $9, $10, $11 from ${from}`;
}

function exists(path: string): Error {
  return new DotfileExists(`There is a dotfile at ${path}`, { details: { path } });
}

function toDotfile(row: DotfileRow): Dotfile {
  const { ownerType, ownerId, sha256, createdBy, updatedBy, ...same } = row;
  return {
    ...same,
    owner: { type: ownerType, id: ownerId },
    sha256: sha256.toString('hex'),
    createdBy: createdBy ?? undefined,
    updatedBy: updatedBy ?? undefined,
  };
}

interface RawDotfile {
  readonly id: string;
  readonly owner_type: OwnerRef['type'];
  readonly owner_id: string;
  readonly path: string;
  readonly mode: number;
  readonly sha256: Buffer;
  readonly size: number;
  readonly version: number;
  readonly created_by: string | null;
  readonly updated_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly content: Buffer;
}

function fromRaw(row: RawDotfile): DotfileContent {
  const { id, path, mode, sha256, size, version, content } = row;
  return {
    ...{ id, path, mode, size, version, content },
    owner: { type: row.owner_type, id: row.owner_id },
    sha256: sha256.toString('hex'),
    createdBy: row.created_by ?? undefined,
    updatedBy: row.updated_by ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toRevision(row: RevisionRow): Revision {
  const { version, change, path, mode, createdAt } = row;
  return {
    ...{ version, change, path, mode, createdAt },
    sha256: row.sha256?.toString('hex'),
    previousSha256: row.previousSha256?.toString('hex'),
    size: row.size ?? undefined,
    actor: { kind: row.actorKind, id: row.actorId ?? undefined },
    reason: row.reason ?? undefined,
  };
}
