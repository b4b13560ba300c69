import type { OperationContext } from '@ashlar/database';
import type { Egress } from '@ashlar/egress';
import { launchOnce, type Launching, type Sent } from '../launches/launch-once.js';
import type { Launches } from '../launches/launches.types.js';
import type { RunHandle, RunKind, RunReport, RunRequest } from '../run-kind.js';
import { RunSystemUnavailable } from '../runs.errors.js';
import { jobNameOf, jobOf, markOf, readJobSpec, runLabel } from './job.js';
import { type Job, keyOf, reportOf } from './job-report.js';
import { createKubernetesClient } from './kubernetes-client.js';
import type { KubernetesRunsConfig } from './kubernetes.config.js';

export interface KubernetesJobKindDeps {
  readonly config: KubernetesRunsConfig & { readonly namespace: string };
  readonly egress: Pick<Egress, 'request'>;
  readonly launches: Launches;
}

const kind = 'kubernetes-job';
const batch = 100;

/**
 * Runs containers as Kubernetes Jobs. A spec is `{ image, command?, args?, env?, secret_env?, secret_files?, cpu?, memory?,
 * timeout_seconds? }`. A Job's name is made of the key, so the API server itself refuses a second one; that one was
 * launched before is remembered for longer than Kubernetes keeps ended Jobs. Pods run under the restricted Pod
 * Security Standard, in the one namespace that the operator named.
 */
export function kubernetesJobKind({ config, egress, launches }: KubernetesJobKindDeps): RunKind {
  const call = createKubernetesClient(config, egress);

  const list = async (ctx: OperationContext, keys: readonly string[]): Promise<ReadonlyMap<string, Job>> => {
    const wanted = `${runLabel} in (${keys.map(markOf).join(',')})`;
    const { status, body, message } = await call(
      ctx,
      'GET',
      `?labelSelector=${encodeURIComponent(wanted)}&limit=${batch}`,
    );
    const { items } = body;
    if (status !== 200 || !Array.isArray(items))
      throw new RunSystemUnavailable(`Kubernetes did not list Jobs: ${status} ${message}`);
    return new Map(
      (items as readonly Job[]).flatMap((job) => {
        const key = keyOf(job);
        return key === undefined ? [] : [[key, job] as const];
      }),
    );
  };
  const sentOf = (key: string, job: Job): Sent => {
    const externalId = job.metadata?.name ?? jobNameOf(key);
    return { outcome: 'launched', externalId, report: reportOf(key, externalId, job) };
  };

  const send: Launching['send'] = async (ctx, request, { at }) => {
    const { status, body, reason, message } = await call(ctx, 'POST', '', jobOf(request, config, at));
    if (status === 201) return sentOf(request.key, body as Job);
    if (status === 409 && reason === 'AlreadyExists') {
      const there = await call(ctx, 'GET', `/${jobNameOf(request.key)}`);
      if (there.status === 200 && keyOf(there.body as Job) === request.key)
        return sentOf(request.key, there.body as Job);
      throw new RunSystemUnavailable('A Job of this name is there, and is about to go');
    }
    // A quota that is used up is free again some day.
    if (status === 409 || /exceeded quota/.test(message))
      throw new RunSystemUnavailable(`Kubernetes: ${message}`);
    return { outcome: 'refused', code: codes[status] ?? 'KUBERNETES_REFUSED', message };
  };

  const poll = async (ctx: OperationContext, runs: readonly RunHandle[]): Promise<readonly RunReport[]> => {
    const reports: RunReport[] = [];
    for (let from = 0; from < runs.length; from += batch) {
      const part = runs.slice(from, from + batch);
      const keys = part.map(({ key }) => key);
      const jobs = await list(ctx, keys);
      const missing = keys.filter((key) => !jobs.has(key));
      const known = missing.length > 0 ? await launches.ofKeys(ctx, kind, missing) : new Map();
      for (const { key, externalId } of part) {
        const job = jobs.get(key);
        const cancelled = known.get(key)?.cancelAskedForMs !== undefined;
        reports.push(job ? reportOf(key, externalId, job) : gone(key, externalId, cancelled));
      }
    }
    return reports;
  };

  return {
    kind,
    batch,
    parse: (spec) => readJobSpec(config, spec),
    launch: (ctx, request) =>
      launchOnce(ctx, launches, request, {
        kind,
        budgetMs: config.timeoutMs * 3,
        // The name alone keeps a second one away.
        settleMs: 0,
        send,
        again: async (inner, { key, spec }, { externalId = jobNameOf(key) }) => {
          const [report = gone(key, externalId, false)] = await poll(inner, [{ key, externalId, spec }]);
          return report;
        },
      }),
    poll,
    async find(ctx: OperationContext, requests: readonly RunRequest[]) {
      const reports: RunReport[] = [];
      for (let from = 0; from < requests.length; from += batch) {
        const jobs = await list(
          ctx,
          requests.slice(from, from + batch).map(({ key }) => key),
        );
        for (const [key, job] of jobs) reports.push(sentOf(key, job).report);
      }
      return reports;
    },
    async cancel(ctx, { key, externalId }) {
      const [report] = await poll(ctx, [{ key, externalId, spec: {} }]);
      if (report && !['pending', 'running'].includes(report.state)) return;
      await launches.askedToCancel(ctx, kind, key);
      const { status, message } = await call(ctx, 'DELETE', `/${encodeURIComponent(externalId)}`, {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        // The Job stays, and is seen, until its pods are gone.
        propagationPolicy: 'Foreground',
      });
      if (![200, 202, 404].includes(status))
        throw new RunSystemUnavailable(`Kubernetes did not delete the Job: ${status} ${message}`);
    },
  };
}

const codes: Readonly<Record<number, string>> = {
  400: 'KUBERNETES_INVALID',
  403: 'KUBERNETES_FORBIDDEN',
  404: 'KUBERNETES_NAMESPACE_MISSING',
  422: 'KUBERNETES_INVALID',
};

function gone(key: string, externalId: string, cancelled: boolean): RunReport {
  return { key, externalId, state: cancelled ? 'cancelled' : 'lost', raw: 'NotFound', links: [] };
}
