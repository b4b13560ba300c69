import {
  type KubernetesApi,
  type KubernetesObject,
  startKubernetesApi,
  validateBySwagger,
  validateSecret,
} from './index.js';

let api: KubernetesApi;
beforeEach(async () => {
  api = await startKubernetesApi({
    tokens: {
      all: { username: 'system:serviceaccount:ashlar:secrets' },
      reader: { username: 'reader', may: (verb) => verb === 'get' },
      workload: { username: 'system:serviceaccount:science:notebooks', audiences: ['ashlar'] },
    },
    namespaces: ['science'],
  });
});
afterEach(async () => {
  await api.stop();
});

const path = '/api/v1/namespaces/science/secrets';
const secret = (name: string, more: object = {}): KubernetesObject => ({
  ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name, ...more }, data: { key: 'dmFsdWU=' } },
});

async function call(
  method: string,
  at: string,
  body?: unknown,
  { token = 'all', type = 'application/json' } = {},
): Promise<{ readonly status: number; readonly body: KubernetesObject & { readonly reason?: string } }> {
  const answer = await fetch(`${api.url}${at}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as KubernetesObject };
}

it('keeps objects, and refuses a name that is taken and a version that is old', async () => {
  const made = await call('POST', path, secret('one'));
  expect(made).toMatchObject({ status: 201, body: { metadata: { name: 'one', namespace: 'science' } } });
  expect(await call('POST', path, secret('one'))).toMatchObject({
    status: 409,
    body: { reason: 'AlreadyExists' },
  });
  const { resourceVersion, uid } = made.body.metadata;
  const changed = await call(
    'PUT',
    `${path}/one`,
    secret('one', { resourceVersion, uid, labels: { a: 'b' } }),
  );
  expect(changed).toMatchObject({ status: 200, body: { metadata: { uid } } });
  const late = await call('PUT', `${path}/one`, secret('one', { resourceVersion }));
  expect(late).toMatchObject({ status: 409, body: { reason: 'Conflict' } });
  const patch = { metadata: { labels: { a: null, c: 'd' } } };
  const type = 'application/merge-patch+json';
  const patched = await call('PATCH', `${path}/one`, patch, { type });
  expect(patched.body.metadata.labels).toEqual({ c: 'd' });
  expect((await call('PATCH', `${path}/one`, patch)).status).toBe(415);
  expect((await call('GET', `${path}?labelSelector=c%3Dd`)).body['items']).toHaveLength(1);
  expect((await call('GET', `${path}?labelSelector=a`)).body['items']).toHaveLength(0);
  const other = { preconditions: { uid: 'other' } };
  expect((await call('DELETE', `${path}/one`, other)).status).toBe(409);
  expect((await call('DELETE', `${path}/one`, { preconditions: { uid } })).status).toBe(200);
  expect((await call('GET', `${path}/one`)).status).toBe(404);
});

it('knows who calls and what they may', async () => {
  expect((await call('GET', `${path}/x`, undefined, { token: 'nobody' })).status).toBe(401);
  expect((await call('GET', `${path}/x`, undefined, { token: 'workload' })).status).toBe(401);
  expect((await call('POST', path, secret('x'), { token: 'reader' })).status).toBe(403);
  expect((await call('GET', '/api/v1/namespaces/games/secrets/x')).status).toBe(404);
  expect(api.requests.map(({ username }) => username)).toEqual([
    undefined,
    'system:serviceaccount:science:notebooks',
    'reader',
    'system:serviceaccount:ashlar:secrets',
  ]);
});

it('reviews tokens for the audiences that are asked for', async () => {
  const review = async (token: string, audience: string) =>
    (
      await call('POST', '/apis/authentication.k8s.io/v1/tokenreviews', {
        spec: { token, audiences: [audience] },
      })
    ).body['status'];
  const user = { username: 'system:serviceaccount:science:notebooks' };
  expect(await review('workload', 'ashlar')).toEqual({ authenticated: true, audiences: ['ashlar'], user });
  expect(await review('workload', 'vault')).toMatchObject({ authenticated: false });
  expect(await review('nobody', 'ashlar')).toMatchObject({ authenticated: false });
});

it('an owner takes with it what it owns alone', async () => {
  const pod = api.put({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'session', namespace: 'science' } });
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'session', uid: pod.metadata.uid ?? '' };
  await call('POST', path, secret('owned', { ownerReferences: [owner] }));
  await call('POST', path, secret('shared', { ownerReferences: [owner, { ...owner, uid: 'other' }] }));
  await call('POST', path, secret('free'));
  api.remove('Pod', 'science', 'session');
  expect(api.objects('Secret').map(({ metadata }) => metadata.name)).toEqual(['shared', 'free']);
});

it('says what it has', async () => {
  const { body } = await call('GET', '/apis/batch/v1');
  expect(body['resources']).toEqual([
    expect.objectContaining({ name: 'jobs', kind: 'Job', namespaced: true }),
  ]);
  expect((await call('GET', '/apis/other/v1')).status).toBe(404);
});

it('goes wrong as it is told to', async () => {
  api.fault({ how: 'answer', status: 500, method: 'POST' });
  expect((await call('POST', path, secret('a'))).status).toBe(500);
  api.fault({ how: 'cut' });
  await expect(call('POST', path, secret('a'))).rejects.toThrow();
  expect(api.objects('Secret')).toEqual([]);
  api.fault({ how: 'lose' });
  await expect(call('POST', path, secret('a'))).rejects.toThrow();
  expect(api.objects('Secret')).toHaveLength(1);
  api.fault({ how: 'before', run: () => api.remove('Secret', 'science', 'a') });
  expect((await call('GET', `${path}/a`)).status).toBe(404);
});

const kind = { apiVersion: 'v1', kind: 'Secret' };

it.each<[string, object]>([
  ['a field that nobody knows', { values: {} }],
  ['bytes that are no base64', { data: { key: 'n o' } }],
  ['a key that is a path', { data: { '../key': '' } }],
  ['a key that is no name', { data: { '..': '' } }],
  ['more than a MiB', { data: { key: Buffer.alloc(1_048_577).toString('base64') } }],
  ['a label that is none', { metadata: { name: 'a', labels: { a: 'no label' } } }],
  [
    'an owner without uid',
    { metadata: { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'x' }] } },
  ],
])('a Secret is refused with %s', async (_, change) => {
  expect(validateSecret(kind, { ...secret('a'), ...change })).not.toEqual([]);
  expect((await call('POST', path, { ...secret('a'), ...change })).status).toBe(422);
});

it('a published document decides where it knows the kind', () => {
  const validate = validateBySwagger({
    definitions: {
      Meta: { type: 'object', properties: { name: { type: 'string' } } },
      Job: {
        type: 'object',
        required: ['spec'],
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { $ref: '#/definitions/Meta' },
          spec: { type: 'object', additionalProperties: { type: 'integer', format: 'int32' } },
        },
        'x-kubernetes-group-version-kind': [{ group: 'batch', version: 'v1', kind: 'Job' }],
      },
    },
  });
  const job = { apiVersion: 'batch/v1', kind: 'Job' };
  expect(validate(job, { ...job, metadata: { name: 'a' }, spec: { any: 1 } })).toEqual([]);
  expect(validate(job, { ...job, metadata: { nam: 'a' }, spec: { any: 'x' } })).toEqual([
    expect.stringContaining('metadata.nam'),
    expect.stringContaining('spec.any'),
  ]);
  expect(validate({ apiVersion: 'v1', kind: 'Other' }, { odd: true })).toEqual([]);
});
