import type { OperationContext, TransactionContext } from '@ashlar/database';
import { type Usage, UsageRepository } from './usage.repository.js';
import type { Database } from '@ashlar/database';
import { longestPath } from './dotfile-path.js';
import { type DotfileLimits, type OwnerRef, ownerTypes } from './dotfiles.types.js';

/** What dotfiles are counted as. `MAX_DOTFILE_SIZE` is a limit of each, and counts nothing. */
export const dotfileQuotaTypes = ['MAX_DOTFILES', 'MAX_DOTFILE_BYTES', 'MAX_DOTFILE_SIZE'] as const;
type QuotaType = (typeof dotfileQuotaTypes)[number];

interface QuotaAmount {
  readonly type: QuotaType;
  readonly amount: bigint;
}

/** The meter of quotas, as far as dotfiles are concerned. */
export interface DotfileQuota {
  usage(
    ctx: OperationContext,
    subject: OwnerRef,
    types: readonly string[],
  ): Promise<
    readonly {
      readonly type: string;
      readonly limit: bigint | undefined;
      readonly decidedBy: { readonly rule: string; readonly subject: { readonly id: string } };
    }[]
  >;
  consume(tx: TransactionContext, subject: OwnerRef, items: readonly QuotaAmount[]): Promise<void>;
  release(tx: TransactionContext, subject: OwnerRef, items: readonly QuotaAmount[]): Promise<void>;
}

/** Where no policy says otherwise: 100 files of 64 KiB in total and each, at paths of 1,024 bytes. */
export const defaultLimits: DotfileLimits = {
  ...{ files: 100, bytes: 65_536, bytesPerFile: 65_536 },
  pathLength: longestPath,
};

/**
 * The owner's own quota or the default of its kind, else `defaultLimits`. An unlimited quota below a ceiling counts as none.
 */
export async function limitsByQuota(
  quota: Pick<DotfileQuota, 'usage'>,
  ctx: OperationContext,
  owner: OwnerRef,
): Promise<DotfileLimits> {
  const figures = await quota.usage(ctx, owner, dotfileQuotaTypes);
  const limitOf = (type: QuotaType, otherwise: number): number => {
    const figure = figures.find((one) => one.type === type);
    if (figure?.limit !== undefined) return Number(figure.limit);
    const isUnlimited = figure?.decidedBy.rule !== 'none' && figure?.decidedBy.subject.id === owner.id;
    return isUnlimited ? Number.MAX_SAFE_INTEGER : otherwise;
  };
  return {
    files: limitOf('MAX_DOTFILES', defaultLimits.files),
    bytes: limitOf('MAX_DOTFILE_BYTES', defaultLimits.bytes),
    bytesPerFile: limitOf('MAX_DOTFILE_SIZE', defaultLimits.bytesPerFile),
    pathLength: longestPath,
  };
}

/** Tells the meter by how much an owner grew or shrank; the ceilings above it may refuse. */
export async function meterGrowth(
  quota: DotfileQuota,
  tx: TransactionContext,
  owner: OwnerRef,
  { files, bytes }: Usage,
): Promise<void> {
  const items: readonly QuotaAmount[] = [
    { type: 'MAX_DOTFILES', amount: BigInt(files) },
    { type: 'MAX_DOTFILE_BYTES', amount: BigInt(bytes) },
  ];
  const more = items.filter(({ amount }) => amount > 0n);
  const less = items.filter(({ amount }) => amount < 0n);
  if (less.length > 0) {
    await quota.release(
      tx,
      owner,
      less.map(({ type, amount }) => ({ type, amount: -amount })),
    );
  }
  if (more.length > 0) await quota.consume(tx, owner, more);
}

/** What the worker counts again, for a quota of `MAX_DOTFILES` or `MAX_DOTFILE_BYTES`. */
export interface DotfileUsageSource {
  readonly type: QuotaType;
  owners(ctx: OperationContext): Promise<readonly OwnerRef[]>;
  count(tx: TransactionContext, owner: { readonly type: string; readonly id: string }): Promise<bigint>;
}

export function createDotfileUsage({
  database,
}: {
  readonly database: Database;
}): readonly DotfileUsageSource[] {
  const usage = new UsageRepository(database);
  const source = (type: QuotaType, what: keyof Usage): DotfileUsageSource => ({
    type,
    owners: (ctx) => usage.owners(ctx),
    async count(tx, { type: kind, id }) {
      const ownerType = ownerTypes.find((one) => one === kind);
      return ownerType ? BigInt((await usage.of(tx, { type: ownerType, id }))[what]) : 0n;
    },
  });
  return [source('MAX_DOTFILES', 'files'), source('MAX_DOTFILE_BYTES', 'bytes')];
}
