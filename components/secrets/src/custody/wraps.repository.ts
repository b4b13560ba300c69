import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

export class WrapRepository {
  constructor(private readonly database: Database) {}

  async add(
    tx: TransactionContext,
    hash: Buffer,
    sealed: Buffer,
    createdBy: string,
    ttlSeconds: number,
  ): Promise<Date> {
    const rows: readonly { readonly expires_at: Date }[] = await managerFor(tx, this.database).query(
      `insert into secrets.wraps (token_hash, sealed, created_by, expires_at)
       values ($1, $2, $3, now() + make_interval(secs => $4)) returning expires_at`,
      [hash, sealed, createdBy, ttlSeconds],
    );
    return rows[0]?.expires_at ?? new Date(0);
  }

  /** One statement decides: of all that try, one gets it, and it is gone from the table. */
  async take(tx: TransactionContext, hash: Buffer): Promise<Buffer | undefined> {
    const [rows] = (await managerFor(tx, this.database).query(
      `with found as (
         select token_hash, sealed from secrets.wraps
         where token_hash = $1 and unwrapped_at is null and expires_at > now() for update
       )
       update secrets.wraps as wrap set sealed = null, unwrapped_at = now() from found
       where wrap.token_hash = found.token_hash returning found.sealed`,
      [hash],
    )) as [readonly { readonly sealed: Buffer }[], number];
    return rows[0]?.sealed;
  }

  /** Whether there ever was something under the token. */
  async knows(tx: TransactionContext, hash: Buffer): Promise<boolean> {
    const rows: readonly unknown[] = await managerFor(tx, this.database).query(
      'select from secrets.wraps where token_hash = $1',
      [hash],
    );
    return rows.length === 1;
  }
}
