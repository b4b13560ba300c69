import {
  type Database,
  type OperationContext,
  systemContext,
  type TransactionContext,
} from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** Internal tokens that ended before their time. */
export class RevokedTokenRepository {
  readonly context = systemContext('check an internal token');

  constructor(private readonly database: Database) {}

  async has(ctx: OperationContext, jti: string): Promise<boolean> {
    const rows = await managerFor(ctx, this.database).query<unknown[]>(
      'select 1 from authn.revoked_tokens where jti = $1',
      [jti],
    );
    return rows.length > 0;
  }

  async add(tx: TransactionContext, jti: string, expiresAt: Date): Promise<void> {
    await managerFor(tx, this.database).query(
      'insert into authn.revoked_tokens (jti, expires_at) values ($1, $2) on conflict (jti) do nothing',
      [jti, expiresAt],
    );
  }

  /** An hour more than the token lasted, for clocks that differ. */
  async prune(tx: TransactionContext): Promise<number> {
    const rows = await managerFor(tx, this.database).query<[unknown[], number]>(
      `delete from authn.revoked_tokens where expires_at < now() - interval '1 hour'`,
    );
    return rows[1];
  }
}
