import { createAuthorizer, createRelations } from '@ashlar/authz';
import { contextFor, newId, type OperationContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createEvents } from '@ashlar/events';
import { createNamespaces } from '@ashlar/groups';
import { createProjects } from '@ashlar/projects';
import type { RunKind } from '@ashlar/runs';
import { createRunKinds } from '@ashlar/runs';
import {
  createScheduledSessions,
  createSchedules,
  type ScheduleOwner,
  type Schedules,
} from '@ashlar/scheduler';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { tasks, worker } from '../src/index.js';

let testDatabase: TestDatabase;
let data: OpenedDatabase;
let root: pg.Client;
let ann: OperationContext;
let projectId: string;
let schedules: Schedules;

/** Takes what is written down as it is: what the data API checks is shown there. */
const anything = (kind: string): RunKind => ({
  ...{ kind, batch: 1, parse: (spec) => ({ ...(spec as object) }) },
  launch: () => Promise.reject(new Error('The data API launches nothing')),
  poll: () => Promise.resolve([]),
  cancel: () => Promise.resolve(),
});

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  data = await openDatabase(testDatabase.urlFor('data'), worker.entities);
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  const { database } = data;
  ann = await newUser('ann');
  const events = createEvents({ database, service: 'spec' });
  const access = {
    database,
    authorizer: createAuthorizer({ database }),
    relations: createRelations({ database }),
  };
  const namespaces = createNamespaces(access);
  const home = await namespaces.ensureHome(ann, ann.actor.id, 'ann');
  const project = await createProjects({ ...access, namespaces, parts: [] }).create(ann, {
    ...{ name: 'Hers', slug: 'hers', place: { namespaceId: home.id }, keywords: [], repositories: [] },
  });
  projectId = project.id;
  schedules = createSchedules({
    ...{ ...access, events, kinds: createRunKinds(['pipeline', 'queue'].map(anything)) },
    domainOf: () => Promise.resolve(project.domainId),
  });
}, 60_000);
afterAll(async () => {
  await root.end();
  await data.database.close();
  await testDatabase.drop();
});

async function newUser(name: string): Promise<OperationContext> {
  const id = newId();
  await root.query(
    `insert into users.users (id, issuer, subject, username, email) values ($1, 'i', $2, $2, $2 || '@example.org')`,
    [id, name],
  );
  return contextFor({ kind: 'user', id, roles: ['member'] });
}

/** What the CronJobs of a deployment do, one after the other. */
async function run(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await tasks[name]?.({
      DATABASE_URL: testDatabase.urlFor('worker'),
      ASHLAR_RUNS_QUEUE_JOBS: 'schedules.announce',
      ASHLAR_METRICS_PORT: '0',
      ASHLAR_LOG_LEVEL: 'error',
    });
  }
}

async function started(
  ctx: OperationContext,
  runKind: string,
  runSpec: Readonly<Record<string, unknown>>,
  owner: ScheduleOwner = { type: 'user', id: ctx.actor.id },
): Promise<{ readonly id: string; session(): Promise<object> }> {
  const { id } = await schedules.create(ctx, {
    owner,
    ...{
      name: `A ${runKind}`,
      runKind,
      runSpec,
      timing: { cron: '* * * * *', zone: 'UTC' },
      jitterSeconds: 0,
    },
    missed: { policy: 'latest', most: 1, windowSeconds: 3_600 },
    overlap: 'allow',
    retry: { maxAttempts: 1, delaySeconds: 0, factor: 1 },
    notify: { emails: [], on: ['failed'] },
  });
  // As if its slot had come just now: the scan makes the session.
  await root.query(
    `update scheduler.schedules set next_slot = minute, next_run_at = minute from date_trunc('minute', now()) minute
     where id = $1`,
    [id],
  );
  const sessions = createScheduledSessions({ database: data.database, authorizer: createAuthorizer(data) });
  const page = { size: 10, sort: { by: 'slot', descending: false }, start: { page: 0 }, count: false };
  return {
    id,
    async session() {
      // What runs is asked about when its turn comes, and that is now.
      await root.query(`update scheduler.sessions set next_at = now() where state = 'running'`);
      await run('scheduled-sessions.poll');
      const { items } = await sessions.list(ctx, { scheduleId: id }, page);
      return items[0] ?? {};
    },
  };
}

