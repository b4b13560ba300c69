import { ConfigurationError } from '@ashlar/config';
import type { Database } from '@ashlar/database';
import type { Egress } from '@ashlar/egress';
import type { Logger } from '@ashlar/logging';
import type { JobAdmin, Jobs } from '@ashlar/message-queue';
import { createRunCallbacks, type RunCallbacks } from './call/callbacks.js';
import { HttpRunsConfig } from './call/http.config.js';
import { httpKind } from './call/http-kind.js';
import { type SigningKeys, signingKeysIn } from './call/signing-keys.js';
import { DagsterRunsConfig } from './dagster/dagster.config.js';
import { dagsterKind } from './dagster/dagster-kind.js';
import { KubernetesRunsConfig } from './kubernetes/kubernetes.config.js';
import { kubernetesJobKind } from './kubernetes/kubernetes-job-kind.js';
import { createLaunches } from './launches/launches.repository.js';
import { noopKind } from './noop.js';
import { QueueRunsConfig } from './queue/queue.config.js';
import { type OfferedJob, queueKind } from './queue/queue-kind.js';
import type { RunKind } from './run-kind.js';
import { createRunKinds, type RunKinds } from './run-kinds.js';

/** For `loadConfig`: `{ ..., ...runsConfig }`. */
export const runsConfig = {
  dagsterRuns: DagsterRunsConfig,
  kubernetesRuns: KubernetesRunsConfig,
  httpRuns: HttpRunsConfig,
  queueRuns: QueueRunsConfig,
} as const;

export interface RunsConfig {
  readonly dagsterRuns: DagsterRunsConfig;
  readonly kubernetesRuns: KubernetesRunsConfig;
  readonly httpRuns: HttpRunsConfig;
  readonly queueRuns: QueueRunsConfig;
}

export interface ConfiguredRunKindsDeps {
  readonly database: Database;
  readonly egress: Egress;
  readonly logger: Logger;
  /** Jobs that users may have run, where the operator allows them by name; without any there is no kind `queue`. */
  readonly queue?: {
    readonly jobs: Jobs;
    readonly admin: Pick<JobAdmin, 'show' | 'cancel'>;
    readonly offers: readonly OfferedJob[];
  };
}

/**
 * The kinds that the operator has set up, `noop` always. A process that only checks descriptions takes the same.
 * @throws {ConfigurationError} when a job is allowed that is not offered.
 */
export function createConfiguredRunKinds(
  { dagsterRuns, kubernetesRuns, httpRuns, queueRuns }: RunsConfig,
  { database, egress, logger, queue }: ConfiguredRunKindsDeps,
): RunKinds {
  const launches = createLaunches({ database });
  const kinds: RunKind[] = [noopKind()];
  const { url } = dagsterRuns;
  if (url !== undefined)
    kinds.push(dagsterKind({ config: { ...dagsterRuns, url }, egress, launches, logger }));
  const { namespace } = kubernetesRuns;
  if (namespace !== undefined)
    kinds.push(kubernetesJobKind({ config: { ...kubernetesRuns, namespace }, egress, launches }));
  const { keysPath } = httpRuns;
  if (keysPath !== undefined)
    kinds.push(httpKind({ config: httpRuns, egress, launches, keys: signingKeysIn(keysPath) }));
  const offers = allowed(queueRuns.jobs, queue?.offers ?? []);
  if (queue && offers.length > 0) kinds.push(queueKind({ database, launches, ...queue, offers }));
  return createRunKinds(kinds);
}

/** What is not meant for users is not offered, and what the operator does not name is not allowed. */
function allowed(names: readonly string[], offers: readonly OfferedJob[]): readonly OfferedJob[] {
  const unknown = names.filter((name) => !offers.some(({ job }) => job.name === name));
  if (unknown.length === 0) return offers.filter(({ job }) => names.includes(job.name));
  const known = offers.map(({ job }) => job.name).join(', ') || 'none';
  throw new ConfigurationError([
    { variable: 'ASHLAR_RUNS_QUEUE_JOBS', message: `${unknown.join(', ')} is not offered, only ${known}` },
  ]);
}

/** What takes callbacks of runs over HTTP. Where these are not set up it knows no run. */
export function createConfiguredRunCallbacks(
  { keysPath, replayWindowMs }: HttpRunsConfig,
  { database }: { readonly database: Database },
): RunCallbacks {
  const none: SigningKeys = { find: () => Promise.resolve([]) };
  return createRunCallbacks({
    launches: createLaunches({ database }),
    keys: keysPath === undefined ? none : signingKeysIn(keysPath),
    replayWindowMs,
  });
}
