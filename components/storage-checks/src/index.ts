export {
  type Check,
  type CheckName,
  checkNames,
  type CheckOutcome,
  checkOutcomes,
  type Detected,
  type IntendedUse,
  intendedUses,
  type ProbeReport,
} from './checks.types.js';
export { createProbe, type Probe, type ProbeDeps, type ProbeRequest } from './probe/probe.js';
export { type CheckCode } from './probe/codes.js';
export { type ProbeLimits, usualProbeLimits } from './probe/line.js';
export { objectPrefix } from './probe/s3/probe-s3.js';
export { StorageChecksConfig, StorageTesterConfig } from './storage-checks.config.js';
export { storageCheckEntities } from './storage-checks.entity.js';
export { StorageCheckNotFound, StorageChecksLimited, StorageGrantRefused } from './storage-checks.errors.js';
export {
  createStorageChecks,
  type GrantWanted,
  type StorageChecks,
  type StorageChecksDeps,
  storageChecksSchema,
  type UnsavedCheck,
} from './storage-checks.service.js';
export type { CheckReason, CheckState, StorageCheck } from './storage-checks.types.js';
export {
  type GrantPurpose,
  grantPurposes,
  type GrantSubject,
  grantSubjects,
  targetDigest,
} from './target.js';
export { heldInStorageChecks } from './held.repository.js';
