import { type Answer, assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let admin: HttpClient;
let alice: HttpClient;
let bob: HttpClient;

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
  const as = async (name: string): Promise<HttpClient> =>
    createHttpClient(service.url, await identity.issueToken(name));
  [admin, alice, bob] = [await as('admin'), await as('alice'), await as('bob')];
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

interface Made {
  readonly id: string;
  readonly mount_clashes?: readonly object[];
}
const bodyOf = <T = Made>({ json }: Answer): T => json as T;

async function made(by: HttpClient, address: string, json: object): Promise<Made> {
  const answer = await by.call('POST', `/api/data${address}`, { json });
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
  return bodyOf(answer);
}
const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };
const newStorage = (name: string) => made(admin, '/storages', { name, resource });
async function newProject(name: string): Promise<string> {
  await alice.call('GET', '/api/data/user');
  return (await made(alice, '/projects', { namespace: 'alice', name })).id;
}

it('a project has a storage mounted, with versions, and those alone see it who see the project', async () => {
  const [{ id: storage_id }, project] = [await newStorage('Data'), await newProject('Study')];
  const base = `/api/data/projects/${project}/storage-mounts`;
  const answer = await alice.call('POST', base, { json: { storage_id, path: 'in//./data' } });
  const { id } = bodyOf(answer);
  expect([answer.status, answer.headers.get('location'), answer.headers.get('etag')]).toEqual([
    ...[201, `${base}/${id}`, '"1"'],
  ]);
  expect(answer.json).toMatchObject({ project_id: project, storage_id, path: 'in/data', read_only: true });
  const again = await alice.call('POST', base, { json: { storage_id, path: 'in/data' } });
  assertProblem(again, 409, 'STORAGE_MOUNT_PATH_TAKEN');
  const below = await alice.call('POST', base, { json: { storage_id, path: 'in' } });
  assertProblem(below, 409, 'STORAGE_MOUNT_PATH_CLASH');
  const outside = await alice.call('POST', base, { json: { storage_id, path: '../out' } });
  assertProblem(outside, 422, 'DOTFILE_PATH_REFUSED');
  assertProblem(
    await alice.call('PATCH', `${base}/${id}`, { json: { path: 'x' } }),
    428,
    'PRECONDITION_REQUIRED',
  );
  const changed = await alice.call('PATCH', `${base}/${id}`, {
    ...{ json: { path: 'out', read_only: false }, headers: { 'If-Match': '"1"' } },
  });
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
  const items = bodyOf<readonly object[]>(await alice.call('GET', base));
  expect(items).toEqual([expect.objectContaining({ id, path: 'out', read_only: false, version: 2 })]);
  for (const address of [base, `${base}/${id}`]) {
    expect((await bob.call('GET', address)).status).toBe(404);
  }
  const stale = await alice.call('DELETE', `${base}/${id}`, { headers: { 'If-Match': '"1"' } });
  expect(stale.status).toBe(412);
  expect((await alice.call('DELETE', `${base}/${id}`, { headers: { 'If-Match': '"2"' } })).status).toBe(204);
  expect((await alice.call('GET', `${base}/${id}`)).status).toBe(404);
});

