import type { Database, OperationContext } from '@ashlar/database';
import { RevokedTokenRepository } from './revoked-tokens.repository.js';

/** An internal token, by what its issuer was told of it. */
export interface RevokedToken {
  /** UUID. */
  readonly jti: string;
  /** When it ends by itself; from an hour later on it need not be known any more. */
  readonly expiresAt: Date;
}

/** The list of internal tokens that ended before their time. It needs no key: for administrators, and for what holds runs. */
export interface TokenRevocations {
  /** Services notice within five seconds. Again is no error. */
  revoke(ctx: OperationContext, token: RevokedToken): Promise<void>;
}

export function createTokenRevocations({ database }: { readonly database: Database }): TokenRevocations {
  const revoked = new RevokedTokenRepository(database);
  return {
    revoke: (ctx, { jti, expiresAt }) =>
      database.transact(ctx, (tx) => revoked.add(tx, jti, expiresAt), { idempotent: true }),
  };
}
