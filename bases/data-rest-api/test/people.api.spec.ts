import { assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let anybody: HttpClient;

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
  anybody = createHttpClient(service.url);
}, 30_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
});

async function clientOf(name: string): Promise<HttpClient> {
  return anybody.as(await identity.issueToken(name));
}

describe('a person', () => {
  it('has a home after many first calls at once', async () => {
    const bob = await clientOf('bob');
    const answers = await Promise.all(Array.from({ length: 20 }, () => bob.call('GET', '/api/data/user')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await bob.call('GET', '/api/data/namespaces/bob')).json).toMatchObject({
      type: 'user-namespace',
      path: 'bob',
    });
  });

  it('who is new here makes a project at home at once, and leaves groups to administrators', async () => {
    const bob = await clientOf('bob');
    const made = await bob.call('POST', '/api/data/projects', { json: { namespace: 'bob', name: 'First' } });
    expect([made.status, made.json]).toEqual([201, expect.objectContaining({ path: 'bob/first' })]);
    const json = { parent_id: '00000000-0000-7000-8000-000000000001', slug: 'lab', name: 'Lab' };
    assertProblem(await bob.call('POST', '/api/data/groups', { json }), 403, 'FORBIDDEN');
    const admin = await clientOf('admin');
    expect((await admin.call('GET', '/api/data/platform/authorization-config')).json).toMatchObject({
      group_creators: { who: 'admins' },
      project_creators: { who: 'everyone' },
    });
  });

  it('lends a program some of its rights, and takes them back', async () => {
    const admin = await clientOf('admin');
    const { json } = await admin.call('POST', '/api/data/user/tokens', {
      json: { name: 'laptop', scopes: ['projects:read'] },
    });
    const { id, token, version } = json as { id: string; token: string; version: number };
    const program = anybody.as(token);
    expect((await program.call('GET', '/api/data/projects')).status).toBe(200);
    assertProblem(
      await program.call('POST', '/api/data/projects', { json: { namespace: 'admin', name: 'Beam line' } }),
      403,
      'FORBIDDEN',
    );
    const headers = { 'If-Match': `"${version}"` };
    expect((await admin.call('DELETE', `/api/data/user/tokens/${id}`, { headers })).status).toBe(204);
    assertProblem(await program.call('GET', '/api/data/projects'), 401, 'UNAUTHENTICATED');
  });
});
