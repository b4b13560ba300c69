import { defaultDomainId } from '@ashlar/groups';
import { type Answer, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase } from '@ashlar/test-postgres';
import { createSigner } from '@ashlar/vault';
import { createLocalRootKey, makeOwnerKey, makeRingKey, openKeyRing } from '@ashlar/vault/custody';
import { Secret } from '@ashlar/config';
import { newId } from '@ashlar/database';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startDataApi } from '../src/index.js';
import { furnishRuns } from './run-world.fixture.js';
import { openSpiceDb, type RevisionKeeper } from './spicedb.fixture.js';

type Values = Readonly<Record<string, string>>;

/** The composed data API with people in every role, and things of every kind for the operations to be about. */
export interface RoleWorld {
  readonly as: (caller: string) => HttpClient;
  /** Values of path parameters, by object of the table; those that begin with a collection are for its paths alone. */
  readonly objects: ReadonlyMap<string, Values>;
  readonly ids: ReadonlyMap<string, string>;
  /** Value of a metric, summed over the labels that are not given. */
  metric(name: string): Promise<number>;
  close(): Promise<void>;
}

const members = ['domain-admin', 'owner', 'editor', 'viewer', 'ex-owner', 'disabled'];
const people = [...members, 'stranger'];
/** A person of the provider who has no role on the platform. */
const roleless = 'outsider';
const seed = (): string => randomBytes(32).toString('base64');

