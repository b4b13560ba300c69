import { Secret } from '@ashlar/config';
import { eventually } from '@ashlar/test-postgres';
import type { RunKind } from '../run-kind.js';
import { InvalidRunSpec, RunSystemUnavailable } from '../runs.errors.js';
import { ctx, openWorld, requestOf, type World } from '../runs.db.fixture.js';
import { dagsterKind } from './dagster-kind.js';
import { type ScriptedDagster, startDagster } from './scripted-dagster.js';

const spec = { job: 'report', repository: 'day', location: 'science' };
let world: World;
let dagster: ScriptedDagster;
let keys = 0;
const newKey = (): string => `slot-${(keys += 1)}`;

const kindWith = (more: object = {}): RunKind =>
  dagsterKind({
    config: {
      ...{ url: dagster.url, publicUrl: 'https://dagster.example.org/team/', token: undefined },
      ...{ tokenHeader: 'authorization', timeoutMs: 5_000, settleMs: 1, forceCancelMs: 60_000, ...more },
    },
    egress: world.egress,
    launches: world.launches,
    logger: world.logger,
  });
const launch = (kind: RunKind, key: string, given: object = spec) => kind.launch(ctx, requestOf(key, given));
const handleOf = (key: string, externalId: string) => ({ key, externalId, spec });

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
afterEach(() => dagster.close());

describe.each(['runs', 'pipelines'] as const)('a Dagster that speaks of %s', (generation) => {
  beforeEach(async () => {
    dagster = await startDagster(generation);
  });

  it('launches a job once, however often it is asked to', async () => {
    const kind = kindWith();
    const key = newKey();
    const first = await launch(kind, key);
    expect(first).toMatchObject({
      outcome: 'launched',
      report: { key, state: 'pending', raw: 'NOT_STARTED' },
    });
    dagster.runs[0]!.status = 'STARTED';
    const second = await launch(kind, key);
    expect(second).toMatchObject({
      outcome: 'launched',
      report: { externalId: dagster.runs[0]?.runId, state: 'running' },
    });
    expect(dagster.runs).toHaveLength(1);
  });

  it('hands tags, selection and the time that is left on', async () => {
    const key = newKey();
    const deadline = new Date(Date.now() + 600_000);
    const given = { ...spec, run_config: { ops: {} }, tags: { team: 'a' }, op_selection: ['load'] };
    await kindWith().launch(ctx, requestOf(key, given, { labels: { schedule: 's1' }, attempt: 2, deadline }));
    const tags = Object.fromEntries((dagster.runs[0]?.tags ?? []).map((tag) => [tag.key, tag.value]));
    expect(tags).toMatchObject({
      'ashlar/run-key': key,
      'ashlar/schedule': 's1',
      'ashlar/attempt': '2',
      'dagster/max_retries': '0',
      team: 'a',
    });
    expect(Number(tags['dagster/max_runtime'])).toBeGreaterThan(500);
    const { variables } = dagster.asked.find(({ operation }) => operation === 'AshlarLaunch') ?? {};
    expect(variables).toMatchObject({
      params: {
        selector: {
          [generation === 'runs' ? 'jobName' : 'pipelineName']: 'report',
          solidSelection: ['load'],
        },
        runConfigData: { ops: {} },
      },
    });
  });

  it('finds the run again when the answer was lost', async () => {
    dagster.fate = (operation) => (operation === 'AshlarLaunch' ? 'lose' : 'serve');
    const found = await launch(kindWith(), newKey());
    expect(found).toMatchObject({ report: { externalId: dagster.runs[0]?.runId } });
    expect(dagster.runs).toHaveLength(1);
  });

  it('does not launch again before a lost launch has settled', async () => {
    const kind = kindWith({ settleMs: 600_000 });
    const key = newKey();
    dagster.fate = (operation) => (operation === 'AshlarLaunch' ? 'cut' : 'serve');
    await expect(launch(kind, key)).rejects.toThrow(RunSystemUnavailable);
    dagster.fate = () => 'serve';
    await expect(launch(kind, key)).rejects.toMatchObject({ code: 'RUN_SYSTEM_UNAVAILABLE' });
    expect(dagster.asked.filter(({ operation }) => operation === 'AshlarLaunch')).toHaveLength(1);
    await expect(kind.find?.(ctx, [requestOf(key, spec)])).resolves.toEqual([]);
  });

  it('has the run that it is asked to end ended', async () => {
    const kind = kindWith();
    const key = newKey();
    await launch(kind, key);
    const { runId = '' } = dagster.runs[0] ?? {};
    await kind.cancel(ctx, handleOf(key, runId));
    await expect(kind.poll(ctx, [handleOf(key, runId)])).resolves.toMatchObject([
      { state: 'running', raw: 'CANCELING' },
    ]);
    Object.assign(dagster.runs[0] ?? {}, {
      status: 'CANCELED',
      startTime: 1_700_000_000,
      endTime: 1_700_000_001,
    });
    await expect(kind.poll(ctx, [handleOf(key, runId)])).resolves.toMatchObject([
      { state: 'cancelled', startedAt: new Date(1_700_000_000_000), finishedAt: new Date(1_700_000_001_000) },
    ]);
    await expect(kind.cancel(ctx, handleOf(key, 'another'))).resolves.toBeUndefined();
  });

  it('finds where a job is that is in one repository only', async () => {
    const kind = kindWith();
    await expect(launch(kind, newKey(), { job: 'report' })).resolves.toMatchObject({ outcome: 'launched' });
    await expect(launch(kind, newKey(), { job: 'twice' })).resolves.toMatchObject({
      outcome: 'refused',
      code: 'DAGSTER_JOB_AMBIGUOUS',
    });
    await expect(launch(kind, newKey(), { job: 'twice', repository: 'night' })).resolves.toMatchObject({
      outcome: 'launched',
    });
    await expect(launch(kind, newKey(), { job: 'none' })).resolves.toMatchObject({
      outcome: 'refused',
      code: 'DAGSTER_JOB_NOT_FOUND',
    });
  });
});

