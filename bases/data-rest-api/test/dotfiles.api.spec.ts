import { assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { readTar } from '@ashlar/config-bundles';
import { createHash, randomBytes } from 'node:crypto';
import { startDataApi } from '../src/index.js';

interface Made {
  readonly id: string;
  readonly version: number;
}
interface Effective {
  readonly layers: readonly { readonly type: string }[];
  readonly files: readonly {
    readonly path: string;
    readonly from: { readonly type: string };
    readonly shadows: readonly { readonly from: { readonly type: string } }[];
  }[];
  readonly mount_clashes: readonly object[];
}

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
const callers: Record<string, HttpClient> = {};
const ids: Record<string, string> = {};
const domain = '00000000-0000-7000-8000-000000000001';

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_CONFIG_BUNDLE_KEY: randomBytes(32).toString('base64'),
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  const anybody = createHttpClient(service.url);
  for (const name of ['admin', 'alice', 'bob', 'outsider']) {
    const caller = anybody.as(await identity.issueToken(name));
    callers[name] = caller;
    ids[name] = ((await caller.call('GET', '/api/data/user')).json as Made).id;
  }
  const group = await make('admin', '/api/data/groups', { parent_id: domain, slug: 'lab', name: 'Lab' });
  const project = await make('admin', '/api/data/projects', { namespace: 'lab', name: 'Beam' });
  Object.assign(ids, { domain, group: group.id, project: project.id });
  await join('groups', group.id, 'alice', 'editor');
  await join('projects', project.id, 'bob', 'viewer');
}, 30_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
});

function as(name: string): HttpClient {
  const caller = callers[name];
  if (!caller) throw new Error(`There is no ${name}`);
  return caller;
}

async function make(name: string, path: string, json: object): Promise<Made> {
  const answer = await as(name).call('POST', path, { json });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.json as Made;
}

async function join(collection: string, id: string, name: string, role: string): Promise<void> {
  const answer = await as('admin').call('PUT', `/api/data/${collection}/${id}/members/${ids[name]}`, {
    json: { kind: 'user', role },
    headers: { 'If-None-Match': '*' },
  });
  expect(answer.status).toBe(201);
}

const addressOf = {
  domain: () => `/api/data/domains/${ids['domain']}/dotfiles`,
  group: () => `/api/data/groups/${ids['group']}/dotfiles`,
  project: () => `/api/data/projects/${ids['project']}/dotfiles`,
  user: () => `/api/data/users/${ids['bob']}/dotfiles`,
} as const;

/** Status of a list and of a new file, for each caller. alice edits the group, bob views the project. */
const table = [
  ['domain', { admin: [200, 201], alice: [200, 403], bob: [200, 403], outsider: [200, 403] }],
  ['group', { admin: [200, 201], alice: [200, 403], bob: [404, 404], outsider: [404, 404] }],
  ['project', { admin: [200, 201], alice: [200, 201], bob: [200, 403], outsider: [404, 404] }],
  ['user', { admin: [200, 201], alice: [404, 404], bob: [200, 201], outsider: [404, 404] }],
] as const;

/** The same owners, another collection. */
const under = (owner: keyof typeof addressOf, what: string): string =>
  addressOf[owner]().replace(/dotfiles$/, what);
const create = { 'If-None-Match': '*' };

