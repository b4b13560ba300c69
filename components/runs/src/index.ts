export {
  CalledRunNotFound,
  createRunCallbacks,
  RunCallbackLate,
  RunCallbackRefused,
  type RunCallbacks,
  type SignedCallback,
} from './call/callbacks.js';
export { HttpRunsConfig } from './call/http.config.js';
export { httpKind, type HttpKindDeps } from './call/http-kind.js';
export { type SigningKeys, signingKeysIn } from './call/signing-keys.js';
export {
  type ConfiguredRunKindsDeps,
  createConfiguredRunCallbacks,
  createConfiguredRunKinds,
  type RunsConfig,
  runsConfig,
} from './configured-kinds.js';
export { DagsterRunsConfig } from './dagster/dagster.config.js';
export { dagsterKind, type DagsterKindDeps } from './dagster/dagster-kind.js';
export { KubernetesRunsConfig } from './kubernetes/kubernetes.config.js';
export { kubernetesJobKind, type KubernetesJobKindDeps } from './kubernetes/kubernetes-job-kind.js';
export { createLaunches } from './launches/launches.repository.js';
export type { Launches } from './launches/launches.types.js';
export { sweepLaunches } from './launches/sweep-launches.js';
export { noopKind } from './noop.js';
export { QueueRunsConfig } from './queue/queue.config.js';
export { type OfferedJob, queueKind, type QueueKindDeps } from './queue/queue-kind.js';
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
export { InvalidRunSpec, RunSystemUnavailable, UnknownRunKind } from './runs.errors.js';
export { runsSchema } from './runs.schema.js';
