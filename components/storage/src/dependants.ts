import type { OperationContext, TransactionContext } from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { createHash } from 'node:crypto';
import { StorageInUse } from './storage.errors.js';

/** What another brick keeps that needs a storage. It refers to the storage by a foreign key, or asks `assertUsable`. */
export interface StorageDependants {
  /** Plural, as callers read it: `pipelines`. */
  readonly kind: string;
  /** Those that need the storage, in the transaction of its deletion when there is one. */
  find(
    ctx: OperationContext,
    storageId: string,
    samples: number,
  ): Promise<{
    readonly count: number;
    /** Some of them, in a stable order. */
    readonly samples: readonly DependantSample[];
    /** Any text that is another one when they are others. */
    readonly fingerprint: string;
  }>;
  /** Makes them do without these storages, or removes them. */
  release(tx: TransactionContext, storageIds: readonly string[]): Promise<void>;
}

export interface DependantSample {
  readonly id: string;
  readonly name: string;
}

/** Who depends on a storage, and what says that nothing of it has changed. */
export interface Dependencies {
  readonly dependants: readonly {
    readonly kind: string;
    readonly count: number;
    readonly samples: readonly DependantSample[];
  }[];
  /** For a deletion by force. */
  readonly token: string;
}

const samplesAtMost = 5;

export async function dependenciesOf(
  ctx: OperationContext,
  ports: readonly StorageDependants[],
  storageId: string,
): Promise<Dependencies> {
  const found: {
    readonly kind: string;
    readonly count: number;
    readonly samples: readonly DependantSample[];
  }[] = [];
  const digest = createHash('sha256').update(storageId);
  for (const port of ports) {
    const { count, samples, fingerprint } = await port.find(ctx, storageId, samplesAtMost);
    found.push({ kind: port.kind, count, samples: samples.slice(0, samplesAtMost) });
    digest.update(JSON.stringify([port.kind, count, fingerprint]));
  }
  return { dependants: found.filter(({ count }) => count > 0), token: digest.digest('base64url') };
}

/** What the caller says to a storage in use: nothing, or that it goes all the same, and what they were told of. */
export interface Force {
  readonly token: string;
}

/**
 * @throws {StorageInUse} with who depends on it.
 * @throws {PreconditionFailed} when others depend on it than the caller was told of.
 */
export function assertReleasable({ dependants, token }: Dependencies, force: Force | undefined): void {
  if (dependants.length === 0) return;
  const details = { dependants, token };
  if (!force) throw new StorageInUse('Others depend on this storage', { details });
  if (force.token === token) return;
  throw new PreconditionFailed('Others depend on this storage than you were told of', { details });
}
