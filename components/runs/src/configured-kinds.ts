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
import { type OfferedJob, queueKind } from './queue/queue-kind.js';
import type { RunKind } from './run-kind.js';
import { createRunKinds, type RunKinds } from './run-kinds.js';

/** For `loadConfig`: `{ ..., ...runsConfig }`. */
export const runsConfig = {
  dagsterRuns: DagsterRunsConfig,
  kubernetesRuns: KubernetesRunsConfig,
  httpRuns: HttpRunsConfig,
} as const;

export interface RunsConfig {
  readonly dagsterRuns: DagsterRunsConfig;
  readonly kubernetesRuns: KubernetesRunsConfig;
  readonly httpRuns: HttpRunsConfig;
}

export interface ConfiguredRunKindsDeps {
  readonly database: Database;
  readonly egress: Egress;
  readonly logger: Logger;
  /** Jobs that users may have run; without it there is no kind `queue`. */
  readonly queue?: {
    readonly jobs: Jobs;
    readonly admin: Pick<JobAdmin, 'show' | 'cancel'>;
    readonly offers: readonly OfferedJob[];
  };
  /** Kinds of other bricks, such as `pipeline`. */
  readonly others?: readonly RunKind[];
}

/** The kinds that the operator has set up, `noop` always. A process that only checks descriptions takes the same. */
export function createConfiguredRunKinds(
  { dagsterRuns, kubernetesRuns, httpRuns }: RunsConfig,
  { database, egress, logger, queue, others = [] }: ConfiguredRunKindsDeps,
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
  if (queue) kinds.push(queueKind({ database, launches, ...queue }));
  return createRunKinds([...kinds, ...others]);
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
