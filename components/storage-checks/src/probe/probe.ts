import type { Egress } from '@ashlar/egress';
import { kindOf, type StorageConfig } from '@ashlar/storage';
import type { IntendedUse, ProbeReport } from '../checks.types.js';
import type { CheckCode } from './codes.js';
import { ftpServer } from './files/ftp.js';
import { probeFiles } from './files/probe-files.js';
import { sftpServer } from './files/sftp.js';
import { createWire } from './files/wire.js';
import { createLine, type ProbeLimits, usualProbeLimits } from './line.js';
import { probeAzureBlob } from './probe-azure.js';
import { probeGcs, probeHttp, probeWebdav } from './probe-servers.js';
import { probeS3 } from './s3/probe-s3.js';
import { nothingFound, Sheet } from './sheet.js';

export interface ProbeDeps {
  readonly egress: Pick<Egress, 'request' | 'connect'>;
  readonly limits?: Partial<ProbeLimits>;
  /** By which requests are signed, and clocks of stores compared. Default: this machine's clock. */
  readonly now?: () => Date;
}

export interface ProbeRequest {
  readonly config: StorageConfig;
  /** By option, as rclone calls it. Used for calls to the endpoint of `config`, and for nothing else. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly use: IntendedUse;
  /** Whoever aborts it gets its reason, and no report. */
  readonly signal: AbortSignal;
}

/** Tries a storage, within the limits, and says how each step went. What the store does is never an error. */
export type Probe = (request: ProbeRequest) => Promise<ProbeReport>;

export function createProbe({ egress, limits = {}, now = () => new Date() }: ProbeDeps): Probe {
  const all = { ...usualProbeLimits, ...limits };
  return async ({ config, credentials, use, signal }) => {
    const line = createLine({ egress, limits: all, signal });
    const sheet = new Sheet(use);
    const parts = { line, sheet, credentials, now };
    switch (config.type) {
      case 's3':
        return probeS3({ ...parts, config });
      case 'webdav':
        return probeWebdav({ ...parts, config });
      case 'http':
        return probeHttp({ ...parts, config });
      case 'azureblob':
        return probeAzureBlob({ ...parts, config });
      case 'gcs':
        return probeGcs({ ...parts, config });
      case 'sftp': {
        const wire = createWire({ egress, limits: all, signal });
        return probeFiles({ wire, sheet, server: sftpServer({ wire, config, credentials }) });
      }
      case 'ftp': {
        const wire = createWire({ egress, limits: all, signal });
        return probeFiles({ wire, sheet, server: ftpServer({ wire, config, credentials }) });
      }
      case 'dropbox':
      case 'drive':
      case 'onedrive':
        return sheet.report(nothingFound, kindOf(config.type).untestable ?? 'PROTOCOL_NOT_TESTED');
    }
  };
}

/** The report of a test that could not be made, and why. */
export function untried(use: IntendedUse, code: CheckCode): ProbeReport {
  return new Sheet(use).report(nothingFound, code);
}
