/** Settings of an S3 or S3-compatible store. No secret is ever part of them. */
export interface S3Resource {
  readonly type: 's3';
  /** Base URL of the service, without bucket and path. */
  readonly endpoint: string;
  readonly region?: string | undefined;
  readonly bucket: string;
  /** Everything lies below it. */
  readonly prefix?: string | undefined;
  /** Bucket in the path instead of the host name. */
  readonly pathStyle: boolean;
}

export type StorageResource = S3Resource;

/** A description of an object store. So far only the platform's own exist. */
export interface Storage {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly resource: StorageResource;
  /** A disabled storage takes no new use. */
  readonly enabled: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewStorage {
  readonly name: string;
  readonly description?: string | undefined;
  readonly resource: StorageResource;
  readonly enabled: boolean;
}

/** What changes of the settings; absent keeps, null clears. */
export type ResourceChange = {
  readonly [Setting in Exclude<keyof S3Resource, 'type'>]?:
    S3Resource[Setting] | (undefined extends S3Resource[Setting] ? null : never) | undefined;
};

/** What changes; absent keeps, null clears. */
export interface StorageChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly resource?: ResourceChange | undefined;
  readonly enabled?: boolean | undefined;
}

export interface StorageFilter {
  readonly ids?: readonly string[] | undefined;
  /** Part of the name or the description, whatever its case. */
  readonly keyword?: string | undefined;
  readonly enabled?: boolean | undefined;
}
