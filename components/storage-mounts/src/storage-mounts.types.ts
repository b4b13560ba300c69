/** A storage where runs of a project find it. */
export interface StorageMount {
  readonly id: string;
  readonly projectId: string;
  /** The tenant of the project. */
  readonly domainId: string;
  readonly storageId: string;
  /** Canonical, relative to the home folder. */
  readonly path: string;
  readonly readOnly: boolean;
  readonly version: number;
  /** The user who made it; undefined for others. */
  readonly createdBy: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewStorageMount {
  readonly storageId: string;
  /** Relative to the home folder, in whatever spelling. */
  readonly path: string;
  readonly readOnly: boolean;
}

/** Absent keeps. Another storage is another mount. */
export interface StorageMountChange {
  readonly path?: string | undefined;
  readonly readOnly?: boolean | undefined;
}
