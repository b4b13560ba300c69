import { newId } from '@ashlar/database';
import { createHttpClient, type HttpClient, walkContract } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let root: pg.Client;
let admin: HttpClient;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
    ASHLAR_RUNS_QUEUE_JOBS: 'schedules.announce',
  });
  admin = createHttpClient(service.url, await identity.issueToken('admin'));
  await admin.call('GET', '/api/data/user');
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await root.end();
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

const body = (name: string): object => ({
  ...{ name, run_kind: 'noop', run_spec: {} },
  timing: { cron: '0 3 * * *', zone: 'Europe/Berlin' },
});
const idOf = ({ json }: { json: unknown }): string => (json as { id: string }).id;

it('schedules and their sessions keep the conventions', async () => {
  const made = await admin.call('POST', '/api/data/schedules', { json: body('Of sessions that have ended') });
  const ids = Array.from({ length: 200 }, newId);
  await root.query(
    `insert into scheduler.sessions (id, schedule_id, slot, origin, state, reason, finished_at)
     select id, $1, now() - n * interval '1 h', 'schedule', 'skipped', 'overlap', now()
     from unnest($2::uuid[]) with ordinality t (id, n)`,
    [idOf(made), ids],
  );
  const { walked, faults } = await walkContract({
    baseUrl: service.url,
    documentPath: '/api/data/spec.json',
    tokens: {
      all: await identity.issueToken('admin'),
      expired: await identity.issueToken('admin', { ttlSeconds: -60 }),
    },
    where: ({ tags }) => tags.includes('schedules') || tags.includes('scheduled-sessions'),
    values: {
      parameters: { scheduled_session_id: () => ids.pop() ?? '' },
      fields: { run_kind: () => 'noop' },
    },
  });
  expect(faults).toEqual([]);
  expect(Object.keys(walked)).toEqual(
    expect.arrayContaining([
      ...['createSchedule', 'updateSchedule', 'previewSchedule', 'runSchedule', 'pauseSchedule'],
      ...[
        'resumeSchedule',
        'backfillSchedule',
        'listScheduleTicks',
        'listSessionsOfSchedule',
        'cloneSchedule',
      ],
      ...['cancelScheduledSession', 'retryScheduledSession', 'getScheduledSessionLogs'],
    ]),
  );
}, 120_000);

it('a schedule is written, changed field by field, previewed, run and read', async () => {
  const made = await admin.call('POST', '/api/data/schedules', {
    json: { ...body('Field by field'), notify: { emails: ['lab@example.org'] } },
  });
  expect(made.json).toMatchObject({
    ...{ owner_type: 'user', jitter_seconds: 0, overlap: 'skip', state: 'active', version: 1 },
    missed: { policy: 'latest', most: 10, window_seconds: 86_400 },
    retry: { max_attempts: 1, delay_seconds: 60, factor: 2 },
    notify: { emails: ['lab@example.org'], on: ['failed'] },
  });
  const path = `/api/data/schedules/${idOf(made)}`;
  const json = {
    timing: { frequency: { every: 2, unit: 'hour' }, active_hours: { from: '08:00', to: '18:00' } },
    retry: { max_attempts: 3 },
    notify: { on: ['succeeded'] },
  };
  const changed = await admin.call('PATCH', path, { json, headers: { 'If-Match': '"1"' } });
  expect(changed.json).toMatchObject({
    timing: {
      frequency: { every: 2, unit: 'hour', counting: 'elapsed' },
      ...{ zone: 'Europe/Berlin', active_hours: { from: '08:00', to: '18:00' } },
    },
    retry: { max_attempts: 3, delay_seconds: 60 },
    notify: { emails: ['lab@example.org'], on: ['succeeded'] },
  });
  expect((changed.json as { timing: object }).timing).not.toHaveProperty('cron');
  const preview = await admin.call('GET', `${path}/preview?count=1000`);
  expect((preview.json as { slots: unknown[] }).slots).toHaveLength(1_000);
  const session = await admin.call('POST', `${path}/run`);
  expect([session.status, session.headers.get('location')]).toEqual([
    201,
    `/api/data/scheduled-sessions/${idOf(session)}`,
  ]);
  const listed = await admin.call('GET', `${path}/sessions?state=pending`);
  expect(listed.json).toMatchObject([{ id: idOf(session), origin: 'run-now' }]);
  const stranger = admin.as(await identity.issueToken('alice'));
  for (const url of [path, `${path}/sessions`, `/api/data/scheduled-sessions/${idOf(session)}`]) {
    expect((await stranger.call('GET', url)).status).toBe(404);
  }
});

const steps = (run: object): object[] => [{ kind: 'test', name: 'tests', targets: [{ name: 'a', run }] }];
const pipeline = (run: object): object => ({ project_id: newId(), steps: steps(run) });

it('a schedule starts pipelines, and has jobs done that the operator allows', async () => {
  const nightly = pipeline({ kind: 'noop', spec: {} });
  const made = await admin.call('POST', '/api/data/schedules', {
    json: { ...body('Of pipelines'), run_kind: 'pipeline', run_spec: nightly },
  });
  expect([made.status, made.json]).toEqual([
    201,
    expect.objectContaining({ run_spec: { ...nightly, name: 'default', supersedes: false } }),
  ]);
  const announcing = { job: 'schedules.announce', payload: { topic: 'tide' } };
  const told = await admin.call('POST', '/api/data/schedules', {
    json: { ...body('Of jobs'), run_kind: 'queue', run_spec: announcing },
  });
  expect([told.status, told.json]).toEqual([201, expect.objectContaining({ run_spec: announcing })]);
});

it.each([
  [{ run_kind: 'queue', run_spec: { job: 'storage.record-change' } }, '/job'],
  [
    { run_kind: 'pipeline', run_spec: pipeline({ kind: 'noop', spec: { a: 1 } }) },
    '/steps/0/targets/0/run/spec',
  ],
  [
    { run_kind: 'pipeline', run_spec: pipeline({ kind: 'pipeline', spec: {} }) },
    '/steps/0/targets/0/run/kind',
  ],
])('%j says where it is wrong', async (more, pointer) => {
  const answer = await admin.call('POST', '/api/data/schedules', { json: { ...body('Refused'), ...more } });
  expect([answer.status, answer.json]).toEqual([
    422,
    expect.objectContaining({ error_code: 'RUN_SPEC_INVALID' }),
  ]);
  expect(answer.text).toContain(pointer);
});

it.each([
  [{ timing: { cron: '0 0 30 2 *', zone: 'UTC' } }, 422, 'SCHEDULE_REFUSED'],
  [{ timing: { zone: 'UTC' } }, 400, 'VALIDATION_FAILED'],
  [{ timing: { cron: '* * * * *', frequency: { unit: 'day' }, zone: 'UTC' } }, 400, 'VALIDATION_FAILED'],
  [{ run_spec: { a: '\0' } }, 400, 'VALIDATION_FAILED'],
  [{ run_spec: [] }, 400, 'VALIDATION_FAILED'],
  [{ run_spec: { job: 'x' } }, 422, 'RUN_SPEC_INVALID'],
  [{ run_kind: 'nothing' }, 422, 'RUN_KIND_UNKNOWN'],
  [{ notify: { emails: ['nobody'] } }, 400, 'VALIDATION_FAILED'],
])('%j is refused', async (more, status, code) => {
  const answer = await admin.call('POST', '/api/data/schedules', { json: { ...body('Refused'), ...more } });
  expect([answer.status, (answer.json as { error_code: string }).error_code]).toEqual([status, code]);
});
