import { createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, eventually, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let alice: HttpClient;

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  alice = createHttpClient(service.url, await identity.issueToken('alice'));
  await alice.call('GET', '/api/data/user');
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

it('pipelines live in projects: made, told of, seen and removed with them', async () => {
  const admin = alice.as(await identity.issueToken('admin'));
  const project = await admin.call('POST', '/api/data/projects', {
    json: { namespace: 'alice', name: 'Built' },
  });
  const { id: projectId } = project.json as { id: string };
  const made = await alice.call('POST', '/api/data/pipelines', {
    json: {
      project_id: projectId,
      event: { kind: 'push', source: 'forge', external_id: '1', commit_sha: 'c0ffee' },
      steps: [{ kind: 'test', name: 'tests', targets: [{ name: 'a', run: { kind: 'noop', spec: {} } }] }],
    },
  });
  expect([made.status, made.json]).toEqual([201, expect.objectContaining({ status: 'pending' })]);
  const { id } = made.json as { id: string };
  const listed = await alice.call('GET', `/api/data/pipelines?project_id=${projectId}`);
  expect(listed.json).toMatchObject([{ id, commit_sha: 'c0ffee' }]);
  const stranger = alice.as(await identity.issueToken('bob'));
  expect((await stranger.call('GET', `/api/data/pipelines/${id}`)).status).toBe(404);
  const unknown = await alice.call('POST', `/api/data/pipelines/${id}/steps`, {
    json: { kind: 'test', name: 'more', targets: [{ name: 'a', run: { kind: 'none', spec: {} } }] },
  });
  expect(unknown.json).toMatchObject({ error_code: 'RUN_KIND_UNKNOWN' });
  const preview = await alice.call('GET', `/api/data/projects/${projectId}/deletion-preview`);
  expect(preview.text).toContain('pipelines');
}, 60_000);

it('a project with a pipeline in the making is not deleted as one with nothing in it', async () => {
  const admin = alice.as(await identity.issueToken('admin'));
  const project = await admin.call('POST', '/api/data/projects', {
    json: { namespace: 'alice', name: 'Raced' },
  });
  const { id: projectId } = project.json as { id: string };
  const root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  const waiters = async (): Promise<number> => {
    const { rows } = await root.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    return rows.length;
  };
  try {
    // Events can be read and not made: creation stops where it has seen its project and made nothing yet.
    await root.query('begin');
    await root.query('lock table pipelines.events in share mode');
    const creation = alice.call('POST', '/api/data/pipelines', {
      json: {
        project_id: projectId,
        event: { kind: 'push', source: 'forge', external_id: 'raced' },
        steps: [{ kind: 'test', name: 'tests', targets: [{ name: 'a' }] }],
      },
    });
    await eventually(async () => (await waiters()) === 1);
    let isAnswered = false;
    const deletion = alice
      .call('DELETE', `/api/data/projects/${projectId}`, {
        headers: { 'if-match': project.headers.get('etag') ?? '' },
      })
      .finally(() => (isAnswered = true));
    await eventually(async () => isAnswered || (await waiters()) === 2);
    await root.query('commit');
    expect((await creation).status).toBe(201);
    expect((await deletion).json).toMatchObject({ error_code: 'DELETION_UNCONFIRMED' });
    const { rows } = await root.query('select project_id from pipelines.pipelines where project_id = $1', [
      projectId,
    ]);
    expect(rows).toHaveLength(1);
    expect((await alice.call('GET', `/api/data/projects/${projectId}`)).status).toBe(200);
  } finally {
    await root.end();
  }
}, 60_000);
