import type { Database, OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { OwnerRef } from './dotfiles.types.js';

export interface Usage {
  readonly files: number;
  readonly bytes: number;
}

/** What owners have. */
export class UsageRepository {
  constructor(private readonly database: Database) {}

  async of(ctx: OperationContext, owner: OwnerRef): Promise<Usage> {
    const rows: readonly { files: number; bytes: string }[] = await managerFor(ctx, this.database).query(
      'select files, bytes from group_config.owners where owner_type = $1 and owner_id = $2',
      [owner.type, owner.id],
    );
    return { files: rows[0]?.files ?? 0, bytes: Number(rows[0]?.bytes ?? 0) };
  }

  /** By the owner's id, of those that ever had something. */
  async ofAll(ctx: OperationContext, owners: readonly OwnerRef[]): Promise<ReadonlyMap<string, Usage>> {
    const rows: readonly { id: string; files: number; bytes: string }[] = await managerFor(
      ctx,
      this.database,
    ).query(
      `select o.owner_id as id, o.files, o.bytes
       from unnest($1::text[], $2::uuid[]) as wanted (type, id)
       join group_config.owners o on o.owner_type = wanted.type and o.owner_id = wanted.id`,
      [owners.map(({ type }) => type), owners.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, files, bytes }) => [id, { files, bytes: Number(bytes) }]));
  }

  async owners(ctx: OperationContext): Promise<readonly OwnerRef[]> {
    return managerFor(ctx, this.database).query(
      'select owner_type as type, owner_id as id from group_config.owners where files > 0 order by 1, 2',
    );
  }
}