const pipeline = (): Readonly<Record<string, unknown>> => ({
  ...{ project_id: projectId, name: 'nightly', supersedes: false },
  steps: [{ kind: 'test', name: 'tests', targets: [{ name: 'a', run: { kind: 'noop', spec: {} } }] }],
});

it('a schedule starts a pipeline and follows it to its end', async () => {
  const { id, session } = await started(ann, 'pipeline', pipeline());
  await run('schedules.scan', 'scheduled-sessions.pick');
  expect(await session()).toMatchObject({ state: 'running', raw: 'pending' });
  await run('pipelines.babysit');
  const ended = await session();
  const made = await root.query<{ id: string; status: string; external_id: string }>(
    `select p.id, p.status, e.external_id from pipelines.pipelines p join pipelines.events e on e.id = p.event_id
     where p.project_id = $1`,
    [projectId],
  );
  expect(made.rows).toMatchObject([{ status: 'succeeded' }]);
  expect(ended).toMatchObject({
    ...{ scheduleId: id, state: 'succeeded', raw: 'succeeded', externalId: made.rows[0]?.id },
    links: [{ rel: 'pipeline', href: `/api/data/pipelines/${made.rows[0]?.id}` }],
  });
}, 60_000);

it('a schedule of the project starts pipelines there, of another project none', async () => {
  const boss = contextFor({ kind: 'user', id: newId(), roles: ['admin'] });
  const { session } = await started(boss, 'pipeline', pipeline(), { type: 'project', id: projectId });
  await run('schedules.scan', 'scheduled-sessions.pick', 'pipelines.babysit');
  expect(await session()).toMatchObject({ state: 'succeeded' });
}, 60_000);

it('a schedule has a job done and follows it to its end', async () => {
  const spec = { job: 'schedules.announce', payload: { topic: 'tide', data: { level: 3 } } };
  const { id, session } = await started(ann, 'queue', spec);
  await run('schedules.scan', 'scheduled-sessions.pick');
  expect(await session()).toMatchObject({ state: 'running', raw: 'waiting' });
  await run('jobs.drain');
  expect(await session()).toMatchObject({ state: 'succeeded', raw: 'completed' });
  const { rows } = await root.query<{ data: object }>(
    `select data from events.events where type = 'schedule.announced'`,
  );
  expect(rows).toEqual([
    { data: expect.objectContaining({ schedule_id: id, topic: 'tide', data: { level: 3 } }) as object },
  ]);
}, 60_000);

it('what may not be run is refused, also when it was written down', async () => {
  const bob = await newUser('bob');
  const eve = await newUser('eve');
  const access = createRelations(data);
  const object = { type: 'project', id: projectId };
  const eveEdits = { object, relation: 'editor', subject: { type: 'user', id: eve.actor.id } };
  await data.database.transact(ann, (tx) => access.write(tx, { touch: [eveEdits] }));
  await root.query('update users.users set suspended_at = now() where id = $1', [eve.actor.id]);
  const refused = await Promise.all([
    started(bob, 'pipeline', pipeline()),
    started(eve, 'pipeline', pipeline()),
    started(ann, 'queue', { job: 'storage.record-change', payload: {} }),
    started(ann, 'queue', { job: 'schedules.announce', payload: { schedule_id: newId() } }),
    started(ann, 'queue', { job: 'schedules.announce', payload: { topic: 7 } }),
  ]);
  await run('schedules.scan', 'scheduled-sessions.pick');
  const { rows } = await root.query<{ reason: string }>(
    `select s.reason from unnest($1::uuid[]) with ordinality o (id, n) join scheduler.sessions s on s.schedule_id = o.id
     where s.state = 'failed' and s.attempt = 1 order by n`,
    [refused.map(({ id }) => id)],
  );
  expect(rows.map(({ reason }) => reason)).toEqual([
    ...['PIPELINE_PROJECT_REFUSED', 'PIPELINE_PROJECT_REFUSED'],
    ...['RUN_SPEC_INVALID', 'RUN_SPEC_INVALID', 'JOB_PAYLOAD_INVALID'],
  ]);
}, 60_000);
