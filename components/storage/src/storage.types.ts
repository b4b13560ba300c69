import type { ConfigChange, StorageConfig, StorageType } from './config.types.js';

/** Whose a storage is: the platform's, a group's or a project's. */
export interface StorageOwner {
  readonly type: 'platform' | 'group' | 'project';
  /** `platformId` of the brick authz for the platform. */
  readonly id: string;
}

/** How a connection test ended: all well, something optional not, or something needed not. */
export type CheckStatus = 'pass' | 'warn' | 'fail';

/** What somebody means to do with a storage: decides which steps of a test have to pass. The strongest comes last. */
export const intendedUses = ['list', 'read', 'write'] as const;
export type IntendedUse = (typeof intendedUses)[number];

/** How the tests of a storage end. */
export interface LastCheck {
  readonly status: CheckStatus;
  /** Since when they end so. */
  readonly since: Date;
  /** When the last one was. */
  readonly at: Date;
  readonly intendedUse: IntendedUse;
}

/** A description of an object store. */
export interface Storage {
  readonly id: string;
  readonly owner: StorageOwner;
  /** The tenant; undefined for the platform's own. */
  readonly domainId: string | undefined;
  readonly name: string;
  readonly description: string | undefined;
  readonly config: StorageConfig;
  /** A disabled storage takes no new use. */
  readonly enabled: boolean;
  /** What is set of what it signs in with. Empty in lists, which do not read it. */
  readonly credentials: readonly StorageCredential[];
  readonly lastCheck: LastCheck | undefined;
  /** What it was tested for last, also when it has changed since. */
  readonly testedFor: IntendedUse | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewStorage {
  /** Default: the platform. */
  readonly owner?: StorageOwner | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  readonly config: StorageConfig;
  readonly enabled: boolean;
  /** By option; null is as good as absent. */
  readonly credentials?: CredentialChange | undefined;
}

/** That something is set, and nothing of what. */
export interface StorageCredential {
  /** `secret_access_key` */
  readonly option: string;
  /** 16 characters that are the same for the same value in the same storage. */
  readonly fingerprint: string;
  /** The last four characters of what names who signs in; undefined for secrets. */
  readonly hint: string | undefined;
  readonly updatedAt: Date;
  /** Until then a rotation can be rolled back. */
  readonly previousUntil: Date | undefined;
}

/** By option, as rclone calls it: absent keeps, null clears, a text replaces. */
export type CredentialChange = Readonly<Record<string, string | null | undefined>>;

/** What changes; absent keeps, null clears. */
export interface StorageChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly config?: ConfigChange | undefined;
  readonly enabled?: boolean | undefined;
  readonly credentials?: CredentialChange | undefined;
}

export interface StorageFilter {
  readonly ids?: readonly string[] | undefined;
  /** Part of the name or the description, whatever its case. */
  readonly keyword?: string | undefined;
  /** The group or project that owns it. */
  readonly collectionId?: string | undefined;
  readonly type?: StorageType | undefined;
  readonly enabled?: boolean | undefined;
  /** `none`: never checked. */
  readonly lastCheck?: CheckStatus | 'none' | undefined;
  /** From inclusive, to exclusive. */
  readonly createdFrom?: Date | undefined;
  readonly createdTo?: Date | undefined;
  readonly updatedFrom?: Date | undefined;
  readonly updatedTo?: Date | undefined;
}

/** What whoever uses a storage has to know. */
export interface StorageDescription {
  readonly id: string;
  readonly name: string;
  readonly owner: StorageOwner;
  readonly domainId: string | undefined;
  readonly enabled: boolean;
  readonly version: number;
  readonly config: StorageConfig;
  /**
   * Where credentials may go, as one text: two descriptions with the same one lead to the same endpoint and bucket. What
   * was stored for another is gone.
   */
  readonly target: string;
  /** What it was tested for last, also when it has changed since. */
  readonly testedFor?: IntendedUse | undefined;
  /** Which secrets it signs in with, in the brick secrets, of the owner `{ type: 'storage', id }`. */
  readonly credentials: readonly CredentialRef[];
}

export interface CredentialRef {
  /** `secret_access_key` */
  readonly option: string;
  readonly secretId: string;
  readonly secretVersion: number;
}

/** How a check ended, for `recordCheck`. */
export interface CheckRecord {
  readonly status: CheckStatus;
  readonly intendedUse: IntendedUse;
  /** The version of the storage that was checked: what has changed since is not told of it. */
  readonly version: number;
}
