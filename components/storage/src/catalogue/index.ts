import type { StorageType } from '../config.types.js';
import type { AnyStorageKind, Setting } from './catalogue.types.js';
import { drive, dropbox, onedrive } from './connected.js';
import { azureblob, gcs } from './object-stores.js';
import { s3 } from './s3.js';
import { ftp, http, sftp, webdav } from './servers.js';

/** Every kind of store, the usual first. What it does not name nobody can set. */
export const storageKinds: readonly AnyStorageKind[] = [
  ...[s3, azureblob, gcs, webdav, sftp, ftp, http],
  ...[dropbox, drive, onedrive],
];

export const storageTypes: readonly StorageType[] = storageKinds.map(({ type }) => type);

const byType = new Map(storageKinds.map((kind) => [kind.type, kind]));

export function kindOf(type: StorageType): AnyStorageKind {
  const kind = byType.get(type);
  if (!kind) throw new TypeError(`There is no kind of storage called ${type}`);
  return kind;
}

/** `tls_verify` of `tlsVerify`: as rclone and the wire write it. */
export function wireName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The option of rclone; undefined where there is none. */
export function rcloneOption(name: string, { rclone }: Setting): string | undefined {
  return rclone === null ? undefined : (rclone ?? wireName(name));
}

export type { AnyStorageKind, Credential, Setting } from './catalogue.types.js';
