import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { BundleUse, ConfigBundle } from './config-bundles.types.js';

interface Row {
  readonly content: Buffer;
  readonly secrets: readonly string[];
  readonly project_id: string;
  readonly user_id: string | null;
  readonly signer_id: string;
  readonly signature: Buffer;
}

export class ConfigBundleRepository {
  constructor(private readonly database: Database) {}

  /** The same bundle is kept once; of the uses of one run's owner only the newest are. */
  async keep(tx: TransactionContext, bundle: ConfigBundle, mostUses: number): Promise<void> {
    const address = Buffer.from(bundle.sha256, 'hex');
    await this.query(
      tx,
      `insert into config_bundles.bundles (sha256, content, secrets) values ($1, $2, $3)
       on conflict (sha256) do update set created_at = bundles.created_at`,
      [address, bundle.content, [...bundle.secrets]],
    );
    await this.query(
      tx,
      `insert into config_bundles.uses (sha256, project_id, user_id, signer_id, signature) values ($1, $2, $3, $4, $5)
       on conflict (project_id, user_id, sha256)
         do update set signer_id = $4, signature = $5, used_at = clock_timestamp()`,
      [address, bundle.projectId, bundle.userId ?? null, bundle.signerId, bundle.signature],
    );
    await this.query(
      tx,
      `delete from config_bundles.uses where (project_id, sha256) in (
         select project_id, sha256 from config_bundles.uses
         where project_id = $1 and user_id is not distinct from $2
         order by used_at desc, sha256 offset $3
       ) and user_id is not distinct from $2`,
      [bundle.projectId, bundle.userId ?? null, mostUses],
    );
  }

  /**
   * Who a bundle was made for: the user's own first, then what many share, then those of other users, the newest first.
   * @param from how many of them to leave out.
   */
  async usesOf(
    ctx: OperationContext,
    sha256: string,
    userId: string | undefined,
    { from, limit }: { readonly from: number; readonly limit: number },
  ): Promise<readonly BundleUse[]> {
    const rows = await this.query<Pick<Row, 'project_id' | 'user_id'>>(
      ctx,
      `select project_id, user_id from config_bundles.uses where sha256 = $1
       order by case when user_id = $2 then 0 when user_id is null then 1 else 2 end, used_at desc, project_id, user_id
       offset $3 limit $4`,
      [Buffer.from(sha256, 'hex'), userId ?? null, from, limit],
    );
    return rows.map((row) => ({ projectId: row.project_id, userId: row.user_id ?? undefined }));
  }

  /** As it was made for this use. */
  async find(ctx: OperationContext, sha256: string, use: BundleUse): Promise<ConfigBundle | undefined> {
    const [found] = await this.select(
      ctx,
      sha256,
      'u.project_id = $2 and u.user_id is not distinct from $3',
      [use.projectId, use.userId ?? null],
    );
    return found;
  }

  /** As it was made for this user, in one project after the other. */
  findOfUser(ctx: OperationContext, sha256: string, userId: string): Promise<readonly ConfigBundle[]> {
    return this.select(ctx, sha256, 'u.user_id = $2', [userId]);
  }

  private async select(
    ctx: OperationContext,
    sha256: string,
    which: string,
    values: readonly unknown[],
  ): Promise<readonly ConfigBundle[]> {
    const rows = await this.query<Row>(
      ctx,
      `select b.content, b.secrets, u.project_id, u.user_id, u.signer_id, u.signature
       from config_bundles.bundles b join config_bundles.uses u using (sha256)
       where b.sha256 = $1 and ${which} order by u.used_at desc limit 20`,
      [Buffer.from(sha256, 'hex'), ...values],
    );
    return rows.map((row) => ({
      sha256,
      content: row.content,
      secrets: row.secrets,
      projectId: row.project_id,
      userId: row.user_id ?? undefined,
      signerId: row.signer_id,
      signature: row.signature,
    }));
  }

  /** @returns how many bundles went, with the uses that were older. */
  async sweep(tx: TransactionContext, retentionSeconds: number, limit: number): Promise<number> {
    await this.query(
      tx,
      'delete from config_bundles.uses where used_at < now() - make_interval(secs => $1)',
      [retentionSeconds],
    );
    const rows = await this.query(
      tx,
      `with old as (
         select sha256 from config_bundles.bundles b
         where not exists (select from config_bundles.uses u where u.sha256 = b.sha256)
         limit $1 for update skip locked
       ), gone as (
         delete from config_bundles.bundles b using old where b.sha256 = old.sha256 returning b.sha256
       )
       select sha256 from gone`,
      [limit],
    );
    return rows.length;
  }

  private async query<R>(
    ctx: OperationContext,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly R[]> {
    const found: unknown = await managerFor(ctx, this.database).query(text, [...values]);
    return found as readonly R[];
  }
}