it('dotfiles and mounts that meet are told of by whichever comes last', async () => {
  const [{ id: storage_id }, project] = [await newStorage('Files'), await newProject('Files')];
  const { id: user } = bodyOf(await alice.call('GET', '/api/data/user'));
  const early = await made(alice, `/projects/${project}/dotfiles`, { path: 'early', content: 'x' });
  expect(early.mount_clashes).toEqual([]);
  const mount = (path: string) => made(alice, `/projects/${project}/storage-mounts`, { storage_id, path });
  expect((await mount('early/in')).mount_clashes).toEqual([
    { path: 'early', mount: 'early/in', kind: 'blocked' },
  ]);
  expect((await mount('data')).mount_clashes).toEqual([]);
  for (const owner of [`projects/${project}`, `users/${user}`]) {
    const file = await made(alice, `/${owner}/dotfiles`, { path: 'data/x', content: 'x' });
    expect([owner, file.mount_clashes]).toEqual([owner, [{ path: 'data/x', mount: 'data', kind: 'hidden' }]]);
  }
  const steps = ['data/y', 'free'].map((path) => ({ op: 'put', path, content: '' }));
  const several = [
    [`projects/${project}/dotfiles-changes`, { steps }],
    [`users/${user}/dotfiles-copies`, { from_type: 'project', from_id: project, paths: ['data/y', 'free'] }],
  ] as const;
  for (const [address, json] of several) {
    const answer = await alice.call('POST', `/api/data/${address}`, { json });
    expect([address, answer.json]).toMatchObject([
      address,
      [
        { path: 'data/y', mount_clashes: [{ path: 'data/y', mount: 'data', kind: 'hidden' }] },
        { path: 'free', mount_clashes: [] },
      ],
    ]);
  }
  const config = await alice.call('GET', `/api/data/projects/${project}/effective-config?mounts=other`);
  expect(bodyOf(config).mount_clashes).toEqual([
    { path: 'data/x', mount: 'data', kind: 'hidden' },
    { path: 'data/y', mount: 'data', kind: 'hidden' },
    { path: 'early', mount: 'early/in', kind: 'blocked' },
  ]);
});

it('a storage that is mounted is deleted by force alone, and what told of it goes on', async () => {
  const [{ id: storage_id }, project] = [await newStorage('Needed'), await newProject('Needing')];
  const { id } = await made(alice, `/projects/${project}/storage-mounts`, { storage_id, path: 'data' });
  const address = `/api/data/storages/${storage_id}`;
  const known = await admin.call('GET', `${address}/dependencies`);
  const { dependants, token } = bodyOf<{ dependants: readonly object[]; token: string }>(known);
  expect(dependants).toEqual([
    { kind: 'storage mounts', count: 1, samples: [{ id, name: `projects/${project}/data` }] },
  ]);
  const remove = (query = '') => admin.call('DELETE', address + query, { headers: { 'If-Match': '*' } });
  const refused = await remove();
  assertProblem(refused, 409, 'STORAGE_IN_USE');
  expect(refused.text).toContain(token);
  expect((await remove(`?force=true&token=${token}x`)).status).toBe(412);
  expect((await remove(`?force=true&token=${token}`)).status).toBe(204);
  expect((await alice.call('GET', `/api/data/projects/${project}/storage-mounts/${id}`)).status).toBe(404);
  const feed = await admin.call('GET', '/api/data/events?type=storage-mount.deleted');
  expect([feed.status, feed.text]).toEqual([200, expect.stringContaining(`storage-mount/${id}`)]);
});

it('a copy of a project has its mounts, and its deletion has to be confirmed', async () => {
  const [{ id: storage_id }, project] = [await newStorage('Copied'), await newProject('Original')];
  await made(alice, `/projects/${project}/storage-mounts`, { storage_id, path: 'data', read_only: false });
  const copy = await made(alice, `/projects/${project}/copies`, { namespace: 'alice', slug: 'the-copy' });
  const items = bodyOf<readonly object[]>(
    await alice.call('GET', `/api/data/projects/${copy.id}/storage-mounts`),
  );
  expect(items).toEqual([expect.objectContaining({ storage_id, path: 'data', read_only: false })]);
  const address = `/api/data/projects/${copy.id}`;
  const preview = bodyOf<{ contents: readonly object[]; fingerprint: string }>(
    await alice.call('GET', `${address}/deletion-preview`),
  );
  expect(preview.contents).toContainEqual({ kind: 'storage mounts', count: 1 });
  const remove = (query = '') => alice.call('DELETE', address + query, { headers: { 'If-Match': '*' } });
  assertProblem(await remove(), 409, 'DELETION_UNCONFIRMED');
  expect((await remove(`?confirm=${encodeURIComponent(preview.fingerprint)}`)).status).toBe(204);
});
