import type { OperationContext } from '@ashlar/database';
import type { Egress } from '@ashlar/egress';
import type { Logger } from '@ashlar/logging';
import { createHash } from 'node:crypto';
import {
  LaunchInDoubt,
  type Launching,
  launchOnce,
  type Refused,
  type Sent,
} from '../launches/launch-once.js';
import type { Launches } from '../launches/launches.types.js';
import type { RunHandle, RunKind, RunReport, RunRequest } from '../run-kind.js';
import { RunSystemUnavailable } from '../runs.errors.js';
import { createDagsterClient } from './dagster-client.js';
import type { DagsterRunsConfig } from './dagster.config.js';
import { type DagsterRun, hasEnded, keyTag, lostReport, reportOf, runsOf, textOf } from './dagster-runs.js';
import { type DagsterSpec, readDagsterSpec } from './dagster-spec.js';
import { type Dialect, jobsText, launchText, runsText, terminateText } from './dialect.js';
import { launchAnswerOf } from './launch-result.js';

export interface DagsterKindDeps {
  readonly config: DagsterRunsConfig & { readonly url: string };
  readonly egress: Pick<Egress, 'request'>;
  readonly launches: Launches;
  readonly logger: Logger;
}

const batch = 100;
const keysPerRequest = 25;
const requestsAtOnce = 4;

/**
 * Runs jobs of a Dagster, over its GraphQL. A spec is `{ job, repository?, location?, run_config?, tags?, op_selection?,
 * asset_selection?, mode? }`. At most one run per key: one launcher at a time, who asks for the key's tag first; where
 * Dagster lets the caller name the run, its id is made of the key too. Dagster's own retries are off: whoever asked
 * for the run tries again.
 */
export function dagsterKind({ config, egress, launches, logger }: DagsterKindDeps): RunKind {
  const log = logger.child({ brick: 'runs', kind: 'dagster' });
  const client = createDagsterClient(config, egress);
  const publicUrl = config.publicUrl ?? config.url;
  const kind = 'dagster';

  const list = async (ctx: OperationContext, filters: readonly object[], limit: number) => {
    const dialect = await client.dialect(ctx);
    const variables = Object.fromEntries(filters.map((filter, index) => [`f${index}`, filter]));
    const data = await client.ask(ctx, runsText(dialect, filters.length, limit), variables);
    return filters.map((_, index) => runsOf(data[`r${index}`]));
  };

  /** The run of each key: the oldest that is nobody's second try. There is one; more are told of. */
  const findKeys = async (ctx: OperationContext, keys: readonly string[]) => {
    const found = await inParts(keys, keysPerRequest, async (part) => {
      const filters = part.map((key) => ({ tags: [{ key: keyTag, value: key }] }));
      return list(ctx, filters, 20);
    });
    return keys.flatMap((key, index) => {
      const runs = (found[index] ?? []).filter((run) => run.key === key && run.parentRunId === undefined);
      if (runs.length > 1)
        log.error('Dagster has several runs of one key', { key, runs: runs.map(({ runId }) => runId) });
      const oldest = runs.at(-1);
      return oldest ? [{ key, run: oldest }] : [];
    });
  };
  const sentOf = (key: string, run: DagsterRun): Sent => ({
    outcome: 'launched',
    externalId: run.runId,
    report: reportOf(key, run, publicUrl),
  });

  const selectorOf = async (ctx: OperationContext, dialect: Dialect, spec: DagsterSpec) => {
    const { job, repository, location } = spec;
    const place =
      repository !== undefined && location !== undefined
        ? { outcome: 'found' as const, repository, location }
        : placeOf(spec, (await client.ask(ctx, jobsText(dialect), {}))['repositories']);
    if (place.outcome === 'refused') return place;
    const selector = {
      repositoryName: place.repository,
      repositoryLocationName: place.location,
      [dialect.generation === 'runs' ? 'jobName' : 'pipelineName']: job,
      ...(spec.op_selection && { solidSelection: spec.op_selection }),
      ...(spec.asset_selection && { assetSelection: spec.asset_selection.map((path) => ({ path })) }),
    };
    return { outcome: 'found' as const, selector };
  };

  const send: Launching['send'] = async (ctx, request, { at }) => {
    const spec = readDagsterSpec(request.spec);
    const dialect = await client.dialect(ctx);
    const found = await selectorOf(ctx, dialect, spec);
    if (found.outcome === 'refused') return found;
    const { mode = dialect.generation === 'pipelines' ? 'default' : undefined } = spec;
    const params = {
      selector: found.selector,
      runConfigData: spec.run_config,
      ...(mode !== undefined && { mode }),
      executionMetadata: {
        tags: tagsOf(request, spec, at),
        ...(dialect.choosesRunId && { runId: runIdOf(request.key) }),
      },
    };
    const answer = launchAnswerOf(await client.change(ctx, launchText(dialect), { params }));
    if (answer.outcome === 'refused') return answer;
    if (answer.outcome === 'conflict') throw new LaunchInDoubt('A run of this id is there');
    return sentOf(request.key, answer.run);
  };

  const poll = async (ctx: OperationContext, runs: readonly RunHandle[]): Promise<readonly RunReport[]> => {
    const parts = await inParts(runs, batch, async (part) => {
      const [known = []] = await list(
        ctx,
        [{ runIds: part.map(({ externalId }) => externalId) }],
        part.length,
      );
      const byId = new Map(known.map((run) => [run.runId, run]));
      return part.map(({ key, externalId }) => {
        const run = byId.get(externalId);
        return { key, run, report: run ? reportOf(key, run, publicUrl) : lostReport(key, externalId) };
      });
    });
    await force(
      ctx,
      parts.filter(({ run }) => run?.status === 'CANCELING'),
    );
    return parts.map(({ report }) => report);
  };

  /** Dagster may wait for ever for a process that is gone. */
  const force = async (
    ctx: OperationContext,
    hanging: readonly { readonly key: string; readonly run: DagsterRun | undefined }[],
  ) => {
    if (hanging.length === 0) return;
    const known = await launches.ofKeys(
      ctx,
      kind,
      hanging.map(({ key }) => key),
    );
    for (const { key, run } of hanging)
      if (run && (known.get(key)?.cancelAskedForMs ?? 0) > config.forceCancelMs)
        await terminate(ctx, run.runId, 'MARK_AS_CANCELED_IMMEDIATELY');
  };

  const terminate = async (ctx: OperationContext, runId: string, policy: string): Promise<void> => {
    const dialect = await client.dialect(ctx);
    const { result } = await client.ask(ctx, terminateText(dialect), { runId, policy });
    const { __typename: type = '', message } = Object(result) as Readonly<Record<string, unknown>>;
    if (/^(TerminateRun|TerminatePipelineExecution)Success$|RunNotFoundError$/.test(String(type))) return;
    // Above all: it has ended meanwhile.
    const [[run] = []] = await list(ctx, [{ runIds: [runId] }], 1);
    if (!run || hasEnded(run)) return;
    throw new RunSystemUnavailable(`Dagster did not end the run: ${String(type)} ${textOf(message)}`);
  };

  return {
    kind,
    batch,
    parse: (spec) => readDagsterSpec(spec),
    launch: (ctx, request) =>
      launchOnce(ctx, launches, request, {
        kind,
        budgetMs: config.timeoutMs * 4,
        settleMs: config.settleMs,
        find: async (inner, { key }) => {
          const [found] = await findKeys(inner, [key]);
          return found && sentOf(key, found.run);
        },
        send,
        again: async (inner, { key, spec }, { externalId = '' }) => {
          const [report = lostReport(key, externalId)] = await poll(inner, [{ key, externalId, spec }]);
          return report;
        },
      }),
    poll,
    async find(ctx, requests) {
      const found = await findKeys(
        ctx,
        requests.map(({ key }) => key),
      );
      return found.map(({ key, run }) => reportOf(key, run, publicUrl));
    },
    async cancel(ctx, { key, externalId }) {
      await launches.askedToCancel(ctx, kind, key);
      const { cancelAskedForMs = 0 } = (await launches.ofKeys(ctx, kind, [key])).get(key) ?? {};
      const policy =
        cancelAskedForMs > config.forceCancelMs ? 'MARK_AS_CANCELED_IMMEDIATELY' : 'SAFE_TERMINATE';
      await terminate(ctx, externalId, policy);
    },
  };
}