describe('what Dagster answers to a launch', () => {
  beforeEach(async () => {
    dagster = await startDagster();
  });

  it.each([
    [{ __typename: 'PipelineNotFoundError', message: 'no such job' }, 'DAGSTER_JOB_NOT_FOUND', 'no such job'],
    [
      { __typename: 'RunConfigValidationInvalid', errors: [{ message: 'a' }, { message: 'b' }] },
      'DAGSTER_CONFIG_INVALID',
      'a; b',
    ],
    [{ __typename: 'PipelineConfigValidationInvalid', errors: [] }, 'DAGSTER_CONFIG_INVALID', 'Pipeline'],
    [{ __typename: 'InvalidSubsetError', message: 'x' }, 'DAGSTER_SELECTION_INVALID', 'x'],
    [{ __typename: 'InvalidStepError', invalidStepKey: 'load' }, 'DAGSTER_SELECTION_INVALID', 'load'],
    [
      { __typename: 'InvalidOutputError', stepKey: 'load', invalidOutputName: 'rows' },
      'DAGSTER_SELECTION_INVALID',
      'load; rows',
    ],
    [{ __typename: 'PresetNotFoundError', message: 'x' }, 'DAGSTER_PRESET_NOT_FOUND', 'x'],
    [{ __typename: 'ConflictingExecutionParamsError', message: 'x' }, 'DAGSTER_PARAMETERS_CONFLICT', 'x'],
    [{ __typename: 'NoModeProvidedError', message: 'x' }, 'DAGSTER_MODE_NEEDED', 'x'],
    [{ __typename: 'UnauthorizedError', message: 'x' }, 'DAGSTER_UNAUTHORIZED', 'x'],
    [{ __typename: 'RunLauncherNotDefinedError' }, 'DAGSTER_HAS_NO_LAUNCHER', 'RunLauncher'],
  ])('refuses for good: %j', async (answer, code, message) => {
    dagster.launchAnswer = answer;
    const result = await launch(kindWith(), newKey());
    expect(result).toEqual({ outcome: 'refused', code, message: expect.stringContaining(message) as string });
  });

  it.each([
    [{ __typename: 'PythonError', message: 'the daemon is away', stack: [] }],
    [{ __typename: 'RunConflict', message: 'x' }],
    [{ __typename: 'PipelineRunConflict', message: 'x' }],
    [{ __typename: 'SomethingOfTomorrow' }],
    [{ __typename: 'LaunchRunSuccess' }],
    [null],
    ['text'],
  ])('may pass, and is looked for before it is tried again: %j', async (answer) => {
    dagster.launchAnswer = answer;
    const kind = kindWith();
    const key = newKey();
    await expect(launch(kind, key)).rejects.toThrow(RunSystemUnavailable);
    expect(dagster.asked.map(({ operation }) => operation).slice(-2)).toEqual(['AshlarLaunch', 'AshlarRuns']);
    dagster.launchAnswer = undefined;
    await launchedInTheEnd(kind, key);
    expect(dagster.runs).toHaveLength(1);
  });

  it('is launched by itself although it told of an error', async () => {
    const kind = kindWith();
    const key = newKey();
    const tags = [{ key: 'ashlar/run-key', value: key }];
    const run = { runId: 'r', status: 'FAILURE', parentRunId: null, tags, startTime: null, endTime: null };
    dagster.launchAnswer = { __typename: 'PythonError', message: 'the launcher broke' };
    dagster.fate = (operation) => {
      if (operation === 'AshlarLaunch') dagster.runs.push(run);
      return 'serve';
    };
    await expect(launch(kind, key)).resolves.toMatchObject({ report: { externalId: 'r', state: 'failed' } });
  });

  it.each(['<!DOCTYPE html><html>the UI</html>', '', '[]', '{"data":null}', '{"data":{"result":7}}'])(
    'is no answer: %s',
    async (page) => {
      dagster.page = page;
      await expect(launch(kindWith(), newKey())).rejects.toThrow(RunSystemUnavailable);
      expect(dagster.runs).toHaveLength(0);
    },
  );

  it('is understood after Dagster was upgraded', async () => {
    dagster.generation = 'pipelines';
    const kind = kindWith();
    await launch(kind, newKey());
    dagster.generation = 'runs';
    const key = newKey();
    await expect(launch(kind, key)).rejects.toThrow('Cannot query');
    await expect(launch(kind, key)).resolves.toMatchObject({ outcome: 'launched' });
  });
});

