import { type StorageConfig, targetOf } from '@ashlar/storage';
import { createHash } from 'node:crypto';

/** Where credentials may go, short enough for a grant: the same for the same endpoint and bucket. */
export function targetDigest(config: StorageConfig): string {
  return createHash('sha256').update(targetOf(config)).digest('hex');
}

/** Whose credentials: what is stored, or what is tried before it is kept. */
export const grantSubjects = ['storage', 'check'] as const;
export type GrantSubject = (typeof grantSubjects)[number];

/** What the worker may fetch credentials of storages for, as the policy of the secrets API has it. */
export const grantPurposes = ['storage-check', 'storage-usage'] as const;
export type GrantPurpose = (typeof grantPurposes)[number];