function tagsOf({ key, labels, attempt, deadline }: RunRequest, spec: DagsterSpec, now: Date) {
  const seconds = deadline && Math.max(Math.ceil((deadline.getTime() - now.getTime()) / 1000), 1);
  const tags = {
    ...spec.tags,
    ...Object.fromEntries(Object.entries(labels).map(([name, value]) => [`ashlar/${name}`, value])),
    'ashlar/attempt': String(attempt),
    [keyTag]: key,
    'dagster/max_retries': '0',
    ...(seconds !== undefined && { 'dagster/max_runtime': String(seconds) }),
  };
  return Object.entries(tags).map(([tag, value]) => ({ key: tag, value }));
}

/** A UUID of version 8, the same for the same key. */
function runIdOf(key: string): string {
  const hash = createHash('sha256').update(`ashlar run ${key}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

type JobPlace =
  { readonly outcome: 'found'; readonly repository: string; readonly location: string } | Refused;

/** Where a job is, when its description leaves that open. */
function placeOf({ job, repository, location }: DagsterSpec, result: unknown): JobPlace {
  const { nodes, message, __typename: type } = Object(result) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(nodes))
    throw new RunSystemUnavailable(`Dagster could not list its jobs: ${String(type)} ${textOf(message)}`);
  const places = (nodes as readonly unknown[]).flatMap((node) => {
    const { name, location: at, jobs, pipelines } = Object(node) as Readonly<Record<string, unknown>>;
    const names = [jobs, pipelines].flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : []));
    const has = names.some((each) => Object(each).name === job);
    const locationName: unknown = Object(at).name;
    if (!has || typeof name !== 'string' || typeof locationName !== 'string') return [];
    const fits = (repository ?? name) === name && (location ?? locationName) === locationName;
    return fits ? [{ repository: name, location: locationName }] : [];
  });
  const [only, ...others] = places;
  if (!only)
    return { outcome: 'refused', code: 'DAGSTER_JOB_NOT_FOUND', message: `No job "${job}" is there` };
  if (others.length === 0) return { outcome: 'found', ...only };
  const where = places.map((each) => `${each.location}/${each.repository}`).join(', ');
  return {
    outcome: 'refused',
    code: 'DAGSTER_JOB_AMBIGUOUS',
    message: `"${job}" is in several repositories (${where}): say which, by repository and location`,
  };
}

/** The results of all parts, in order; a few parts at once. */
async function inParts<T, R>(
  items: readonly T[],
  size: number,
  work: (part: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const parts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
  const results: R[][] = parts.map(() => []);
  const waiting = [...parts.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, part] = next;
      results[index] = [...(await work(part))];
    }
  };
  await Promise.all(Array.from({ length: Math.min(requestsAtOnce, parts.length) }, worker));
  return results.flat();
}
