import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

export class ContentRepository {
  constructor(private readonly database: Database) {}

  /** Who needs a content again touches it first, which waits here and there for one another. */
  async sweep(tx: TransactionContext, retentionSeconds: number, limit: number): Promise<number> {
    const rows: readonly unknown[] = await managerFor(tx, this.database).query(
      `with old as (
         select sha256 from group_config.contents c
         where touched_at < now() - make_interval(secs => $1)
           and not exists (select from group_config.dotfiles d where d.sha256 = c.sha256)
           and not exists (select from group_config.revisions r where r.sha256 = c.sha256)
           and not exists (select from group_config.bootstrap_scripts b where b.sha256 = c.sha256)
           and not exists (select from group_config.bootstrap_script_revisions r where r.sha256 = c.sha256)
         limit $2 for update skip locked
       ), gone as (
         delete from group_config.contents c using old where c.sha256 = old.sha256 returning c.sha256
       )
       select sha256 from gone`,
      [retentionSeconds, limit],
    );
    return rows.length;
  }
}
