import type { Database, OperationContext } from '@ashlar/database';
import { KeyPairRepository } from './key-pairs.repository.js';
import { PersonalTokenRepository } from './personal-tokens.repository.js';
import { RevokedTokenRepository } from './revoked-tokens.repository.js';

/**
 * For the worker: removes personal tokens and key pairs that expired 30 days ago, and revocations and used signatures of
 * what has expired anyway.
 */
export function forgetTokens(
  database: Database,
  ctx: OperationContext,
): Promise<{
  readonly tokens: number;
  readonly revocations: number;
  readonly keyPairs: number;
  readonly signatures: number;
}> {
  return database.transact(ctx, async (tx) => ({
    tokens: await new PersonalTokenRepository(database).prune(tx),
    revocations: await new RevokedTokenRepository(database).prune(tx),
    ...(await new KeyPairRepository(database).prune(tx)),
  }));
}
