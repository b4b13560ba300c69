import { type Pair, signed } from '@ashlar/authn/testing';
import {
  type Answer,
  assertProblem,
  createHttpClient,
  type HttpClient,
  readRoleTable,
  verdictOf,
  walkContract,
  writeRoleTable,
} from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import { startDataApi } from '../src/index.js';

interface Made {
  readonly id: string;
}
interface Credential extends Pair {
  readonly id: string;
}
interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: object;
}

const people = ['owner', 'editor', 'viewer', 'domain-admin', 'other-admin', 'admin', 'member', 'outsider'];
const defaultDomain = '00000000-0000-7000-8000-000000000001';
let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
const clients = new Map<string, HttpClient>();
const ids = new Map<string, string>();
const pairs = new Map<string, Credential>();

/** What is there, or the spec is wrong. */
function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`there is no ${name}`);
  return value;
}
const as = (name: string): HttpClient => known(clients, name);

beforeAll(async () => {
  const users = people
    .filter((name) => !['admin', 'outsider'].includes(name))
    .map((username) => ({ username, realmRoles: ['ashlar-user'] }));
  [identity, testDatabase] = await Promise.all([startIdentityProvider({ users }), createTestDatabase()]);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_KEY_PAIR_KEYS: randomBytes(32).toString('base64'),
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  const anybody = createHttpClient(service.url);
  for (const name of people) {
    const client = anybody.as(await identity.issueToken(name));
    clients.set(name, client);
    ids.set(name, ((await client.call('GET', '/api/data/user')).json as Made).id);
    pairs.set(name, await keyPairOf(name));
  }
  const other = await make('admin', '/api/data/domains', { slug: 'other', name: 'Other' });
  ids.set('other', other.id);
  await join('domains', defaultDomain, 'domain-admin', 'admin');
  await join('domains', other.id, 'other-admin', 'admin');
  const group = await make('admin', '/api/data/groups', {
    parent_id: defaultDomain,
    slug: 'lab',
    name: 'Lab',
  });
  await join('groups', group.id, 'owner', 'owner');
  const project = await make('admin', '/api/data/projects', { namespace: 'lab', name: 'Beam' });
  ids.set('project', project.id);
  await join('projects', project.id, 'editor', 'editor');
  await join('projects', project.id, 'viewer', 'viewer');
  const open = await make('admin', '/api/data/projects', {
    ...{ namespace: 'lab', name: 'Open', visibility: 'public' },
  });
  ids.set('open', open.id);
  // Who makes something owns it; as an administrator alone they should be in the table.
  await leave('projects', project.id, 'admin');
  await leave('projects', open.id, 'admin');
  await leave('groups', group.id, 'admin');
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
}, 30_000);

async function make(name: string, path: string, json: object): Promise<Made> {
  const answer = await as(name).call('POST', path, { json });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.json as Made;
}

async function join(collection: string, id: string, name: string, role: string): Promise<void> {
  const path = `/api/data/${collection}/${id}/members/${known(ids, name)}`;
  const put = (headers: Record<string, string>) =>
    as('admin').call('PUT', path, { json: { kind: 'user', role }, headers });
  const made = await put({ 'If-None-Match': '*' });
  // A member of their home domain already gets another role.
  const answer = made.status === 412 ? await put({ 'If-Match': '*' }) : made;
  expect([answer.text, [200, 201].includes(answer.status)]).toEqual([answer.text, true]);
}

async function leave(collection: string, id: string, name: string): Promise<void> {
  const path = `/api/data/${collection}/${id}/members/${known(ids, name)}`;
  const { status } = await as('admin').call('DELETE', path, { headers: { 'If-Match': '*' } });
  expect([collection, [204, 404].includes(status)]).toEqual([collection, true]);
}

async function keyPairOf(name: string): Promise<Credential> {
  const { json } = await as(name).call('POST', '/api/data/user/key-pairs', { json: { name: 'spec' } });
  const { id, access_key, secret_key } = json as Record<string, string>;
  return { id: id ?? '', accessKey: access_key ?? '', secretKey: secret_key ?? '' };
}

function targetOf({ path, query = {} }: Call): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

