import type { OperationContext } from '@ashlar/database';
import { createHash } from 'node:crypto';
import type { OwnedByUsers } from './lifecycle.types.js';
import { UserDeletionUnconfirmed } from './users.errors.js';
import type { UserDeletionPreview } from './users.types.js';

/** What the purge would meet now. */
export async function previewOf(
  ctx: OperationContext,
  owned: readonly OwnedByUsers[],
  userId: string,
  heirId: string | undefined,
): Promise<UserDeletionPreview> {
  const contents: { readonly kind: string; readonly ids: readonly string[]; readonly stays: boolean }[] = [];
  for (const part of owned) {
    const stays = heirId !== undefined && part.reassign !== undefined;
    for (const content of await part.preview(ctx, userId)) contents.push({ ...content, stays });
  }
  const met = contents.filter(({ ids }) => ids.length > 0);
  const text = JSON.stringify([userId, heirId ?? null, met.map(({ kind, ids }) => [kind, [...ids].sort()])]);
  return {
    contents: met.map(({ kind, ids, stays }) => ({
      kind,
      count: ids.length,
      outcome: stays ? 'reassigned' : 'removed',
    })),
    fingerprint: createHash('sha256').update(text).digest('base64url'),
  };
}

/**
 * Nothing happens to what the caller has not been told of.
 * @throws {UserDeletionUnconfirmed}
 */
export function assertConfirmed(
  { contents, fingerprint }: UserDeletionPreview,
  confirmed: string | undefined,
): void {
  if (contents.length === 0 || fingerprint === confirmed) return;
  throw new UserDeletionUnconfirmed('This would concern more than the user', {
    details: { contents, fingerprint },
  });
}