describe('runs in Dagster', () => {
  beforeEach(async () => {
    dagster = await startDagster();
  });

  it.each([
    ['QUEUED', 'pending'],
    ['NOT_STARTED', 'pending'],
    ['MANAGED', 'pending'],
    ['STARTING', 'pending'],
    ['STARTED', 'running'],
    ['CANCELING', 'running'],
    ['SUCCESS', 'succeeded'],
    ['FAILURE', 'failed'],
    ['CANCELED', 'cancelled'],
    ['SOMETHING_NEW', 'running'],
  ])('are told of: %s is %s', async (status, state) => {
    dagster.launchedAs = status;
    await expect(launch(kindWith(), newKey())).resolves.toMatchObject({ report: { state, raw: status } });
  });

  it('have links for people', async () => {
    const result = await launch(kindWith(), newKey());
    const page = 'https://dagster.example.org/team/runs/run-1';
    expect(result).toMatchObject({
      report: {
        links: [
          { rel: 'ui', href: page },
          { rel: 'logs', href: `${page}?logType=stdout` },
        ],
      },
    });
  });

  it('are lost when Dagster has forgotten them', async () => {
    await expect(kindWith().poll(ctx, [handleOf('a', 'gone')])).resolves.toEqual([
      { key: 'a', externalId: 'gone', state: 'lost', raw: 'RunNotFoundError', links: [] },
    ]);
  });

  it('are the first of their key, not what Dagster made of them by itself', async () => {
    const kind = kindWith();
    const key = newKey();
    await launch(kind, key);
    const [first] = dagster.runs;
    dagster.runs.unshift({ ...first!, runId: 'retry', parentRunId: first!.runId });
    await expect(kind.find?.(ctx, [requestOf(key, spec)])).resolves.toMatchObject([
      { key, externalId: first?.runId },
    ]);
  });

  it('are asked for a hundred at once: a thousand in ten requests', async () => {
    const kind = kindWith();
    const handles = Array.from({ length: 1_000 }, (_, index) => {
      const runId = `many-${index}`;
      const tags = [{ key: 'ashlar/run-key', value: runId }];
      dagster.runs.push({ runId, status: 'STARTED', parentRunId: null, tags, startTime: 1, endTime: null });
      return handleOf(runId, runId);
    });
    await launch(kind, newKey());
    dagster.asked.length = 0;
    const began = performance.now();
    const reports = await kind.poll(ctx, handles);
    if (process.env['RUNS_KEYS'] !== undefined)
      process.stdout.write(`1,000 runs polled in ${Math.round(performance.now() - began)} ms\n`);
    expect(dagster.asked).toHaveLength(10);
    expect(reports.map(({ key }) => key)).toEqual(handles.map(({ key }) => key));
    expect(new Set(reports.map(({ state }) => state))).toEqual(new Set(['running']));
  });

  it('that hang in their end are marked as cancelled in the end', async () => {
    const key = newKey();
    await launch(kindWith(), key);
    const { runId = '' } = dagster.runs[0] ?? {};
    await kindWith().cancel(ctx, handleOf(key, runId));
    await kindWith().poll(ctx, [handleOf(key, runId)]);
    expect(dagster.runs[0]?.status).toBe('CANCELING');
    await kindWith({ forceCancelMs: 0 }).poll(ctx, [handleOf(key, runId)]);
    expect(dagster.runs[0]?.status).toBe('CANCELED');
  });

  it('that Dagster will not end say so, unless they have ended', async () => {
    const kind = kindWith();
    const key = newKey();
    await launch(kind, key);
    const [run] = dagster.runs;
    dagster.terminateAnswer = { __typename: 'TerminateRunFailure', message: 'no process' };
    await expect(kind.cancel(ctx, handleOf(key, run!.runId))).rejects.toThrow('no process');
    run!.status = 'SUCCESS';
    await expect(kind.cancel(ctx, handleOf(key, run!.runId))).resolves.toBeUndefined();
  });

  it('are asked for with the token', async () => {
    const token = new Secret('t-0123456789');
    await launch(kindWith({ token }), newKey());
    await launch(kindWith({ token, tokenHeader: 'dagster-cloud-api-token' }), newKey());
    expect(dagster.asked[0]?.headers).toMatchObject({ authorization: 'Bearer t-0123456789' });
    expect(dagster.asked.at(-1)?.headers).toMatchObject({ 'dagster-cloud-api-token': 't-0123456789' });
  });

  it.each([
    [{}, '/job'],
    [{ ...spec, tags: { 'dagster/max_retries': '3' } }, '/tags'],
    [{ ...spec, tags: { 'dagster-k8s/config': '{}' } }, '/tags'],
    [{ ...spec, tags: { 'ashlar/run-key': 'x' } }, '/tags'],
    [{ ...spec, run_config: [] }, '/run_config'],
    [{ ...spec, runConfig: {} }, '/runConfig'],
    [{ ...spec, op_selection: [7] }, '/op_selection/0'],
  ])('cannot be described like %j', (given, pointer) => {
    expect.assertions(2);
    try {
      kindWith().parse(given);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidRunSpec);
      expect(error).toMatchObject({ details: { errors: [{ pointer }] } });
    }
  });
});

