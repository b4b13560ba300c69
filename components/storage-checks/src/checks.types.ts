import { type IntendedUse, intendedUses } from '@ashlar/storage';

export { type IntendedUse, intendedUses };

/** The steps of a connection test, in their order. */
export const checkNames = ['dns', 'tls', 'auth', 'bucket', 'list', 'write', 'read', 'delete'] as const;
export type CheckName = (typeof checkNames)[number];

/** `warn`: not well, and not needed for the intended use. `skip`: not tried, and the code says why. */
export const checkOutcomes = ['pass', 'warn', 'fail', 'skip'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** One step and how it went. Nothing in it comes from the store. */
export interface Check {
  readonly name: CheckName;
  readonly status: CheckOutcome;
  /** UPPER_SNAKE, from the catalogue of `codes.ts`. */
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  /** Whether the intended use needs it. */
  readonly required: boolean;
  readonly durationMs: number;
}

/** What was set, and what the test found to work. */
export interface Detected {
  readonly used: string;
  /** Only when it is another than what is set. */
  readonly suggested: string | undefined;
}

/** The public key that a server of SFTP showed, whoever it is. */
export interface HostKey {
  /** As it can be set: `ssh-ed25519 AAAA...` */
  readonly key: string;
  /** As people compare it: `SHA256:...` */
  readonly fingerprint: string;
}

/** How a connection test ended. Of what the store says, it has names of regions and host keys. */
export interface ProbeReport {
  /** `fail`: something needed failed; `skip`: nothing could be tried. */
  readonly status: CheckOutcome;
  /** Of the first check that is like the status. */
  readonly code: string;
  readonly checks: readonly Check[];
  readonly durationMs: number;
  /** Scheme, host and port that were called. */
  readonly endpoint: string | undefined;
  readonly addressing: Detected | undefined;
  readonly region: Detected | undefined;
  /** The clock of the store is so many seconds ahead of this machine's; undefined when it did not tell. */
  readonly clockSkewSeconds: number | undefined;
  /** Of servers of SFTP that were reached. */
  readonly hostKey: HostKey | undefined;
}
