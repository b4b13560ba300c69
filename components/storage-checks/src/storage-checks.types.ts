import type { CredentialRef, StorageConfig } from '@ashlar/storage';
import type { CheckOutcome, IntendedUse, ProbeReport } from './checks.types.js';

/** Why a test is made: a person asked, before saving, before a rotation, or its time had come. */
export const checkReasons = ['asked', 'unsaved', 'rotation', 'due'] as const;
export type CheckReason = (typeof checkReasons)[number];

export const checkStates = ['waiting', 'running', 'done'] as const;
export type CheckState = (typeof checkStates)[number];

/** A connection test, from the request to the report. */
export interface StorageCheck {
  readonly id: string;
  /** Undefined for settings that were not saved. */
  readonly storageId: string | undefined;
  readonly reason: CheckReason;
  readonly intendedUse: IntendedUse;
  readonly state: CheckState;
  readonly status: CheckOutcome | undefined;
  /** Once it is done. */
  readonly report: ProbeReport | undefined;
  readonly createdAt: Date;
  readonly doneAt: Date | undefined;
}

/** What is tried before it is kept: settings, and by which secrets its values are found. */
export interface Trial {
  readonly config: StorageConfig;
  readonly refs: readonly CredentialRef[];
}
