import { loadConfig } from '@ashlar/config';
import {
  createJobAdmin,
  createJobs,
  createRelay,
  createWorker,
  defineJob,
  handle,
  MessageQueueConfig,
  runJobs,
} from '@ashlar/message-queue';
import { createMemoryQueue } from '@ashlar/message-queue/testing';
import { createMetrics } from '@ashlar/telemetry';
import { IsString } from 'class-validator';
import type { RunKind } from '../run-kind.js';
import { createConfiguredRunKinds, runsConfig } from '../configured-kinds.js';
import { InvalidRunSpec } from '../runs.errors.js';
import { ctx, openWorld, requestOf, type World } from '../runs.db.fixture.js';
import { queueKind } from './queue-kind.js';

class Report {
  @IsString()
  title!: string;
}
const buildReport = defineJob({
  name: 'spec.build-report',
  version: 1,
  payload: Report,
  options: { attempts: 1 },
});
const handled: string[] = [];
const handlers = [
  handle(buildReport, async (_tx, { title }) => {
    if (title === 'bad') throw new Error('no such title');
    handled.push(title);
  }),
];
let world: World;
let kind: RunKind;
let keys = 0;
const newKey = (): string => `slot-${(keys += 1)}`;
const specOf = (title: unknown) => ({ job: 'spec.build-report', payload: { title } });
const launch = (key: string, title: unknown) => kind.launch(ctx, requestOf(key, specOf(title)));

beforeAll(async () => {
  world = await openWorld();
  const { database } = world;
  const jobs = createJobs({ database });
  kind = queueKind({
    database,
    jobs,
    admin: createJobAdmin({ database, jobs, definitions: [buildReport] }),
    launches: world.launches,
    offers: [{ job: buildReport }],
  });
});
afterAll(() => world.close());

async function launched(key: string, title: string) {
  const result = await launch(key, title);
  if (result.outcome !== 'launched') throw new Error(result.message);
  return { key, externalId: result.report.externalId ?? '', spec: specOf(title) };
}

/** Does what waits, as the worker would. */
async function work(): Promise<void> {
  const { database, logger } = world;
  const { config } = loadConfig({ config: MessageQueueConfig }, { ASHLAR_QUEUE_POLL_INTERVAL: '20ms' });
  const queue = createMemoryQueue({ database });
  const common = { config, database, queue, logger, service: 'spec' };
  const relay = createRelay({ ...common, metrics: createMetrics({ logger }) });
  const worker = createWorker({
    ...common,
    jobs: [buildReport],
    handlers,
    metrics: createMetrics({ logger }),
  });
  await runJobs({ queue, relay, worker, until: 'drained', stopDeadlineMs: 5_000 });
  await queue.close();
}

it('enqueues a job once per key, also when that has ended long ago', async () => {
  const key = newKey();
  const results = await Promise.all([launch(key, 'a'), launch(key, 'a'), launch(key, 'a')]);
  const ids = results.map((result) => result.outcome === 'launched' && result.report.externalId);
  expect(new Set(ids).size).toBe(1);
  await work();
  await expect(launch(key, 'a')).resolves.toMatchObject({
    outcome: 'launched',
    report: { externalId: ids[0], state: 'succeeded' },
  });
  await work();
  expect(handled).toEqual(['a']);
});

it('tells how jobs go', async () => {
  const [good, bad, gone] = [await launched(newKey(), 'b'), await launched(newKey(), 'bad'), newKey()];
  const handles = [good, bad, { key: gone, externalId: '0190a1b2-0000-7000-8000-000000000000', spec: {} }];
  await expect(kind.poll(ctx, handles)).resolves.toMatchObject([
    { key: good.key, state: 'pending', raw: 'waiting' },
    { key: bad.key, state: 'pending', raw: 'waiting' },
    { key: gone, state: 'lost' },
  ]);
  await work();
  await expect(kind.poll(ctx, handles)).resolves.toMatchObject([
    { state: 'succeeded', raw: 'completed' },
    { state: 'failed', raw: 'failed', message: expect.stringContaining('no such title') as string },
    { state: 'lost' },
  ]);
});

it('takes back a job that has not begun, and leaves one that has ended', async () => {
  const waiting = await launched(newKey(), 'never');
  await kind.cancel(ctx, waiting);
  await expect(kind.poll(ctx, [waiting])).resolves.toMatchObject([{ state: 'cancelled' }]);
  await work();
  expect(handled).not.toContain('never');
  const ended = await launched(newKey(), 'c');
  await work();
  await kind.cancel(ctx, ended);
  await expect(kind.poll(ctx, [ended])).resolves.toMatchObject([{ state: 'succeeded' }]);
});

it('offers what it is given and nothing else', () => {
  expect(kind.parse(specOf('x'))).toEqual(specOf('x'));
  expect(() => kind.parse({ job: 'users.sync' })).toThrow(InvalidRunSpec);
  expect(() => kind.parse({ ...specOf('x'), delay: 1 })).toThrow('/delay');
});

it('refuses what is not offered any more', async () => {
  const { database } = world;
  const jobs = createJobs({ database });
  const admin = createJobAdmin({ database, jobs, definitions: [] });
  const poorer = queueKind({ database, jobs, admin, launches: world.launches, offers: [] });
  await expect(poorer.launch(ctx, requestOf(newKey(), specOf('x')))).resolves.toMatchObject({
    outcome: 'refused',
    code: 'RUN_SPEC_INVALID',
  });
});

it('is there when the operator allows a job of those that are offered, and not before', () => {
  const { database, logger, egress } = world;
  const jobs = createJobs({ database });
  const queue = {
    jobs,
    admin: createJobAdmin({ database, jobs, definitions: [] }),
    offers: [{ job: buildReport }],
  };
  const namesWith = (env: Record<string, string>) =>
    createConfiguredRunKinds(loadConfig(runsConfig, env), { database, egress, logger, queue }).names;
  expect(namesWith({})).toEqual(['noop']);
  expect(namesWith({ ASHLAR_RUNS_QUEUE_JOBS: 'spec.build-report' })).toEqual(['noop', 'queue']);
  expect(() => namesWith({ ASHLAR_RUNS_QUEUE_JOBS: 'users.sync' })).toThrow(
    'users.sync is not offered, only spec.build-report',
  );
});

it('refuses a payload that the job does not take', async () => {
  await expect(launch(newKey(), 7)).resolves.toMatchObject({
    outcome: 'refused',
    code: 'JOB_PAYLOAD_INVALID',
  });
});
