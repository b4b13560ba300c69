/** Whose a secret is. */
export interface OwnerRef {
  readonly type: 'user' | 'project' | 'storage';
  readonly id: string;
}

export type SecretKind = 'general' | 'storage';

/** `expired` and `deleted` secrets are shown to their owner and given to nobody. */
export type SecretState = 'live' | 'expired' | 'deleted';

/** What may be known of a secret. Its value is in no type of this side. */
export interface SecretInfo {
  readonly id: string;
  readonly owner: OwnerRef;
  readonly kind: SecretKind;
  readonly name: string;
  /** Under which it lies where secrets become files; unique per owner whatever its case. */
  readonly defaultFilename: string;
  readonly expiresAt: Date | undefined;
  readonly deletedAt: Date | undefined;
  /** Since when the credential itself ought to be changed, because its value may be known to others. */
  readonly changeAdvisedAt: Date | undefined;
  readonly state: SecretState;
  /** Number of the newest value. */
  readonly currentVersion: number;
  /** Names that the owner gave to versions. */
  readonly labels: Readonly<Record<string, number>>;
  /** The ETag; grows with each change, of the value too. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewSecret {
  readonly name: string;
  readonly kind: SecretKind;
  /** 1 to 65,536 bytes of any kind. */
  readonly value: Buffer;
  /** Default: made from the name. */
  readonly defaultFilename?: string | undefined;
  readonly expiresAt?: Date | undefined;
  /** The tenant that its values are bound to, of an owner of whom nothing is known yet. Default: the owner's. */
  readonly domainId?: string | undefined;
}

/** What changes; absent keeps, null clears. A new value keeps the expiry. */
export interface SecretChange {
  readonly name?: string | undefined;
  readonly defaultFilename?: string | undefined;
  readonly expiresAt?: Date | null | undefined;
  readonly value?: Buffer | undefined;
}

export interface SecretFilter {
  readonly kind?: SecretKind | undefined;
  /** Deleted ones too; they are left out otherwise. */
  readonly deleted?: boolean | undefined;
  /** Part of the name, whatever its case. */
  readonly keyword?: string | undefined;
}

/** One value of a secret, without the value. */
export interface VersionInfo {
  readonly version: number;
  /** It is the value of this version again. */
  readonly restoredFrom: number | undefined;
  /** Bytes. */
  readonly size: number;
  readonly state: 'live' | 'deleted' | 'destroyed';
  readonly createdBy: string | undefined;
  readonly createdAt: Date;
}

/** What an import of a `.env` text did. */
export interface ImportResult {
  readonly created: readonly SecretInfo[];
  readonly updated: readonly SecretInfo[];
}
