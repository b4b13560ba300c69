import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from '../loopback-server.js';

/** A run as the scripted Dagster knows it. */
export interface ScriptedRun {
  readonly runId: string;
  status: string;
  parentRunId: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  startTime: number | null;
  endTime: number | null;
}

type Generation = 'runs' | 'pipelines';
type Fate = 'serve' | 'lose' | 'cut' | 'fail';

/** A Dagster whose answers are scripted. */
export interface ScriptedDagster {
  readonly url: string;
  /** Newest first, as Dagster lists them. */
  readonly runs: ScriptedRun[];
  /** The operations that came, in order. */
  readonly asked: { readonly operation: string; readonly variables: unknown; readonly headers: unknown }[];
  generation: Generation;
  /** What becomes of each request: `lose` serves it and cuts the connection, `cut` does not serve it, `fail` is a 503. */
  fate: (operation: string) => Fate;
  /** Instead of launching: a member of the union, or anything else that is put into the data. */
  launchAnswer: unknown;
  terminateAnswer: unknown;
  /** The answer to everything, in place of GraphQL. */
  page: string | undefined;
  /** Added to the run of each launch. */
  launchedAs: string;
  close(): Promise<void>;
}

interface Operation {
  readonly operationName: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, never>>;
}

/** Speaks as much of Dagster's GraphQL as a client of runs needs, in the names of either generation. */
export async function startDagster(generation: Generation = 'runs'): Promise<ScriptedDagster> {
  let count = 0;
  const answer = (req: IncomingMessage, res: ServerResponse, body: string): void => {
    if (dagster.page !== undefined || req.url !== '/dagster/graphql') {
      res.writeHead(200, { 'content-type': 'text/html' }).end(dagster.page ?? '<html></html>');
      return;
    }
    const operation = JSON.parse(body) as Operation;
    const { operationName, variables } = operation;
    dagster.asked.push({ operation: operationName, variables, headers: req.headers });
    const fate = dagster.fate(operationName);
    if (fate === 'cut') return void req.socket.destroy();
    if (fate === 'fail') return void res.writeHead(503, { 'content-type': 'text/plain' }).end('try again');
    const data = resolve(operation);
    if (fate === 'lose') return void req.socket.destroy();
    res.writeHead('errors' in data ? 400 : 200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(data));
  };

  const resolve = (operation: Operation): object => {
    const old = dagster.generation === 'pipelines';
    const stranger = old
      ? /launchRun\b|runsOrError|terminateRun\b|RunsFilter\b(?<!PipelineRunsFilter)| on Run |jobs \{/
      : /launchPipelineExecution|pipelineRunsOrError|terminatePipelineExecution|PipelineRunsFilter| on PipelineRun /;
    const unknown = stranger.exec(operation.query)?.[0];
    if (unknown !== undefined) return { errors: [{ message: `Cannot query field "${unknown}"` }] };
    if (operation.operationName === 'AshlarDialect') return { data: dialect(old) };
    if (operation.operationName === 'AshlarLaunch') return { data: { result: launch(operation, old) } };
    if (operation.operationName === 'AshlarTerminate') return { data: { result: terminate(operation, old) } };
    if (operation.operationName === 'AshlarJobs') return { data: { repositories: repositories(old) } };
    return { data: lists(operation, old) };
  };

  const dialect = (old: boolean): object => ({
    run: old ? null : { fields: [{ name: 'runId' }, { name: 'startTime' }] },
    metadata: { inputFields: [{ name: 'tags' }, ...(old ? [{ name: 'runId' }] : [])] },
    policy: old ? null : { name: 'TerminateRunPolicy' },
  });

  const launch = ({ variables }: Operation, old: boolean): unknown => {
    if (dagster.launchAnswer !== undefined) return dagster.launchAnswer;
    const { executionMetadata } = variables['params'] as unknown as {
      readonly executionMetadata: {
        readonly runId?: string;
        readonly tags: ScriptedRun['tags'];
      };
    };
    const runId = executionMetadata.runId ?? `run-${(count += 1)}`;
    if (dagster.runs.some((run) => run.runId === runId))
      return { __typename: old ? 'PipelineRunConflict' : 'RunConflict', message: 'it is there' };
    const run: ScriptedRun = {
      runId,
      status: dagster.launchedAs,
      parentRunId: null,
      tags: executionMetadata.tags,
      startTime: null,
      endTime: null,
    };
    dagster.runs.unshift(run);
    return { __typename: old ? 'LaunchPipelineRunSuccess' : 'LaunchRunSuccess', run: shown(run, old) };
  };

  const shown = ({ startTime, endTime, ...run }: ScriptedRun, old: boolean): object =>
    old ? { ...run, stats: { startTime, endTime } } : { ...run, startTime, endTime };

  const lists = ({ variables }: Operation, old: boolean): object =>
    Object.fromEntries(
      Object.entries(variables as Readonly<Record<string, Filter>>).map(([name, { runIds, tags }]) => {
        const [tag] = tags ?? [];
        const tagged = tag === undefined ? dagster.runs : (byTag().get(`${tag.key}=${tag.value}`) ?? []);
        const results = tagged.filter(({ runId }) => runIds?.includes(runId) ?? true);
        const list = results.map((run) => shown(run, old));
        return [name.replace('f', 'r'), { __typename: old ? 'PipelineRuns' : 'Runs', results: list }];
      }),
    );

  /** Thousands of runs are listed by tag again and again. */
  const index = {
    of: 0,
    first: undefined as ScriptedRun | undefined,
    tags: new Map<string, ScriptedRun[]>(),
  };
  const byTag = (): ReadonlyMap<string, readonly ScriptedRun[]> => {
    const added = dagster.runs.length - index.of;
    const isGrown = added >= 0 && dagster.runs[added] === index.first;
    if (!isGrown) index.tags.clear();
    for (const run of dagster.runs.slice(0, isGrown ? added : undefined).reverse())
      for (const { key, value } of run.tags) {
        const tagged = index.tags.get(`${key}=${value}`) ?? [];
        tagged.unshift(run);
        index.tags.set(`${key}=${value}`, tagged);
      }
    index.of = dagster.runs.length;
    index.first = dagster.runs[0];
    return index.tags;
  };

  const terminate = ({ variables }: Operation, old: boolean): unknown => {
    if (dagster.terminateAnswer !== undefined) return dagster.terminateAnswer;
    const { runId, policy } = variables as unknown as { readonly runId: string; readonly policy: string };
    const run = dagster.runs.find((each) => each.runId === runId);
    if (!run) return { __typename: old ? 'PipelineRunNotFoundError' : 'RunNotFoundError', message: 'none' };
    run.status = policy === 'SAFE_TERMINATE' ? 'CANCELING' : 'CANCELED';
    return { __typename: old ? 'TerminatePipelineExecutionSuccess' : 'TerminateRunSuccess' };
  };

  const repositories = (old: boolean): object => {
    const jobs = (...names: readonly string[]) => ({
      [old ? 'pipelines' : 'jobs']: names.map((name) => ({ name })),
    });
    return {
      __typename: 'RepositoryConnection',
      nodes: [
        { name: 'day', location: { name: 'science' }, ...jobs('report', 'twice') },
        { name: 'night', location: { name: 'science' }, ...jobs('twice') },
      ],
    };
  };

  const server = await serve(answer);
  const dagster: ScriptedDagster = {
    url: `${server.url}/dagster`,
    runs: [],
    asked: [],
    generation,
    fate: () => 'serve',
    launchAnswer: undefined,
    terminateAnswer: undefined,
    page: undefined,
    launchedAs: 'NOT_STARTED',
    close: () => server.close(),
  };
  return dagster;
}

interface Filter {
  readonly runIds?: readonly string[];
  readonly tags?: ScriptedRun['tags'];
}
