import type { DataApiComponents } from '@ashlar/api-client';
import { setTimeout as pause } from 'node:timers/promises';
import { must } from '../api.js';
import { drainSessions } from '../drain.js';
import { startReceiver, type Receiver } from '../receiver.js';
import { type Check, type Part, StoryFailed } from '../story.js';
import type { World } from '../world.js';
import { newProject, workshop } from './workshop.js';

export const pipelineSteps: Part<World>['steps'] = [
  { name: 'a pipeline, of which one step fails', run: runPipeline },
  { name: 'that step alone runs again', run: retrigger },
  { name: 'quota stops the run that would exceed it', run: exceed },
];

type Pipeline = DataApiComponents['schemas']['WholePipelineResponse'];

const steps = [
  { kind: 'build', name: 'build', targets: ['image', 'docs'] },
  { kind: 'check', name: 'check', targets: ['lint', 'types'] },
  // The last: a step that runs again takes those after it along.
  { kind: 'test', name: 'test', targets: ['unit', 'integration'] },
];
const failing = 'integration';
const longestMs = 3 * 60_000;

interface Played {
  readonly pipeline: Pipeline;
  readonly receiver: Receiver | undefined;
}
const played = new WeakMap<World, Played>();

async function runPipeline(world: World, check: Check): Promise<string> {
  const { launcher, closing, runName, as, say } = world;
  const { projectId, member } = await workshop(world);
  const receiver = launcher.kind === 'http' ? await startReceiver(launcher.host) : undefined;
  if (receiver) closing.push(() => receiver.stop());
  receiver?.fails(failing, true);
  const specOf = (target: string): { kind: string; spec: Record<string, unknown> } =>
    launcher.kind === 'http'
      ? { kind: 'http', spec: { url: receiver?.urlOf(target), key: launcher.key } }
      : { kind: 'dagster', spec: dagsterSpec(target === failing ? launcher.failingJob : launcher.job) };
  const made = await must(
    as(member).POST('/api/data/pipelines', {
      body: {
        project_id: projectId,
        name: 'main',
        event: { kind: 'push', source: 'forge', external_id: runName, commit_sha: 'c0ffee00', ref: 'main' },
        steps: steps.map(({ kind, name, targets }) => ({
          ...{ kind, name },
          targets: targets.map((target) => ({ name: target, run: specOf(target) })),
        })),
      },
    }),
  );
  world.found.pipelineId = made.id;
  const pipeline = await ended(world, made.id);
  played.set(world, { pipeline, receiver });
  const states = statesOf(pipeline);
  for (const target of steps.flatMap(({ targets }) => targets))
    check.same(
      isBad(states.get(target)),
      target === failing,
      `whether ${target} failed (${states.get(target)})`,
    );
  check(isBad(pipeline.status), 'a pipeline is as bad as its worst target');
  if (receiver) check.same(receiver.runs.length, states.size, 'runs');
  const { message, links = [] } = targetsOf(pipeline).find(({ name }) => name === failing) ?? {};
  for (const { href } of links.slice(0, 1)) say(`${failing} is to be seen at ${href}`);
  return `${states.size} targets in ${steps.length} steps over ${launcher.kind}; ${failing}: ${states.get(failing)}${message ? `, ${message}` : ''}`;
}

/** As the job that greets wants it; others take none. */
const dagsterSpec = (job: string): Record<string, unknown> =>
  job === 'greets' ? { job, run_config: { ops: { greet: { config: { name: 'Ashlar' } } } } } : { job };

const isBad = (status: string | undefined): boolean => status === 'failed' || status === 'error';
const targetsOf = ({ steps: all }: Pipeline) => all.flatMap(({ targets }) => targets);
const statesOf = (pipeline: Pipeline): ReadonlyMap<string, string> =>
  new Map(targetsOf(pipeline).map(({ name, status }) => [name, status]));