function signature(pair: Pair, call: Call, date?: string): Record<string, string> {
  const contentType = call.json ? 'application/json' : 'text/plain';
  const { authorization, request } = signed(pair, {
    ...{ method: call.method, target: targetOf(call), contentType },
    host: new URL(service.url).host,
    ...(date !== undefined && { date }),
  });
  const header = (name: string): string => request.header(name) ?? '';
  return {
    Authorization: authorization,
    Date: header('date'),
    'Content-Type': contentType,
    'X-BackendAI-Version': header('x-backendai-version'),
  };
}

function withHeaders(call: Call, headers: Record<string, string>): Promise<Answer> {
  const { method, json } = call;
  return createHttpClient(service.url).call(method, targetOf(call), { ...(json && { json }), headers });
}

const signedBy = (pair: Pair, call: Call): Promise<Answer> => withHeaders(call, signature(pair, call));
const by = (name: string, call: Call): Promise<Answer> => signedBy(known(pairs, name), call);

/** The way of each caller of the table: signed; with the token of a login; or with nothing. */
function ask(caller: string, call: Call): Promise<Answer> {
  if (caller === 'anonymous') return withHeaders(call, {});
  const [name = '', how] = caller.split(' ');
  if (how !== 'token') return by(name, call);
  return as(name).call(call.method, targetOf(call), call.json ? { json: call.json } : {});
}

/**
 * Who may do what, over HTTP. Columns: people who sign with a key pair; `admin token` is an administrator of the platform
 * with a login, `admin` the same person with a key pair, which lends that to no program. All have their home in the domain
 * `default`, of which `domain-admin` is an administrator; `other-admin` is one of the domain `other`. `owner`, `editor` and
 * `viewer` are those of the private project lab/beam; `open` is a public project that all see. `for owner`: somebody acts
 * for the owner under their key.
 */
const table = `
operation          | owner | editor | viewer | domain-admin | admin token | admin | other-admin | member | outsider | anonymous
read group         | yes   | yes    | yes    | yes          | yes         | 404   | 404         | 404    | 404      | 401
write group        | yes   | yes    | 403    | yes          | yes         | 404   | 404         | 404    | 404      | 401
read group open    | yes   | 403    | 403    | yes          | yes         | 403   | 403         | 403    | 403      | 401
write group open   | yes   | 403    | 403    | yes          | yes         | 403   | 403         | 403    | 403      | 401
read domain        | yes   | yes    | yes    | yes          | yes         | yes   | yes         | yes    | yes      | 401
write domain       | 403   | 403    | 403    | yes          | yes         | 403   | 403         | 403    | 403      | 401
read domain other  | 404   | 404    | 404    | 404          | yes         | 404   | yes         | 404    | 404      | 401
write domain other | 404   | 404    | 404    | 404          | yes         | 404   | yes         | 404    | 404      | 401
read user          | yes   | yes    | yes    | yes          | yes         | yes   | yes         | yes    | yes      | 401
write user         | yes   | yes    | yes    | yes          | yes         | yes   | yes         | yes    | yes      | 401
read for owner     | yes   | 404    | 404    | yes          | yes         | 404   | 404         | 404    | 404      | 401
write for owner    | yes   | 404    | 404    | yes          | yes         | 404   | 404         | 404    | 404      | 401
read script        | yes   | yes    | yes    | yes          | yes         | yes   | yes         | yes    | yes      | 401
write script       | yes   | yes    | yes    | yes          | yes         | yes   | yes         | yes    | yes      | 401
version            | yes   | yes    | yes    | yes          | yes         | yes   | yes         | yes    | yes      | yes
`;

interface Place {
  readonly path: string;
  readonly names: Readonly<Record<string, string>>;
}
const places: Readonly<Record<string, () => Place>> = {
  group: () => ({ path: '/group-config/dotfiles', names: { group: 'lab/beam', domain: 'default' } }),
  'group open': () => ({ path: '/group-config/dotfiles', names: { group: known(ids, 'open') } }),
  domain: () => ({ path: '/domain-config/dotfiles', names: { domain: 'default' } }),
  'domain other': () => ({ path: '/domain-config/dotfiles', names: { domain: 'other' } }),
  user: () => ({ path: '/user-config/dotfiles', names: {} }),
  'for owner': () => ({
    path: '/user-config/dotfiles',
    names: { owner_access_key: known(pairs, 'owner').accessKey },
  }),
};

const body = (file: string, names: object, data = 'x'): object => ({
  ...{ path: file, data, permission: '640' },
  ...names,
});