describe('settings and bootstrap scripts over HTTP', () => {
  it.each(table)('of a %s are for whom dotfiles are', async (owner, expected) => {
    for (const [name, statuses] of Object.entries(expected)) {
      const settings = under(owner, 'settings');
      const list = await as(name).call('GET', settings);
      const put = await as(name).call('PUT', `${settings}/by-${name}`, {
        json: { value: {} },
        headers: create,
      });
      const script = under(owner, 'bootstrap-script');
      const remove = await as(name).call('DELETE', script, { headers: { 'If-Match': '*' } });
      const write = await as(name).call('PUT', script, { json: { content: name }, headers: create });
      const gone = statuses[1] === 201 ? (remove.status === 204 ? 204 : 404) : statuses[1];
      expect([name, list.status, put.status, remove.status, write.status]).toEqual([
        ...[name, statuses[0], statuses[1], gone, statuses[1]],
      ]);
    }
    const anybody = createHttpClient(service.url);
    for (const what of ['settings', 'bootstrap-script']) {
      assertProblem(await anybody.call('GET', under(owner, what)), 401, 'UNAUTHENTICATED');
    }
  });

  it('compose for a run: the wider script first, the narrower word last unless it is locked', async () => {
    const value = { theme: 'light', gpu: 1 };
    const put = (name: string, owner: keyof typeof addressOf, json: object) =>
      as(name).call('PUT', under(owner, 'settings/composed'), { json, headers: create });
    expect((await put('admin', 'domain', { value, locked: ['/gpu'] })).status).toBe(201);
    expect((await put('alice', 'project', { value: { theme: 'dark' } })).status).toBe(201);
    const refused = assertProblem(await put('bob', 'user', { value: { gpu: 8 } }), 422, 'SETTING_LOCKED');
    expect(refused.details).toMatchObject({ stopped: [{ pointer: '/gpu', locked_by: { type: 'domain' } }] });
    const config = (await as('bob').call('GET', `/api/data/projects/${ids['project']}/effective-config`))
      .json as {
      readonly settings: readonly { readonly name: string }[];
      readonly bootstrap_scripts: readonly { readonly from: { readonly type: string } }[];
    };
    expect(config.settings.find(({ name }) => name === 'composed')).toEqual({
      name: 'composed',
      value: { theme: 'dark', gpu: 1 },
      sources: [
        { pointer: '/gpu', from: { type: 'domain', id: domain }, shadows: [] },
        {
          ...{ pointer: '/theme', from: { type: 'project', id: ids['project'] } },
          shadows: [{ type: 'domain', id: domain }],
        },
      ],
      stopped: [],
      violations: [],
    });
    expect(config.bootstrap_scripts.map(({ from }) => from.type)).toEqual([
      'domain',
      'group',
      'project',
      'user',
    ]);
    const faulty = { value: {}, locked: ['gpu'] };
    assertProblem(await put('bob', 'user', faulty), 400, 'VALIDATION_FAILED');
    const explained = await as('bob').call('GET', under('user', 'settings/composed/explanation'));
    expect(explained.json).toMatchObject({ name: 'composed', value });
  });
});

describe('a bootstrap script over HTTP', () => {
  it('says what it was, and can be that again, also when it is gone', async () => {
    const address = `/api/data/users/${ids['outsider']}/bootstrap-script`;
    const me = as('outsider');
    assertProblem(await me.call('GET', `${address}/revisions`), 404, 'BOOTSTRAP_SCRIPT_NOT_FOUND');
    await me.call('PUT', address, { json: { content: 'one' }, headers: create });
    await me.call('PUT', address, { json: { content: 'two' }, headers: { 'If-Match': '"1"' } });
    expect((await me.call('DELETE', address, { headers: { 'If-Match': '"2"' } })).status).toBe(204);
    const restore = (version: number) => me.call('POST', `${address}/restore`, { json: { version } });
    const restored = await restore(1);
    expect([restored.status, restored.headers.get('etag')]).toEqual([200, '"4"']);
    expect(restored.json).toMatchObject({ content: 'one', version: 4 });
    for (const version of [3, 9]) assertProblem(await restore(version), 404, 'BOOTSTRAP_SCRIPT_NOT_FOUND');
    const hashOf = (content: string) => createHash('sha256').update(content).digest('hex');
    const { json } = await me.call('GET', `${address}/revisions`);
    expect(json).toMatchObject([
      { version: 4, change: 'created', sha256: hashOf('one'), previous_sha256: null, size: 3 },
      { version: 3, change: 'deleted', sha256: null, previous_sha256: hashOf('two'), size: null },
      { version: 2, change: 'changed', sha256: hashOf('two'), previous_sha256: hashOf('one') },
      { version: 1, change: 'created', actor: { kind: 'user', id: ids['outsider'] } },
    ]);
    assertProblem(await as('alice').call('GET', `${address}/revisions`), 404, 'NOT_FOUND');
  });
});