/** With `ROLE_MATRIX_ENGINE=spicedb` a SpiceDB decides. */
export async function openRoleWorld(): Promise<RoleWorld> {
  const [identity, testDatabase] = await Promise.all([
    startIdentityProvider({
      users: people.map((username) => ({ username, realmRoles: ['ashlar-user'] })),
      clients: [{ clientId: 'meter', serviceAccountRoles: ['ashlar-service'] }],
    }),
    createTestDatabase(),
  ]);
  const keys = { writer: seed(), publisher: createSigner(Buffer.from(seed(), 'base64')) };
  await fillPool(testDatabase.urlFor('secrets'), keys.publisher);
  const spicedb =
    process.env['ROLE_MATRIX_ENGINE'] === 'spicedb'
      ? await openSpiceDb(testDatabase.urlFor('worker'))
      : undefined;
  const service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_INVITATION_KEYS: seed(),
    ASHLAR_SECRETS_WRITER_KEY: keys.writer,
    ASHLAR_SECRETS_PUBLISHERS: keys.publisher.publicKey.toString('base64'),
    ASHLAR_WEBHOOKS_KEY: seed(),
    ASHLAR_PIPELINES_KEY: seed(),
    ASHLAR_CONFIG_BUNDLE_KEY: seed(),
    ASHLAR_STORAGE_CHECKS_WAIT: '0s',
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
    ...spicedb?.env,
  });
  const keeping = (client: HttpClient): HttpClient => keep(client, spicedb?.revisions);
  const clients = new Map([['anonymous', keeping(createHttpClient(service.url))]]);
  for (const name of ['admin', ...people, roleless]) {
    clients.set(name, keeping(createHttpClient(service.url, await identity.issueToken(name))));
  }
  clients.set('service', keeping(createHttpClient(service.url, await identity.issueToken('meter'))));
  const as = (caller: string): HttpClient => {
    const client = clients.get(caller);
    if (!client) throw new Error(`there is no ${caller}`);
    return client;
  };
  const close = async (): Promise<void> => {
    await service.lifecycle.stop('the spec is done');
    await spicedb?.close();
    await identity.stop();
    await testDatabase.drop();
  };
  const metric = async (name: string): Promise<number> => {
    const lines = (await createHttpClient(service.metricsUrl).call('GET', '/metrics')).text.split('\n');
    const values = lines.filter((line) => line.startsWith(name)).map((line) => line.split(' ').at(-1));
    return values.reduce((sum, value) => sum + Number(value), 0);
  };
  try {
    const furniture = await furnish(as);
    await spicedb?.settle();
    return { as, close, metric, ...furniture };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A client that brings what it was told of its writes, as those do who want to read them. */
function keep(client: HttpClient, revisions: RevisionKeeper | undefined): HttpClient {
  if (!revisions) return client;
  return {
    baseUrl: client.baseUrl,
    as: (token) => keep(client.as(token), revisions),
    async call(method, address, options = {}) {
      const headers = { ...options.headers, ...revisions.headers() };
      const answer = await client.call(method, address, { ...options, headers });
      revisions.note(answer.headers);
      return answer;
    },
  };
}

/** What the secrets API does when it starts: a ring, and keys for owners to come. */
async function fillPool(url: string, publisher: ReturnType<typeof createSigner>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const root = createLocalRootKey(new Secret(seed()));
  const record = { ...(await makeRingKey(newId(), root)), state: 'active' as const };
  const ring = await openKeyRing([record], root);
  await client.query(
    'insert into secrets.ring_keys (id, state, root_fingerprint, wrapped) values ($1, $2, $3, $4)',
    [record.id, record.state, record.rootFingerprint, record.wrapped],
  );
  for (let count = 0; count < 20; count += 1) {
    const key = makeOwnerKey(newId(), ring, publisher);
    await client.query(
      `insert into secrets.owner_keys (id, public_key, publisher_id, signature, ring_key_id, wrapped)
       values ($1, $2, $3, $4, $5, $6)`,
      [key.id, key.publicKey, key.publisherId, key.signature, key.ringKeyId, key.wrapped],
    );
  }
  await client.end();
}

async function furnish(as: RoleWorld['as']): Promise<Pick<RoleWorld, 'ids' | 'objects'>> {
  const send =
    (method: string, headers: Values = {}) =>
    async (caller: string, address: string, json?: object): Promise<Readonly<Record<string, unknown>>> => {
      const answer: Answer = await as(caller).call(method, `/api/data${address}`, { json, headers });
      if (answer.status >= 400) throw new Error(`${method} ${address}: ${answer.status} ${answer.text}`);
      return answer.json as Readonly<Record<string, unknown>>;
    };
  const get = send('GET');
  const put = send('PUT', { 'If-None-Match': '*' });
  const replace = send('PUT', { 'If-Match': '*' });
  const patch = send('PATCH', { 'If-Match': '*' });
  const post = send('POST');
  const make = async (caller: string, address: string, json: object): Promise<string> =>
    String((await post(caller, address, json))['id']);

  const ids = new Map<string, string>();
  for (const name of ['admin', ...people, roleless]) ids.set(name, String((await get(name, '/user'))['id']));
  const idOf = (name: string): string => ids.get(name) ?? '';
  const everyone = { who: 'everyone' };
  await replace('admin', '/platform/authorization-config', {
    ...{ group_creators: everyone, project_creators: everyone },
  });
  const lab = await make('admin', '/domains', { slug: 'lab', name: 'Lab' });
  const domain = `/domains/${lab}`;
  for (const name of members) {
    const role = name === 'domain-admin' ? 'admin' : 'member';
    await put('admin', `${domain}/members/${idOf(name)}`, { kind: 'user', role });
  }
  // Everybody lives in the domain that is always there.
  await replace('admin', `/domains/${defaultDomainId}/members/${idOf('domain-admin')}`, {
    ...{ kind: 'user', role: 'admin' },
  });
  const other = await make('admin', '/domains', { slug: 'other', name: 'Other' });
  await put('admin', `/domains/${other}/members/${idOf('stranger')}`, { kind: 'user', role: 'admin' });

  const group = (slug: string, parent_id: string, owner: string, more: object = {}): Promise<string> =>
    make('admin', '/groups', { slug, name: slug, parent_id, owner_id: idOf(owner), ...more });
  const old = await group('old', lab, 'ex-owner');
  const dept = await group('dept', lab, 'domain-admin');
  const team = await group('team', old, 'owner');
  const open = await group('open', lab, 'owner', { visibility: 'public' });
  const staff = [
    ['editor', 'editor'],
    ['viewer', 'viewer'],
    ['disabled', 'owner'],
  ] as const;
  for (const id of [team, open]) {
    for (const [name, role] of staff) {
      await put('admin', `/groups/${id}/members/${idOf(name)}`, { kind: 'user', role });
    }
  }
  const data = await make('admin', '/projects', { namespace: old, name: 'Data' });
  await patch('admin', `/projects/${data}`, { namespace: team });
  await patch('admin', `/groups/${team}`, { parent_id: dept });
  const shown = await make('admin', '/projects', { namespace: open, name: 'Shown', visibility: 'public' });
  await replace('admin', `/users/${idOf('disabled')}/suspension`, { suspended: true });

  const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };
  const storage_id = await make('admin', '/storages', { name: 'Results', resource });
  const check_id = await make('admin', `/storages/${storage_id}/test`, {});
  const unsaved = await make('admin', '/storages/test', { resource });
  const values = {
    ...{ domain_id: lab, user_id: idOf('owner'), storage_id, check_id, pinned_project_id: data },
    ...{ subject_type: 'group', type_name: 'SHOTS', setting_name: 'editor' },
  };
  const dotfile = (place: string): Promise<string> =>
    make('admin', `${place}/dotfiles`, { path: '.profile', content: 'umask 027' });
  const prepare = async (place: string): Promise<void> => {
    await put('admin', `${place}/settings/editor`, { value: { theme: 'light' } });
    await put('admin', `${place}/bootstrap-script`, { content: 'true' });
  };
  const slot = (project: string): Promise<string> =>
    make('owner', `/projects/${project}/secret-slots`, { name: 'Token', filename: 'token' });
  const mount = (project: string): Promise<string> =>
    make('owner', `/projects/${project}/storage-mounts`, { storage_id, path: 'data' });
  const secret = (caller: string, place: string, name: string): Promise<string> =>
    make(caller, `${place}/secrets`, { name, value: 'open sesame' });

  await post('admin', '/quota-types', { name: 'SHOTS', description: 'Shots', unit: 'items' });
  const quota_id = await make('admin', '/quotas', { name: 'Some', type: 'SHOTS', value: { max: 1_000_000 } });
  const subjects = [
    ...[`/users/${values.user_id}`, domain, '/platform', `/groups/${team}`, `/groups/${open}`],
    ...[`/projects/${data}`, `/projects/${shown}`],
  ];
  const prepared = [...subjects, `/users/${idOf('admin')}`];
  for (const place of prepared) if (place !== '/platform') await prepare(place);
  for (const subject of subjects) await post('admin', `${subject}/quotas`, { quota_id });
  await put('admin', `/quota-defaults/group/${quota_id}`, {});
  const policy = (kind: string): Promise<string> =>
    make('admin', '/quota-policies', { kind, name: 'Some', limits: { max_vfolder_count: 3 } });
  const items = [{ type: 'SHOTS', amount: 1 }];
  const held = await post('service', `/users/${values.user_id}/quota-holds`, { items });
  const wish = { type: 'SHOTS', amount: 5, reason: 'More light' };
  const request_id = await make('owner', `/users/${values.user_id}/quota-requests`, wish);
  const own = await secret('owner', '/user', 'Own');
  const doomed = await secret('owner', '/user', 'Doomed');
  const shared = await secret('admin', `/storages/${storage_id}`, 'Shared');
  const lost = await secret('admin', `/storages/${storage_id}`, 'Lost');
  const grant = { service: 'notebooks', purpose: 'session', secret_ids: [own] };
  const hook = { name: 'Billing', url: 'https://example.org/hook' };
  await post('owner', '/user/preferences/pinned-projects', { id: data });
  const inTeam = {
    ...{ group_id: team, project_id: data, slot_id: await slot(data), mount_id: await mount(data) },
    'groups.dotfile_id': await dotfile(`/groups/${team}`),
    'projects.dotfile_id': await dotfile(`/projects/${data}`),
  };
  const everything: Values = {
    ...{ ...values, ...inTeam, quota_id, request_id, hold_id: String(held['hold_id'] ?? held['id']) },
    ...{ policy_id: await policy('user'), project_policy_id: await policy('project') },
    token_id: await make('owner', '/user/tokens', { name: 'laptop', scopes: ['read'] }),
    grant_id: await make('owner', '/secret-grants', grant),
    webhook_id: await make('admin', '/webhooks', hook),
    ...{ 'user.secret_id': own, 'storages.secret_id': shared },
    'domains.dotfile_id': await dotfile(domain),
    'users.dotfile_id': await dotfile(`/users/${values.user_id}`),
  };
  const runs = await furnishRuns({
    ...{ post, domainId: lab, ownerId: idOf('owner') },
    team: { group: team, project: data },
    open: { group: open, project: shown },
  });
  const standing: Values = { ...everything, ...runs.get('') };
  const objects = new Map<string, Values>([...runs].map(([name, more]) => [name, { ...standing, ...more }]));
  objects.set('doomed', { ...standing, 'user.secret_id': doomed, 'storages.secret_id': lost });
  objects.set('open', {
    ...{ ...standing, ...runs.get('open') },
    ...{ group_id: open, project_id: shown, slot_id: await slot(shown), mount_id: await mount(shown) },
    'groups.dotfile_id': await dotfile(`/groups/${open}`),
    'projects.dotfile_id': await dotfile(`/projects/${shown}`),
  });
  objects.set('unsaved', { ...standing, check_id: unsaved });
  objects.set('superior', { ...standing, user_id: idOf('admin') });
  return { ids, objects };
}
