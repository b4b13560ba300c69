import { StorageSettingsRefused } from '../storage.errors.js';
import type { StorageDescription } from '../storage.types.js';
import type { ExportFormat, StorageExport } from './exports.types.js';
import { exportKubernetes } from './kubernetes.js';
import { exportRclone } from './rclone.js';
import { exportAwsCli, exportBoto3, exportS3fs } from './s3-tools.js';

const ofS3 = { s3fs: exportS3fs, boto3: exportBoto3, 'aws-cli': exportAwsCli } as const;

/** @throws {StorageSettingsRefused} for tools that know nothing but S3. */
export function exportStorage(storage: StorageDescription, format: ExportFormat): StorageExport {
  if (format === 'rclone') return exportRclone(storage);
  if (format === 'kubernetes-csi') return exportKubernetes(storage);
  const { config } = storage;
  if (config.type !== 's3') {
    throw new StorageSettingsRefused(`${format} knows nothing of ${config.type}`, {
      details: { fields: ['type'] },
    });
  }
  return ofS3[format]({ ...storage, config });
}

export { type ExportFormat, exportFormats, type StorageExport } from './exports.types.js';
