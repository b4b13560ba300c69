import { assertProblem, type HttpClient } from '@ashlar/test-http';
import { newId } from '@ashlar/database';
import { clusterTokens, openWorld, type World } from './replicas.fixture.js';

let world: World;
let notebooks: HttpClient;
let pod: { readonly api_version: string; readonly kind: string; readonly name: string; readonly uid: string };

beforeAll(async () => {
  world = await openWorld();
  notebooks = world.as(await world.identity.issueToken('notebooks'));
  const { metadata } = world.cluster.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'session-1', namespace: 'science' },
  });
  pod = { api_version: 'v1', kind: 'Pod', name: metadata.name, uid: metadata.uid ?? '' };
}, 60_000);
afterAll(async () => {
  // What the cluster is given is the point of it, and is in neither place.
  expect(await world.leaks()).toEqual([]);
  await world.stop();
});

const path = '/api/secrets/kubernetes';
const keep = async (name: string) => {
  const value = world.value();
  return { value, id: await world.owner.keep(name, value) };
};
const objectOf = (name: string, namespace = 'science') =>
  world.cluster.objects('Secret', namespace).find(({ metadata }) => metadata.name === name);
const deliver = async (name: string, ids: readonly string[], more: object = {}) => {
  const grant = await world.owner.grant(...ids);
  const answer = await notebooks.call('POST', path, { json: { grant, namespace: 'science', name, ...more } });
  return { answer, grant };
};
const trail = async (name: string) =>
  (
    await world.query<{ readonly outcome: string }>(
      `select event->>'outcome' as outcome from secrets.audit
       where event->>'action' = 'kubernetes' and event->>'target' = $1 order by at, seq`,
      [`science/${name}`],
    )
  ).map(({ outcome }) => outcome);

it('makes a Secret that is owned, labelled and mapped, and replaces it with newer values', async () => {
  const [one, two] = [await keep('one'), await keep('two')];
  const { answer, grant } = await deliver('mapped', [one.id, two.id], {
    owner_references: [pod],
    key_mapping: [
      { secret_id: one.id, keys: ['user', 'login'] },
      { secret_id: two.id, keys: ['password'] },
    ],
  });
  expect(answer).toMatchObject({
    status: 200,
    json: { name: 'mapped', keys: ['login', 'password', 'user'] },
  });
  expect(await world.outcomesOf(grant)).toEqual(['done', 'done']);
  const made = objectOf('mapped');
  expect(made).toMatchObject({
    type: 'Opaque',
    metadata: {
      uid: (answer.json as { readonly uid: string }).uid,
      labels: { 'app.kubernetes.io/managed-by': 'ashlar-secrets', 'ashlar.io/user': world.owner.id },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'session-1', uid: pod.uid }],
    },
    data: {
      user: one.value.toString('base64'),
      login: one.value.toString('base64'),
      password: two.value.toString('base64'),
    },
  });
  const newer = world.value();
  await world.owner.replace(one.id, newer);
  const again = await deliver('mapped', [one.id], { owner_references: [pod] });
  expect(again.answer).toMatchObject({ status: 200, json: { keys: ['one'] } });
  expect(objectOf('mapped')).toMatchObject({
    metadata: { uid: made?.metadata.uid },
    data: { one: newer.toString('base64') },
  });
  world.cluster.remove('Pod', 'science', 'session-1');
  expect(objectOf('mapped')).toBeUndefined();
  pod = {
    ...pod,
    uid: world.cluster.put(podObject()).metadata.uid ?? '',
  };
});

function podObject() {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'session-1', namespace: 'science' } };
}

it('a workload may prove itself to it by a token of the cluster', async () => {
  const { id } = await keep('by-cluster');
  const token = unsigned({ iss: 'https://kubernetes.default.svc' });
  const refused = await world.as(token).call('POST', path, {
    json: { grant: await world.owner.grant(id), namespace: 'science', name: 'by-cluster' },
  });
  assertProblem(refused, 401, 'UNAUTHENTICATED');
  expect(objectOf('by-cluster')).toBeUndefined();
});

