export type {
  LaunchResult,
  RunHandle,
  RunKind,
  RunLink,
  RunReport,
  RunRequest,
  RunSpec,
  RunState,
} from './run-kind.js';
export { createRunKinds, type RunKinds } from './run-kinds.js';
export { noopKind } from './noop.js';
export { InvalidRunSpec, RunSystemUnavailable, UnknownRunKind } from './runs.errors.js';