describe('a config bundle over HTTP', () => {
  interface Bundle {
    readonly sha256: string;
    readonly content_base64: string;
    readonly secrets: readonly string[];
  }

  it('has all that holds for a run, by its address, for whom it was made and nobody else', async () => {
    await make('bob', addressOf.user(), { path: '.netrc', content: 'x {{secret:token.txt}}', mode: '600' });
    const address = `/api/data/projects/${ids['project']}/config-bundles`;
    const made = await as('bob').call('POST', address, { json: {} });
    const { sha256, secrets } = made.json as Bundle;
    expect([made.status, secrets]).toEqual([201, ['token.txt']]);
    expect(made.headers.get('location')).toBe(`/api/data/config-bundles/${sha256}`);
    expect((await as('bob').call('POST', address, { json: {} })).json).toMatchObject({ sha256 });
    const { json } = await as('bob').call('GET', `/api/data/config-bundles/${sha256}`);
    const content = Buffer.from((json as Bundle).content_base64, 'base64');
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    const files = await readTar(content);
    expect(files.find(({ path }) => path === 'home/.netrc')).toMatchObject({ mode: 0o600 });
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['bootstrap/00-domain.sh', 'bootstrap/03-user.sh', 'settings/composed.json']),
    );
    expect((await as('admin').call('GET', `/api/data/config-bundles/${sha256}`)).status).toBe(200);
    for (const name of ['alice', 'outsider']) {
      const answer = await as(name).call('GET', `/api/data/config-bundles/${sha256}`);
      assertProblem(answer, 404, 'CONFIG_BUNDLE_NOT_FOUND');
    }
    assertProblem(await as('outsider').call('POST', address, { json: {} }), 404, 'NOT_FOUND');
    assertProblem(
      await as('alice').call('POST', address, { json: { user_id: ids['bob'] } }),
      404,
      'NOT_FOUND',
    );
  });
});

