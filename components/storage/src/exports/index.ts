import { StorageSettingsRefused } from '../storage.errors.js';
import type { StorageDescription } from '../storage.types.js';
import type { ExportFormat, StorageExport } from './exports.types.js';
import { exportKubernetes } from './kubernetes.js';
import { exportRclone } from './rclone.js';
import { exportAwsCli, exportBoto3, exportS3fs } from './s3-tools.js';

/** What Kubernetes calls a DNS label; 63 characters at most. */
export const namespacePattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

const ofS3 = { s3fs: exportS3fs, boto3: exportBoto3, 'aws-cli': exportAwsCli } as const;

/**
 * @param options.namespace of Kubernetes, where the claim and the secret are; other tools have none. Default: `default`.
 * @throws {StorageSettingsRefused} for tools that know nothing but S3, and for what is no name of a namespace.
 */
export function exportStorage(
  storage: StorageDescription,
  format: ExportFormat,
  { namespace = 'default' }: { readonly namespace?: string | undefined } = {},
): StorageExport {
  if (!namespacePattern.test(namespace) || namespace.length > 63) {
    throw new StorageSettingsRefused('That is no name of a namespace', {
      details: { fields: ['namespace'] },
    });
  }
  if (format === 'rclone') return exportRclone(storage);
  if (format === 'kubernetes-csi') return exportKubernetes(storage, namespace);
  const { config } = storage;
  if (config.type !== 's3') {
    throw new StorageSettingsRefused(`${format} knows nothing of ${config.type}`, {
      details: { fields: ['type'] },
    });
  }
  return ofS3[format]({ ...storage, config });
}

export { type ExportFormat, exportFormats, type StorageExport } from './exports.types.js';
