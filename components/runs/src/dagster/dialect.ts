/** How a Dagster speaks: names changed with 0.13, and ids of runs could be chosen until 1.0 or so. */
export interface Dialect {
  readonly generation: 'runs' | 'pipelines';
  /** The caller may name the run: then a second launch is refused by Dagster itself. */
  readonly choosesRunId: boolean;
  readonly hasTimes: boolean;
}

export const askForDialect = `query AshlarDialect {
  run: __type(name: "Run") { fields { name } }
  metadata: __type(name: "ExecutionMetadata") { inputFields { name } }
  policy: __type(name: "TerminateRunPolicy") { name }
}`;

interface TypeAnswer {
  readonly fields?: readonly { readonly name?: unknown }[] | null;
  readonly inputFields?: readonly { readonly name?: unknown }[] | null;
}

export function dialectOf(data: Readonly<Record<string, unknown>>): Dialect {
  const typeOf = (alias: string): TypeAnswer | undefined => {
    const type = data[alias];
    return typeof type === 'object' && type !== null ? type : undefined;
  };
  const has = (names: TypeAnswer['fields'], name: string): boolean =>
    Array.isArray(names) && names.some((each) => (each as { name?: unknown }).name === name);
  const run = typeOf('run');
  const isNew = run !== undefined && typeOf('policy') !== undefined;
  return {
    generation: isNew ? 'runs' : 'pipelines',
    choosesRunId: has(typeOf('metadata')?.inputFields, 'runId'),
    hasTimes: isNew && has(run.fields, 'startTime'),
  };
}

function runFields({ generation, hasTimes }: Dialect): string {
  const type = generation === 'runs' ? 'Run' : 'PipelineRun';
  const times = hasTimes
    ? 'startTime endTime'
    : 'stats { ... on PipelineRunStatsSnapshot { startTime endTime } }';
  return `fragment AshlarRun on ${type} { runId status parentRunId tags { key value } ${times} }`;
}

export function launchText(dialect: Dialect): string {
  const isNew = dialect.generation === 'runs';
  const [field, success, invalid] = isNew
    ? ['launchRun', 'LaunchRunSuccess', 'RunConfigValidationInvalid']
    : ['launchPipelineExecution', 'LaunchPipelineRunSuccess', 'PipelineConfigValidationInvalid'];
  return `mutation AshlarLaunch($params: ExecutionParams!) {
  result: ${field}(executionParams: $params) {
    __typename
    ... on ${success} { run { ...AshlarRun } }
    ... on ${invalid} { errors { message } }
    ... on InvalidStepError { invalidStepKey }
    ... on InvalidOutputError { stepKey invalidOutputName }
    ... on Error { message }
  }
}
${runFields(dialect)}`;
}

/** One list per filter, each under its own alias. */
export function runsText(dialect: Dialect, filters: number, limit: number): string {
  const isNew = dialect.generation === 'runs';
  const [field, type, success] = isNew
    ? ['runsOrError', 'RunsFilter', 'Runs']
    : ['pipelineRunsOrError', 'PipelineRunsFilter', 'PipelineRuns'];
  const aliases = Array.from({ length: filters }, (_, index) => index);
  const variables = aliases.map((index) => `$f${index}: ${type}!`).join(', ');
  const lists = aliases.map(
    (index) => `r${index}: ${field}(filter: $f${index}, limit: ${limit}) {
    __typename
    ... on ${success} { results { ...AshlarRun } }
    ... on Error { message }
  }`,
  );
  return `query AshlarRuns(${variables}) {\n  ${lists.join('\n  ')}\n}\n${runFields(dialect)}`;
}

export function terminateText({ generation }: Dialect): string {
  const [field, policy, failure] =
    generation === 'runs'
      ? ['terminateRun', 'TerminateRunPolicy', 'TerminateRunFailure']
      : ['terminatePipelineExecution', 'TerminatePipelinePolicy', 'TerminatePipelineExecutionFailure'];
  return `mutation AshlarTerminate($runId: String!, $policy: ${policy}) {
  result: ${field}(runId: $runId, terminatePolicy: $policy) {
    __typename
    ... on ${failure} { message }
    ... on Error { message }
  }
}`;
}

export function jobsText({ generation }: Dialect): string {
  const list = generation === 'runs' ? 'jobs { name }' : 'pipelines { name }';
  return `query AshlarJobs {
  repositories: repositoriesOrError {
    __typename
    ... on RepositoryConnection { nodes { name location { name } ${list} } }
    ... on Error { message }
  }
}`;
}
