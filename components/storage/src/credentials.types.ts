import type { OperationContext } from '@ashlar/database';
import type { CheckStatus, CredentialChange, IntendedUse, StorageDescription } from './storage.types.js';

/** Something that a storage can be asked for, to sign in. */
export interface SensitiveField {
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  readonly set: boolean;
}

/** Values that are tried before they are kept. */
export interface CredentialTrial {
  /** Its `credentials` are those that are in use. */
  readonly storage: StorageDescription;
  /** By option. */
  readonly values: Readonly<Record<string, string>>;
  /** What they have to be good for. */
  readonly intendedUse: IntendedUse;
}

/** How values did. `checks` is shown to the caller as it is. */
export interface CredentialVerdict {
  readonly status: CheckStatus | 'skip';
  readonly code: string;
  readonly checks: readonly object[];
}

/** Tries values at the store; over the network, so outside of transactions. */
export type TestCredentials = (ctx: OperationContext, trial: CredentialTrial) => Promise<CredentialVerdict>;

export interface Rotation {
  /** The whole new set; what is absent is not set afterwards. */
  readonly values: CredentialChange;
  /** How long the old ones are kept. 0 to 2,592,000 s. */
  readonly graceSeconds: number;
  /** What they are tried for. Default: what the storage was tested for last; `read` if never. */
  readonly intendedUse?: IntendedUse | undefined;
}

export interface RotationResult {
  readonly test: CredentialVerdict & { readonly intendedUse: IntendedUse };
}