describe('dotfiles over HTTP', () => {
  it.each(table)('of a %s are for whom they should be', async (owner, expected) => {
    for (const [name, statuses] of Object.entries(expected)) {
      const address = addressOf[owner]();
      const list = await as(name).call('GET', address);
      const create = await as(name).call('POST', address, { json: { path: `.by-${name}`, content: '' } });
      expect([name, list.status, create.status]).toEqual([name, ...statuses]);
    }
    assertProblem(
      await createHttpClient(service.url).call('GET', addressOf[owner]()),
      401,
      'UNAUTHENTICATED',
    );
  });

  it('carry any bytes, and say what is used', async () => {
    const bytes = Buffer.from([0, 1, 255]).toString('base64');
    const { id } = await make('bob', addressOf.user(), { path: 'bin', content: bytes, encoding: 'base64' });
    const { json } = await as('bob').call('GET', `${addressOf.user()}/${id}`);
    expect(json).toMatchObject({ content: bytes, encoding: 'base64', size: 3, mode: '644' });
    expect(json).toMatchObject({ usage: { files_limit: 100, bytes_limit: 65_536 } });
    const faulty = { path: 'x', content: '%%%', encoding: 'base64' };
    assertProblem(await as('bob').call('POST', addressOf.user(), { json: faulty }), 400, 'VALIDATION_FAILED');
    const large = { path: 'x', content: 'x'.repeat(65_537) };
    assertProblem(await as('bob').call('POST', addressOf.user(), { json: large }), 413, 'DOTFILES_TOO_LARGE');
    const outside = { path: '../x', content: '' };
    assertProblem(
      await as('bob').call('POST', addressOf.user(), { json: outside }),
      422,
      'DOTFILE_PATH_REFUSED',
    );
  });

  it('say what is used and may be, whatever is read of them', async () => {
    const address = addressOf.project();
    const { json: usage } = await as('admin').call('GET', `${address}-usage`);
    expect(usage).toMatchObject({ files_limit: 100, bytes_limit: 65_536, path_length_limit: 1_024 });
    const { files, bytes } = usage as { readonly files: number; readonly bytes: number };
    expect((await as('admin').call('GET', `${address}?size=1`)).headers.get('x-usage')).toBe(
      `files=${files};limit=100, bytes=${bytes};limit=65536, bytes-per-file;limit=65536, path-length;limit=1024`,
    );
    const diff = await as('admin').call('GET', `${address}-diff?from_id=${domain}`);
    expect(diff.json).toMatchObject({ usage });
    const config = await as('bob').call('GET', `/api/data/projects/${ids['project']}/effective-config`);
    const { layers, usage: all } = config.json as { readonly layers: object[]; readonly usage: object[] };
    expect(all).toMatchObject(layers.map((owner) => ({ owner, files_limit: 100, bytes_limit: 65_536 })));
    expect(all).toContainEqual({ ...(usage as object), owner: { type: 'project', id: ids['project'] } });
  });

  it('keep what is in them when a step does not say it, and are not made of nothing', async () => {
    const address = addressOf.user();
    const { id } = await make('bob', address, { path: 'kept', content: 'all of it' });
    const change = (step: object) =>
      as('bob').call('POST', `${address}-changes`, { json: { steps: [step] } });
    const changed = await change({ op: 'put', path: 'kept', mode: '600' });
    expect([changed.status, changed.json]).toMatchObject([200, [{ id, mode: '600', size: 9, version: 2 }]]);
    expect((await as('bob').call('GET', `${address}/${id}`)).json).toMatchObject({ content: 'all of it' });
    const refused = assertProblem(await change({ op: 'create', path: 'empty' }), 400, 'VALIDATION_FAILED');
    expect(refused.details).toMatchObject({
      errors: [{ pointer: '#/body/steps/0/content', rule: 'required' }],
    });
    assertProblem(await change({ op: 'put', path: 'empty', mode: '600' }), 404, 'DOTFILE_NOT_FOUND');
    expect((await change({ op: 'create', path: 'empty', content: '' })).status).toBe(200);
  });

  it('are put at a path by whoever knows what is there, or does not care', async () => {
    const address = `${addressOf.user()}?path=./put/here`;
    const put = (content: string, headers: Record<string, string> = {}) =>
      as('bob').call('PUT', address, { json: { content }, headers });
    assertProblem(await put('x', { 'If-Match': '*' }), 404, 'DOTFILE_NOT_FOUND');
    const made = await put('one', { 'If-None-Match': '*' });
    const { id } = made.json as Made;
    expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([
      ...[201, `${addressOf.user()}/${id}`, '"1"'],
    ]);
    assertProblem(await put('x', { 'If-None-Match': '*' }), 412, 'PRECONDITION_FAILED');
    const changed = await put('two', { 'If-Match': '"1"' });
    expect([changed.status, changed.json]).toMatchObject([200, { id, path: 'put/here', version: 2 }]);
    assertProblem(await put('x', { 'If-Match': '"1"' }), 412, 'PRECONDITION_FAILED');
    assertProblem(await put('x'), 428, 'PRECONDITION_REQUIRED');
    expect((await put('three', { 'If-Match': '*' })).json).toMatchObject({
      id,
      content: 'three',
      version: 3,
    });
    assertProblem(
      await as('bob').call('PUT', addressOf.user(), { json: { content: '' } }),
      400,
      'VALIDATION_FAILED',
    );
    const change = (step: object) =>
      as('bob').call('POST', `${addressOf.user()}-changes`, { json: { steps: [step] } });
    assertProblem(await change({ op: 'rename', path: 'put/here' }), 400, 'VALIDATION_FAILED');
    assertProblem(await change({ op: 'put', path: 'put/here', to: 'x' }), 400, 'VALIDATION_FAILED');
    const stale = { op: 'rename', path: 'put/here', to: 'put/there', version: 2 };
    assertProblem(await change(stale), 412, 'PRECONDITION_FAILED');
    const renamed = await change({ ...stale, version: 3 });
    expect([renamed.status, renamed.json]).toMatchObject([
      200,
      [{ id, path: 'put/there', mount_clashes: [] }],
    ]);
    assertProblem(await change({ op: 'delete', path: 'put/there', version: 3 }), 412, 'PRECONDITION_FAILED');
    expect((await change({ op: 'delete', path: 'put/there', version: 4 })).status).toBe(200);
  });

  it('are compared with those of another owner that the caller sees, and with what they were', async () => {
    const { id } = await make('admin', addressOf.project(), { path: 'compared', content: 'one\n' });
    const address = addressOf.project();
    await as('admin').call('PATCH', `${address}/${id}`, {
      json: { content: 'two\n' },
      headers: { 'If-Match': '"1"' },
    });
    const { json } = await as('bob').call('GET', `${address}/${id}/diff?from=1&to=2`);
    expect(json).toMatchObject({
      from: { version: 1 },
      to: { version: 2 },
      patch: expect.stringContaining('-one\n+two'),
    });
    const ofDomain = await as('bob').call('GET', `${address}-diff?from_id=${domain}`);
    expect(JSON.stringify(ofDomain.json)).toContain('"path":"compared","change":"added"');
    const group = `${address}-diff?from_type=group&from_id=${ids['group']}`;
    expect((await as('alice').call('GET', group)).status).toBe(200);
    assertProblem(await as('bob').call('GET', group), 404, 'NOT_FOUND');
  });

  it('compose for a run, and each file says where it comes from', async () => {
    for (const owner of ['domain', 'group', 'project'] as const) {
      await make('admin', addressOf[owner](), { path: '.profile', content: owner });
    }
    await make('bob', addressOf.user(), { path: 'notes/own', content: 'bob' });
    const address = `/api/data/projects/${ids['project']}/effective-config`;
    const config = (await as('bob').call('GET', `${address}?mounts=notes`)).json as Effective;
    expect(config.layers.map(({ type }) => type)).toEqual(['domain', 'group', 'project', 'user']);
    const profile = config.files.find(({ path }) => path === '.profile');
    expect([profile?.from.type, profile?.shadows.map(({ from }) => from.type)]).toEqual([
      'project',
      ['group', 'domain'],
    ]);
    expect(config.mount_clashes).toEqual([{ path: 'notes/own', mount: 'notes', kind: 'hidden' }]);
    const ofBob = `${address}?user_id=${ids['bob']}`;
    expect((await as('admin').call('GET', ofBob)).status).toBe(200);
    const byUser = `${address}?user=${ids['bob']}`;
    expect((await as('admin').call('GET', byUser)).json).toEqual((await as('admin').call('GET', ofBob)).json);
    expect((await as('admin').call('GET', `${byUser}&user_id=${ids['bob']}`)).status).toBe(200);
    const two = `${byUser}&user_id=${ids['alice']}`;
    assertProblem(await as('admin').call('GET', two), 400, 'VALIDATION_FAILED');
    assertProblem(await as('alice').call('GET', byUser), 404, 'NOT_FOUND');
    assertProblem(await as('alice').call('GET', ofBob), 404, 'NOT_FOUND');
    assertProblem(await as('outsider').call('GET', address), 404, 'NOT_FOUND');
  });

  it('do not come along with the copy that a stranger makes of a public project', async () => {
    const project = await make('admin', '/api/data/projects', {
      ...{ namespace: 'lab', name: 'Open', visibility: 'public' },
    });
    await make('admin', `/api/data/projects/${project.id}/dotfiles`, { path: '.profile', content: 'inner' });
    const switches = await as('admin').call('GET', '/api/data/platform/authorization-config');
    const everyone = { who: 'everyone', user_ids: [] };
    const opened = await as('admin').call('PUT', '/api/data/platform/authorization-config', {
      json: { group_creators: everyone, project_creators: everyone },
      headers: { 'If-Match': switches.headers.get('etag') ?? '' },
    });
    expect([opened.status, opened.text]).toEqual([200, expect.any(String)]);
    const copy = await make('outsider', `/api/data/projects/${project.id}/copies`, { namespace: 'outsider' });
    expect((await as('outsider').call('GET', `/api/data/projects/${copy.id}/dotfiles`)).json).toEqual([]);
  });

  it('go with their project, and come along with its copy', async () => {
    const project = await make('admin', '/api/data/projects', { namespace: 'lab', name: 'Short lived' });
    const address = `/api/data/projects/${project.id}`;
    await make('admin', `${address}/dotfiles`, { path: '.profile', content: 'x' });
    const copy = await make('admin', `${address}/copies`, { namespace: 'lab', slug: 'copied' });
    expect((await as('admin').call('GET', `/api/data/projects/${copy.id}/dotfiles`)).json).toMatchObject([
      { path: '.profile' },
    ]);
    const preview = (await as('admin').call('GET', `${address}/deletion-preview`)).json;
    expect(JSON.stringify(preview)).toContain('dotfiles');
  });
});