async function ended(world: World, id: string): Promise<Pipeline> {
  const params = { path: { pipeline_id: id } };
  const { client } = await workshop(world);
  const began = performance.now();
  for (;;) {
    await world.worker?.once('pipelines.babysit');
    const pipeline = await must(client.GET('/api/data/pipelines/{pipeline_id}', { params }));
    if (pipeline.finished_at !== null) return pipeline;
    if (performance.now() - began > longestMs) {
      const states = targetsOf(pipeline).map(({ name, status, message }) =>
        `${name} ${status} ${message ?? ''}`.trim(),
      );
      throw new StoryFailed(`The pipeline ${id} does not end: ${states.join(', ')}`);
    }
    await pause(world.worker ? 500 : 2_000);
  }
}

async function retrigger(world: World, check: Check): Promise<string> {
  const before = played.get(world);
  if (!before) throw new StoryFailed('There is no pipeline');
  const { pipeline, receiver } = before;
  const { member } = await workshop(world);
  receiver?.fails(failing, false);
  const runsBefore = receiver?.runs.length ?? 0;
  const step = pipeline.steps.find(({ targets }) => targets.some(({ name }) => name === failing));
  const next = await must(
    world.as(member).POST('/api/data/pipelines/{pipeline_id}/retrigger', {
      params: { path: { pipeline_id: pipeline.id } },
      body: { scope: 'step', ...(step && { step_id: step.id }) },
    }),
  );
  const after = await ended(world, next.id);
  check.same(
    [after.attempt, after.retry_of, after.retry_scope],
    [2, pipeline.id, 'step'],
    'the second attempt',
  );
  check.same(
    after.steps.map(({ name, reused }) => [name, reused]),
    steps.map(({ name }) => [name, name !== step?.name]),
    'which steps are those of before',
  );
  if (receiver) {
    const again = receiver.runs.slice(runsBefore);
    const ofStep = new Set(steps.find(({ name }) => name === step?.name)?.targets);
    check(again.includes(failing), `${failing} ran again`);
    check(
      again.every((target) => ofStep.has(target)),
      'nothing of the other steps ran again',
    );
    check.same(after.status, 'succeeded', 'the pipeline now');
    return `attempt ${after.attempt} ran ${again.join(' and ')} again, and ${after.status}; ${after.steps.filter(({ reused }) => reused).length} steps are shared`;
  }
  // What a job of somebody's Dagster does the second time is theirs.
  return `attempt ${after.attempt} ran the step ${step?.name} again, of which one job always fails (${after.status}); ${after.steps.filter(({ reused }) => reused).length} steps are shared`;
}

async function exceed(world: World, check: Check): Promise<string> {
  const { admin, runName } = world;
  const { id, client } = await workshop(world);
  const projectId = await newProject(client, id, 'limited');
  const limit = 3;
  const quota = await must(
    admin.POST('/api/data/quotas', {
      body: { name: `three runs ${runName}`, type: 'MAX_ORDER_TIMES', value: { max_order_times: limit } },
    }),
  );
  const ofProject = { path: { project_id: projectId } };
  await must(
    admin.POST('/api/data/projects/{project_id}/quotas', { params: ofProject, body: { quota_id: quota.id } }),
  );
  const schedule = await must(
    client.POST('/api/data/schedules', {
      body: {
        ...{ owner_type: 'project', owner_id: projectId, name: 'Once a year', overlap: 'allow' },
        ...{ run_kind: 'noop', run_spec: {}, timing: { cron: '0 0 1 1 *', zone: 'UTC' } },
      },
    }),
  );
  const params = { path: { schedule_id: schedule.id } };
  for (let turn = 0; turn <= limit; turn += 1)
    await must(client.POST('/api/data/schedules/{schedule_id}/run', { params }));
  await drainSessions(world, [schedule.id]);
  const sessions = await must(client.GET('/api/data/schedules/{schedule_id}/sessions', { params }));
  const outcomes = sessions.map(({ state, reason }) => `${state} ${reason ?? ''}`.trim()).sort();
  check.same(outcomes, [...Array<string>(limit).fill('succeeded'), 'skipped quota'].sort(), 'outcomes');
  const { items } = await must(
    client.GET('/api/data/projects/{project_id}/quota-usage', { params: ofProject }),
  );
  const item = items.find(({ type }) => type === 'MAX_ORDER_TIMES');
  check.same([Number(item?.used), Number(item?.remaining)], [limit, 0], 'used and remaining');
  return `${limit} of ${limit} runs, and the next was skipped: quota`;
}
