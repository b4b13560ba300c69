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

  async owners(ctx: OperationContext): Promise<readonly OwnerRef[]> {
    return managerFor(ctx, this.database).query(
      'select owner_type as type, owner_id as id from group_config.owners where files > 0 order by 1, 2',
    );
  }
}