/** All that an operation of the table does; they agree on who may. */
async function verdictsOf(operation: string, caller: string): Promise<readonly Answer[]> {
  if (operation === 'version') return [await ask(caller, { method: 'GET', path: '/' })];
  const [what = '', ...rest] = operation.split(' ');
  if (rest.join(' ') === 'script') {
    const path = '/user-config/bootstrap-script';
    return [
      what === 'read'
        ? await ask(caller, { method: 'GET', path })
        : await ask(caller, { method: 'POST', path, json: { script: '#!/bin/sh' } }),
    ];
  }
  const { path, names } = known(new Map(Object.entries(places)), rest.join(' '))();
  const file = `.by-${caller.replace(' ', '-')}`;
  if (what === 'read') return [await ask(caller, { method: 'GET', path, query: names })];
  return [
    await ask(caller, { method: 'POST', path, json: body(file, names) }),
    await ask(caller, { method: 'PATCH', path, json: body(file, names, 'y') }),
    await ask(caller, { method: 'DELETE', path, query: { path: file, ...names } }),
  ];
}

describe('who may, on the paths of Backend.AI', () => {
  it('is as the table says, cell by cell', async () => {
    const expected = readRoleTable(table);
    const found = [];
    for (const cell of expected) {
      const verdicts = (await verdictsOf(cell.operation, cell.caller)).map(verdictOf);
      found.push({ ...cell, expected: [...new Set(verdicts)].join(' and ') });
    }
    expect(writeRoleTable(found)).toBe(writeRoleTable(expected));
  }, 120_000);

  it('is one and the same 404 for what is hidden and what is not there', async () => {
    const group = (name: object): Call => ({
      ...{ method: 'GET', path: '/group-config/dotfiles' },
      query: { group: 'lab/beam', ...name },
    });
    const answers = await Promise.all([
      by('outsider', group({})),
      by('outsider', group({ group: 'lab/nothing' })),
      by('outsider', group({ group: known(ids, 'project') })),
      by('outsider', group({ group: 'Beam' })),
      by('owner', group({ domain: 'other' })),
      by('owner', group({ domain: 'nowhere' })),
    ]);
    const said = answers.map((answer) => {
      const { detail, title, details } = assertProblem(answer, 404, 'PROJECT_NOT_FOUND');
      return JSON.stringify({ detail, title, details });
    });
    expect(new Set(said).size).toBe(1);
    const ofUser = (owner_access_key: string): Call => ({
      ...{ method: 'GET', path: '/user-config/dotfiles', query: { owner_access_key } },
    });
    const unknown = assertProblem(await by('member', ofUser('A'.repeat(20))), 404, 'NOT_FOUND');
    const refused = assertProblem(
      await by('member', ofUser(known(pairs, 'owner').accessKey)),
      404,
      'NOT_FOUND',
    );
    expect(refused.detail).toBe(unknown.detail);
    const domain = (name: string): Call => ({
      ...{ method: 'GET', path: '/domain-config/dotfiles', query: { domain: name } },
    });
    const hidden = assertProblem(await by('member', domain('other')), 404, 'DOMAIN_NOT_FOUND');
    expect(assertProblem(await by('member', domain('none')), 404, 'DOMAIN_NOT_FOUND').detail).toBe(
      hidden.detail,
    );
  });

  it('names a group in every way that people do', async () => {
    const spellings: readonly Readonly<Record<string, string>>[] = [
      { group: known(ids, 'project') },
      { groupId: known(ids, 'project') },
      { group_id: known(ids, 'project'), domain: 'nowhere' },
      { group: 'lab/beam' },
      { group: 'LAB/Beam', domain: 'DEFAULT' },
      { group: 'Beam', domain: defaultDomain },
    ];
    for (const query of spellings) {
      const { status } = await by('viewer', { method: 'GET', path: '/group-config/dotfiles', query });
      expect([query, status]).toEqual([query, 200]);
    }
    const nameless = await by('viewer', { method: 'GET', path: '/group-config/dotfiles' });
    assertProblem(nameless, 400, 'VALIDATION_FAILED');
  });

  it('keeps who acted for whom', async () => {
    const { accessKey } = known(pairs, 'owner');
    const json = body('.delegated', { owner_access_key: accessKey });
    expect((await by('domain-admin', { method: 'POST', path: '/user-config/dotfiles', json })).status).toBe(
      200,
    );
    expect((await by('owner', { method: 'PATCH', path: '/user-config/dotfiles', json })).status).toBe(200);
    const mine = `/api/data/users/${known(ids, 'owner')}/dotfiles`;
    const [file] = (await as('owner').call('GET', `${mine}?path=.delegated`)).json as Made[];
    const { json: revisions } = await as('owner').call('GET', `${mine}/${file?.id}/revisions?sort=version`);
    expect(revisions).toMatchObject([
      {
        ...{ version: 1, actor: { kind: 'user', id: known(ids, 'domain-admin') } },
        reason: `on behalf of user ${known(ids, 'owner')}, named by key pair ${accessKey}`,
      },
      { version: 2, actor: { kind: 'user', id: known(ids, 'owner') }, reason: null },
    ]);
  });
});

