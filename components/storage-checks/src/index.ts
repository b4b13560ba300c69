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
