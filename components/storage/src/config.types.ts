/** How requests of S3 name the bucket: in the path, in the host name, or as the test finds out. */
export type Addressing = 'auto' | 'path' | 'virtual';

/** S3 and everything that speaks it. */
export interface S3Config {
  readonly type: 's3';
  /** Whose S3 it is, as rclone calls it: decides about quirks. */
  readonly provider: string;
  /** Scheme, host and port. */
  readonly endpoint: string;
  readonly region?: string | undefined;
  readonly bucket: string;
  /** Everything lies below it. No slash at either end. */
  readonly prefix?: string | undefined;
  readonly addressing: Addressing;
  readonly tlsVerify: boolean;
  readonly auth: 'keys' | 'role' | 'web-identity' | 'anonymous';
  readonly roleArn?: string | undefined;
  readonly roleSessionName?: string | undefined;
  readonly roleExternalId?: string | undefined;
  /** Scheme, host and port of the service that gives roles; that of the cloud, or of the store itself, when absent. */
  readonly stsEndpoint?: string | undefined;
  readonly serverSideEncryption?: 'AES256' | 'aws:kms' | undefined;
  readonly sseKmsKeyId?: string | undefined;
  readonly storageClass?: string | undefined;
  readonly requesterPays: boolean;
}

/** Blobs of Azure. */
export interface AzureBlobConfig {
  readonly type: 'azureblob';
  readonly account: string;
  readonly container: string;
  readonly prefix?: string | undefined;
  /** Scheme, host and port; the public cloud when absent. */
  readonly endpoint?: string | undefined;
  readonly tlsVerify: boolean;
  readonly auth: 'key' | 'sas' | 'service-principal' | 'anonymous';
  readonly tenant?: string | undefined;
  readonly clientId?: string | undefined;
  readonly accessTier?: 'hot' | 'cool' | 'cold' | 'archive' | undefined;
}

/** Google Cloud Storage. */
export interface GcsConfig {
  readonly type: 'gcs';
  readonly bucket: string;
  readonly prefix?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly tlsVerify: boolean;
  readonly auth: 'service-account' | 'anonymous';
  readonly projectNumber?: string | undefined;
  readonly userProject?: string | undefined;
  readonly location?: string | undefined;
  readonly storageClass?: string | undefined;
  readonly bucketPolicyOnly: boolean;
}

export interface WebdavConfig {
  readonly type: 'webdav';
  /** With the path that the server is at. */
  readonly url: string;
  readonly path?: string | undefined;
  readonly vendor: string;
  readonly tlsVerify: boolean;
  readonly auth: 'basic' | 'bearer' | 'anonymous';
  readonly user?: string | undefined;
}

export interface SftpConfig {
  readonly type: 'sftp';
  readonly host: string;
  readonly port: number;
  readonly path?: string | undefined;
  readonly user: string;
  readonly auth: 'password' | 'key';
  /** The public key that the server must have, as in a known_hosts file: `ssh-ed25519 AAAA...`. */
  readonly hostKey?: string | undefined;
}

export interface FtpConfig {
  readonly type: 'ftp';
  readonly host: string;
  readonly port: number;
  readonly path?: string | undefined;
  readonly user: string;
  readonly encryption: 'none' | 'explicit' | 'implicit';
  readonly tlsVerify: boolean;
}

/** A web server that shows folders; read only. */
export interface HttpConfig {
  readonly type: 'http';
  readonly url: string;
  readonly path?: string | undefined;
  readonly tlsVerify: boolean;
  readonly noHead: boolean;
}

export interface DropboxConfig {
  readonly type: 'dropbox';
  readonly path?: string | undefined;
  readonly rootNamespace?: string | undefined;
}

export interface DriveConfig {
  readonly type: 'drive';
  readonly path?: string | undefined;
  readonly scope: 'drive' | 'drive.readonly' | 'drive.file';
  readonly rootFolderId?: string | undefined;
  readonly teamDrive?: string | undefined;
}

export interface OnedriveConfig {
  readonly type: 'onedrive';
  readonly path?: string | undefined;
  readonly region: 'global' | 'us' | 'de' | 'cn';
  readonly driveId?: string | undefined;
  readonly driveType?: 'personal' | 'business' | 'documentLibrary' | undefined;
}

/**
 * Where objects are and how they are reached, by kind of store. No secret is ever part of it. Settings with a default
 * are always there.
 */
export type StorageConfig =
  | S3Config
  | AzureBlobConfig
  | GcsConfig
  | WebdavConfig
  | SftpConfig
  | FtpConfig
  | HttpConfig
  | DropboxConfig
  | DriveConfig
  | OnedriveConfig;

export type StorageType = StorageConfig['type'];

type SettingNames<C> = C extends StorageConfig ? Exclude<keyof C, 'type'> : never;

/** What changes of the settings, of whatever kind; absent keeps, null clears. */
export type ConfigChange = { readonly type?: StorageType | undefined } & {
  readonly [Name in SettingNames<StorageConfig>]?: string | number | boolean | null | undefined;
};