describe('the shapes of Backend.AI', () => {
  const path = '/user-config/dotfiles';
  const one = (file: string): Call => ({ method: 'GET', path, query: { path: file } });

  it('are those that its clients read', async () => {
    const json = body('.vimrc', {}, 'set nu');
    const made = await by('editor', { method: 'POST', path, json });
    expect([made.status, made.json]).toEqual([200, {}]);
    expect((await by('editor', one('.vimrc'))).json).toEqual({ path: '.vimrc', data: 'set nu', perm: '640' });
    const all = [{ path: '.vimrc', data: 'set nu', permission: '640' }];
    expect((await by('editor', { method: 'GET', path })).json).toEqual(all);
    expect((await by('editor', { method: 'GET', path, query: { path: '' } })).json).toEqual(all);
    const changed = { ...json, data: '', permission: '600' };
    expect((await by('editor', { method: 'PATCH', path, json: changed })).json).toEqual({});
    expect((await by('editor', one('./.vimrc'))).json).toEqual({ path: '.vimrc', data: '', perm: '600' });
    const gone = await by('editor', { method: 'DELETE', path, query: { path: '.vimrc' } });
    expect([gone.status, gone.json]).toEqual([200, { success: true }]);
    expect((await by('editor', { method: 'GET', path })).json).toEqual([]);
  });

  it('come with errors that say what is wrong', async () => {
    const json = body('.twice', {});
    await by('editor', { method: 'POST', path, json });
    assertProblem(await by('editor', { method: 'POST', path, json }), 409, 'DOTFILE_EXISTS');
    const missing = body('.missing', {});
    for (const call of [
      { method: 'PATCH', path, json: missing },
      { method: 'DELETE', path, query: { path: '.missing' } },
      one('.missing'),
    ] as const) {
      assertProblem(await by('editor', call), 404, 'DOTFILE_NOT_FOUND');
    }
    const large = body('.large', {}, 'x'.repeat(65_537));
    assertProblem(await by('editor', { method: 'POST', path, json: large }), 413, 'DOTFILES_TOO_LARGE');
    for (const refused of ['../x', '/home/work/.bashrc', '.ssh/authorized_keys']) {
      const answer = await by('editor', { method: 'POST', path, json: body(refused, {}) });
      assertProblem(answer, 422, 'DOTFILE_PATH_REFUSED');
    }
    for (const permission of ['0644', '888', 'rwx']) {
      const answer = await by('editor', { method: 'POST', path, json: { ...body('.x', {}), permission } });
      assertProblem(answer, 400, 'VALIDATION_FAILED');
    }
  });

  it('hold bytes that are no text as base64, and say so', async () => {
    const content = Buffer.from([0, 1, 255]).toString('base64');
    await make('viewer', `/api/data/users/${known(ids, 'viewer')}/dotfiles`, {
      ...{ path: 'bin', content, encoding: 'base64', mode: '700' },
    });
    expect((await by('viewer', one('bin'))).json).toEqual({
      ...{ path: 'bin', data: content, encoding: 'base64', perm: '700' },
    });
  });

  it('change only the version that is sent, when one is', async () => {
    const json = body('.versioned', {});
    await by('viewer', { method: 'POST', path, json });
    const tag = (await by('viewer', one('.versioned'))).headers.get('etag') ?? '';
    const change = (json2: object) => {
      const call = { method: 'PATCH', path, json: json2 } as const;
      return withHeaders(call, { ...signature(known(pairs, 'viewer'), call), 'If-Match': tag });
    };
    expect((await change({ ...json, data: 'one' })).status).toBe(200);
    assertProblem(await change({ ...json, data: 'two' }), 412, 'PRECONDITION_FAILED');
  });

  it('have one script each, as a bare string', async () => {
    const script: Call = { method: 'GET', path: '/user-config/bootstrap-script' };
    expect((await by('editor', { ...script, method: 'POST', json: { script: ' echo hi\n' } })).json).toEqual(
      {},
    );
    expect((await by('editor', script)).json).toBe('echo hi');
    await by('editor', { ...script, method: 'POST', json: { script: '' } });
    expect((await by('editor', script)).text).toBe('""');
    const json = { script: 'x'.repeat(65_537) };
    assertProblem(await by('editor', { ...script, method: 'POST', json }), 413, 'BOOTSTRAP_SCRIPT_TOO_LARGE');
  });

  it('list what administrators ask for, under the key as clients spell it', async () => {
    const query = { onwer_access_key: known(pairs, 'viewer').accessKey };
    const answer = await by('domain-admin', { method: 'GET', path, query });
    expect(answer.text).toContain('.versioned');
  });
});

