import type { Database, OperationContext } from '@ashlar/database';
import { PersonalTokenRepository } from './personal-tokens.repository.js';
import { RevokedTokenRepository } from './revoked-tokens.repository.js';

/** For the worker: removes personal tokens that expired 30 days ago, and revocations of what has expired anyway. */
export function forgetTokens(
  database: Database,
  ctx: OperationContext,
): Promise<{ readonly tokens: number; readonly revocations: number }> {
  return database.transact(ctx, async (tx) => ({
    tokens: await new PersonalTokenRepository(database).prune(tx),
    revocations: await new RevokedTokenRepository(database).prune(tx),
  }));
}