/** As a cluster would issue it, and did not. */
function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ ...claims, exp: Math.floor(Date.now() / 1000) + 60 })}.${clusterTokens.gone}`;
}

it('what is not ours stays as it is, and the grant is not spent', async () => {
  const { id } = await keep('foreign');
  const labels = { 'app.kubernetes.io/managed-by': 'ashlar-secrets' };
  for (const [name, metadata] of [
    ['theirs', {}],
    // Whoever may write in the namespace can also write our label.
    ['disguised', { labels, annotations: { 'ashlar.io/delivery': newId() } }],
  ] as const) {
    const before = world.cluster.put({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'science', ...metadata },
      data: {},
    });
    const { answer, grant } = await deliver(name, [id]);
    assertProblem(answer, 409, 'KUBERNETES_SECRET_FOREIGN');
    expect(objectOf(name)).toEqual(before);
    expect(await trail(name)).toEqual(['denied:foreign']);
    expect(await world.query('select from secrets.used_grants where jti::text = $1', [jtiOf(grant)])).toEqual(
      [],
    );
  }
});

const jtiOf = (grant: string): string =>
  (
    JSON.parse(Buffer.from(grant.slice(13).split('.')[0] ?? '', 'base64url').toString()) as {
      readonly jti: string;
    }
  ).jti;

it('nor is one that was made for somebody else, until it is gone', async () => {
  const { id } = await keep('mine');
  expect((await deliver('contended', [id])).answer.status).toBe(200);
  const ben = await world.someone();
  const json = async () => ({
    grant: await ben.grant(await ben.keep(`of-ben-${newId()}`, world.value())),
    namespace: 'science',
    name: 'contended',
  });
  assertProblem(await notebooks.call('POST', path, { json: await json() }), 409, 'KUBERNETES_SECRET_FOREIGN');
  world.cluster.remove('Secret', 'science', 'contended');
  expect((await notebooks.call('POST', path, { json: await json() })).status).toBe(200);
  expect(objectOf('contended')?.metadata.labels).toMatchObject({ 'ashlar.io/user': ben.id });
});

it.each([
  ['another namespace', 'notebooks', { namespace: 'games' }, 403, 'NAMESPACE_REFUSED'],
  ['a namespace that is not there', 'notebooks', { namespace: 'nowhere' }, 403, 'NAMESPACE_REFUSED'],
  ['a name of another prefix', 'reporting', { namespace: 'games', name: 'other' }, 403, 'NAMESPACE_REFUSED'],
  ['a grant of another service', 'reporting', { namespace: 'games', name: 'report-1' }, 403, 'GRANT_REFUSED'],
])('is refused: %s', async (_, caller, change, status, code) => {
  const { id } = await keep(`refused-${newId()}`);
  const forReporting = code === 'NAMESPACE_REFUSED' && caller === 'reporting';
  const grant = forReporting ? await world.owner.grantTo('reporting', id) : await world.owner.grant(id);
  const client = notebooks.as(await world.identity.issueToken(caller));
  const before = world.cluster.objects('Secret').length;
  const answer = await client.call('POST', path, {
    json: { grant, name: 'x', ...{ namespace: 'science' }, ...change },
  });
  assertProblem(answer, status, code);
  expect(world.cluster.objects('Secret')).toHaveLength(before);
  expect((await world.outcomesOf(grant)).join()).toMatch(/^denied:/);
});

it('is refused to people', async () => {
  const { id } = await keep('person');
  const json = { grant: await world.owner.grant(id), namespace: 'science', name: 'x' };
  expect((await notebooks.as(await world.personToken('alice')).call('POST', path, { json })).status).toBe(
    403,
  );
});

it('owners must be there, with their uid', async () => {
  const { id } = await keep('owned');
  for (const owner of [
    { ...pod, uid: newId() },
    { ...pod, name: 'nobody' },
    { ...pod, kind: 'Unknown' },
    { ...pod, api_version: 'unknown.example.org/v1' },
  ]) {
    const { answer } = await deliver('unowned', [id], { owner_references: [owner] });
    assertProblem(answer, 422, 'KUBERNETES_OWNER_MISSING');
  }
  expect(objectOf('unowned')).toBeUndefined();
});

it('keys fit the grant: each secret, no other, no key twice, no paths', async () => {
  const [one, two] = [await keep('fit-1'), await keep('fit-2')];
  const only = { secret_id: one.id, keys: ['a'] };
  for (const key_mapping of [
    [only],
    [only, { secret_id: newId(), keys: ['b'] }],
    [only, { secret_id: two.id, keys: ['a'] }],
    [only, { secret_id: two.id, keys: ['../b'] }],
    [only, { secret_id: two.id, keys: ['..'] }],
    [only, only, { secret_id: two.id, keys: ['b'] }],
  ]) {
    assertProblem(
      (await deliver('fit', [one.id, two.id], { key_mapping })).answer,
      422,
      'KEY_MAPPING_REFUSED',
    );
  }
  expect(objectOf('fit')).toBeUndefined();
});

it('when the cluster fails, it says so; asked again after a lost answer, the same Secret is its own', async () => {
  const { id, value } = await keep('unlucky');
  world.cluster.fault({ how: 'answer', status: 500, method: 'POST' });
  const failed = await deliver('unlucky', [id]);
  assertProblem(failed.answer, 503, 'KUBERNETES_UNAVAILABLE');
  expect(await world.outcomesOf(failed.grant)).toEqual(['done', 'failed:kubernetes-unavailable']);
  expect(objectOf('unlucky')).toBeUndefined();
  world.cluster.fault({ how: 'lose', method: 'POST' });
  assertProblem((await deliver('unlucky', [id])).answer, 503, 'KUBERNETES_UNAVAILABLE');
  expect(objectOf('unlucky')).toBeDefined();
  expect((await deliver('unlucky', [id])).answer.status).toBe(200);
  expect(objectOf('unlucky')?.['data']).toEqual({ unlucky: value.toString('base64') });
});

it('one that somebody changes meanwhile is read again; one that somebody puts in its place is left alone', async () => {
  const { id, value } = await keep('raced');
  expect((await deliver('raced', [id])).answer.status).toBe(200);
  const touch = () => {
    const before = objectOf('raced');
    if (before)
      world.cluster.put({
        ...before,
        metadata: { ...before.metadata, labels: { ...before.metadata.labels, touched: 'yes' } },
      });
  };
  world.cluster.fault({ how: 'before', method: 'PUT', run: touch });
  expect((await deliver('raced', [id])).answer.status).toBe(200);
  expect(objectOf('raced')?.['data']).toEqual({ raced: value.toString('base64') });
  world.cluster.fault({
    how: 'before',
    method: 'PUT',
    run: () => {
      world.cluster.remove('Secret', 'science', 'raced');
      world.cluster.put({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'raced', namespace: 'science' },
        data: {},
      });
    },
  });
  assertProblem((await deliver('raced', [id])).answer, 409, 'KUBERNETES_SECRET_FOREIGN');
  expect(objectOf('raced')?.['data']).toEqual({});
});

it('more than a MiB is no Kubernetes Secret', async () => {
  const large: string[] = [];
  for (let index = 0; index < 17; index += 1)
    large.push(await world.owner.keep(`large-${index}`, Buffer.alloc(65_000, index + 1)));
  assertProblem((await deliver('large', large)).answer, 413, 'KUBERNETES_SECRET_TOO_LARGE');
  expect(objectOf('large')).toBeUndefined();
});