describe('a signed request over HTTP', () => {
  const call: Call = { method: 'GET', path: '/user-config/dotfiles' };

  it('is 401 when anything is wrong with it, and never anonymous', async () => {
    const { accessKey } = known(pairs, 'owner');
    const wrong = { accessKey, secretKey: randomBytes(30).toString('base64url') };
    assertProblem(await signedBy(wrong, call), 401, 'UNAUTHENTICATED');
    const headers = signature(known(pairs, 'owner'), call);
    assertProblem(await withHeaders({ ...call, method: 'DELETE' }, headers), 401, 'UNAUTHENTICATED');
    for (const Authorization of ['BackendAI', 'BackendAI credential=x']) {
      assertProblem(await withHeaders(call, { ...headers, Authorization }), 401, 'UNAUTHENTICATED');
    }
    const old = new Date(Date.now() - 3_600_000).toISOString();
    const late = signature(known(pairs, 'owner'), call, old);
    assertProblem(await withHeaders(call, late), 401, 'UNAUTHENTICATED');
    expect((await withHeaders(call, headers)).status).toBe(200);
  });

  it('counts once, also with another body', async () => {
    const post: Call = { method: 'POST', path: call.path, json: body('.once', {}) };
    const headers = signature(known(pairs, 'member'), post);
    expect((await withHeaders(post, headers)).status).toBe(200);
    const again = { ...post, json: body('.again', {}) };
    assertProblem(await withHeaders(again, headers), 401, 'UNAUTHENTICATED');
    expect((await by('member', call)).text).not.toContain('.again');
  });

  it('counts on these paths and nowhere else', async () => {
    for (const path of ['/api/data/user', '/api/data/user/key-pairs', '/api/data/projects']) {
      assertProblem(await by('owner', { method: 'GET', path }), 401, 'UNAUTHENTICATED');
    }
  });

  it('ends with its key pair', async () => {
    const pair = await keyPairOf('member');
    expect((await signedBy(pair, call)).status).toBe(200);
    const address = `/api/data/user/key-pairs/${pair.id}`;
    expect((await as('member').call('GET', address)).text).not.toContain(pair.secretKey);
    assertProblem(await as('outsider').call('GET', address), 404, 'KEY_PAIR_NOT_FOUND');
    const gone = await as('member').call('DELETE', address, { headers: { 'If-Match': '*' } });
    expect(gone.status).toBe(204);
    assertProblem(await signedBy(pair, call), 401, 'UNAUTHENTICATED');
  });
});

it('the dialect keeps what of the conventions it shares', async () => {
  const { walked, faults } = await walkContract({
    baseUrl: service.url,
    documentPath: '/api/data/spec.json',
    tokens: {
      all: await identity.issueToken('admin'),
      expired: await identity.issueToken('admin', { ttlSeconds: -60 }),
    },
    where: ({ tags }) => tags.includes('backend-ai'),
    values: { fields: { group: () => 'lab/beam', domain: () => 'default' } },
  });
  expect(faults).toEqual([]);
  expect(Object.keys(walked)).toHaveLength(15);
}, 60_000);