/** Many run keys, each picked by two at once, while answers are lost and calls fail. RUNS_KEYS=10000 is full length. */
describe('pickers that do not know of each other', () => {
  beforeEach(async () => {
    dagster = await startDagster();
  });

  it('launch each key once, whatever gets lost', async () => {
    const total = Number(process.env['RUNS_KEYS'] ?? 300);
    let seed = 42;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    dagster.fate = () => {
      const drawn = random();
      if (drawn < 0.1) return 'lose';
      return drawn < 0.15 ? 'fail' : 'serve';
    };
    const kinds = [kindWith({ settleMs: 20 }), kindWith({ settleMs: 20 })];
    const work = Array.from({ length: total }, () => newKey());
    const longest = { ms: 0 };
    const pick = async (key: string): Promise<void> => {
      const began = performance.now();
      await Promise.all(kinds.map((kind) => launchedInTheEnd(kind, key)));
      longest.ms = Math.max(longest.ms, performance.now() - began);
    };
    const began = performance.now();
    const waiting = [...work];
    const picker = async (): Promise<void> => {
      for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) await pick(key);
    };
    await Promise.all(Array.from({ length: 16 }, picker));
    if (process.env['RUNS_KEYS'] !== undefined)
      process.stdout.write(
        `${total} keys in ${Math.round(performance.now() - began)} ms, longest ${Math.round(longest.ms)} ms, ` +
          `${dagster.asked.length} requests\n`,
      );
    const runsOfKey = new Map<string, number>();
    for (const { tags } of dagster.runs) {
      const key = tags.find((tag) => tag.key === 'ashlar/run-key')?.value ?? '';
      runsOfKey.set(key, (runsOfKey.get(key) ?? 0) + 1);
    }
    expect(dagster.runs).toHaveLength(total);
    expect([...runsOfKey.values()].every((count) => count === 1)).toBe(true);
    const known = await world.launches.ofKeys(ctx, 'dagster', work);
    expect([...known.values()].filter(({ externalId }) => externalId === undefined)).toEqual([]);
  }, 1_500_000);
});

/** As whoever asks does it: again, for as long as it may pass, and never for a minute. */
async function launchedInTheEnd(kind: RunKind, key: string): Promise<void> {
  const isLaunched = await eventually(() => launch(kind, key).then(({ outcome }) => outcome === 'launched'), {
    timeoutMs: 60_000,
  });
  expect(isLaunched).toBe(true);
}
