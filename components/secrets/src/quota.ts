import { platformId } from '@ashlar/authz';
import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { SecretRepository } from './secrets.repository.js';
import type { OwnerRef } from './secrets.types.js';

/** What secrets count against. */
export interface SecretQuota {
  /** Counts in the transaction, or throws and it has to roll back. */
  consume(tx: TransactionContext, owner: SecretQuotaOwner, items: readonly SecretCount[]): Promise<void>;
  release(tx: TransactionContext, owner: SecretQuotaOwner, items: readonly SecretCount[]): Promise<void>;
}

/** Secrets of storages count as the platform's: they let it reach the storage. */
export interface SecretQuotaOwner {
  readonly type: 'user' | 'project' | 'platform';
  readonly id: string;
}

export interface SecretCount {
  readonly type: 'MAX_SECRETS';
  readonly amount: bigint;
}

/** Counts secrets again, for whoever keeps count of them. Those that were deleted do not count. */
export interface SecretUsage {
  readonly type: 'MAX_SECRETS';
  /** Who owns any. */
  owners(ctx: OperationContext): Promise<readonly SecretQuotaOwner[]>;
  /** How many an owner has. */
  count(ctx: OperationContext, owner: { readonly type: string; readonly id: string }): Promise<bigint>;
}

const type = 'MAX_SECRETS';
const platform: SecretQuotaOwner = { type: 'platform', id: platformId };

export const unlimited: SecretQuota = {
  consume: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

/** For the worker: the data API sees the secrets of one owner at a time. */
export function createSecretUsage({ database }: { readonly database: Database }): SecretUsage {
  const secrets = new SecretRepository(database);
  return {
    type,
    async owners(ctx) {
      const all = await secrets.owners(ctx);
      const own = all.filter(({ type }) => type !== 'storage').map(quotaOwnerOf);
      return own.length < all.length ? [...own, platform] : own;
    },
    async count(ctx, { type: kind, id }) {
      if (kind === 'platform') return secrets.countOf(ctx, ['storage']);
      return kind === 'user' || kind === 'project' ? secrets.countOf(ctx, [kind], id) : 0n;
    },
  };
}

/** Whom so many secrets of an owner count for. */
export function countFor(
  owner: OwnerRef,
  secrets: number,
): readonly [SecretQuotaOwner, readonly SecretCount[]] {
  return [quotaOwnerOf(owner), [{ type, amount: BigInt(secrets) }]];
}

function quotaOwnerOf({ type, id }: OwnerRef): SecretQuotaOwner {
  return type === 'storage' ? platform : { type, id };
}
