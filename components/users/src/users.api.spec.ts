import { newId } from '@ashlar/database';
import { type Answer, assertProblem, type HttpClient, walkContract } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, eventually, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import type { OwnedByUsers } from './index.js';
import { adminOf, makeProvided, type Service, startService } from './users.fixture.js';

let idp: IdentityProvider;
let testDatabase: TestDatabase;
let service: Service;
let provider: Awaited<ReturnType<typeof adminOf>>;
let alice: HttpClient;
let bob: HttpClient;
let admin: HttpClient;
const ids: Record<string, string> = {};
const shelves = new Map<string, string[]>();
const owned: OwnedByUsers = {
  name: 'shelves',
  preview: async (_, userId) => [{ kind: 'shelves', ids: shelves.get(userId) ?? [] }],
  reassign: async () => 'done',
  remove: async () => 'done',
};

beforeAll(async () => {
  [idp, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  provider = await adminOf(idp);
  service = await startService(testDatabase.urlFor('data'), idp, { owned: [owned], rememberForMs: 50 });
  [alice, bob, admin] = await Promise.all([service.as('alice'), service.as('bob'), service.as('admin')]);
  for (const [name, client] of Object.entries({ alice, bob, admin })) {
    ids[name] = idOf(await client.call('GET', '/api/data/user'));
  }
}, 60_000);
afterAll(async () => {
  await service.stop();
  await idp.stop();
  await testDatabase.drop();
});

const idOf = ({ json }: Answer): string => (json as { id: string }).id;
const any = { 'If-Match': '*' };

/** Somebody who has called. */
async function newcomer(name: string): Promise<{ readonly id: string; readonly client: HttpClient }> {
  await makeProvided(provider, name);
  const client = await service.as(name);
  return { client, id: idOf(await client.call('GET', '/api/data/user')) };
}

async function sql(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  await client.query(text, values);
  await client.end();
}

async function secretOf(client: HttpClient): Promise<string> {
  const json = { name: 'laptop', scopes: ['read'] };
  const { json: made } = await client.call('POST', '/api/data/user/tokens', { json });
  return (made as { token: string }).token;
}

const tokenOf = async (client: HttpClient): Promise<HttpClient> => client.as(await secretOf(client));

it('the routes keep the conventions', async () => {
  const project = await service.makeProject([ids['admin'] ?? '']);
  const crowd = Array.from({ length: 60 }, () => newId());
  await sql(
    `insert into users.users (id, issuer, subject, username) select id, 'https://id.example.org', id, 'walk-' || id
     from unnest($1::uuid[]) id`,
    [crowd],
  );
  const { walked, faults } = await walkContract({
    baseUrl: service.server.url,
    documentPath: '/api/data/spec.json',
    tokens: {
      all: await idp.issueToken('admin'),
      expired: await idp.issueToken('admin', { ttlSeconds: -60 }),
    },
    values: { parameters: { user_id: () => crowd.pop() ?? '' }, fields: { id: () => project } },
  });
  expect(faults).toEqual([]);
  expect(Object.keys(walked)).toEqual(
    expect.arrayContaining(['updateUser', 'updatePreferences', 'unpinProject', 'exportUser', 'deleteUser']),
  );
}, 60_000);

describe('the profile', () => {
  it('is the caller’s to change, and no more than the profile', async () => {
    const { headers } = await alice.call('GET', '/api/data/user');
    const change = { display_name: 'Ali', affiliation: 'Optics', website: 'https://alice.example.org' };
    const version = { 'If-Match': headers.get('etag') ?? '' };
    const changed = await alice.call('PATCH', '/api/data/user', { json: change, headers: version });
    expect(changed.json).toMatchObject({ ...change, username: 'alice', about: null });
    assertProblem(
      await alice.call('PATCH', '/api/data/user', { json: change, headers: version }),
      412,
      'PRECONDITION_FAILED',
    );
    assertProblem(
      await alice.call('PATCH', '/api/data/user', { json: change }),
      428,
      'PRECONDITION_REQUIRED',
    );
    const cleared = { json: { website: null }, headers: any };
    expect((await alice.call('PATCH', '/api/data/user', cleared)).json).toMatchObject({
      display_name: 'Ali',
      website: null,
    });
    assertProblem(
      await alice.call('PATCH', '/api/data/user', { json: { email: 'x@example.org' }, headers: any }),
      400,
      'VALIDATION_FAILED',
    );
  });

  it('survives what the provider says later', async () => {
    const token = await idp.issueToken('alice', { claims: { name: 'Alice Renamed' } });
    const later = await alice.as(token).call('GET', '/api/data/user');
    expect(later.json).toMatchObject({ full_name: 'Alice Renamed', display_name: 'Ali' });
  });
});

describe('other users', () => {
  const publicFields = ['about', 'affiliation', 'display_name', 'full_name', 'id', 'username', 'website'];

  it('are seen without what is private, by everybody but administrators', async () => {
    const seen = await bob.call('GET', `/api/data/users/${ids['alice']}`);
    expect(Object.keys(seen.json as object).sort()).toEqual(publicFields);
    const own = await bob.call('GET', `/api/data/users/${ids['bob']}`);
    expect(own.json).toMatchObject({ email: 'bob@example.org', status: 'active' });
    const whole = await admin.call('GET', `/api/data/users/${ids['alice']}`);
    expect(whole.json).toMatchObject({ email: 'alice@example.org', issuer: idp.issuer, status: 'active' });
    const reader = await service.as('notebooks');
    const byService = await reader.call('GET', `/api/data/users/${ids['alice']}`);
    expect(Object.keys(byService.json as object).sort()).toEqual(publicFields);
  });

  it('are listed for administrators, in pages and with filters', async () => {
    const names = async (query: string): Promise<string[]> =>
      ((await admin.call('GET', `/api/data/users?${query}`)).json as { username: string }[]).map(
        ({ username }) => username,
      );
    expect(await names('keyword=ALI')).toEqual(['alice']);
    expect(await names('keyword=%25')).toEqual([]);
    expect(await names('email=Bob@Example.org')).toEqual(['bob']);
    expect(await names('status=active&username=ADMIN')).toEqual(['admin']);
    expect(await names('status=purged')).toEqual([]);
    const issuer = encodeURIComponent(idp.issuer);
    const first = await admin.call(
      'GET',
      `/api/data/users?issuer=${issuer}&sort=-username&size=2&count=true`,
    );
    expect((first.json as { username: string }[]).map(({ username }) => username)).toEqual(['bob', 'alice']);
    const next = /<([^>]*)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect((await admin.call('GET', next)).json).toMatchObject([{ username: 'admin' }]);
  });

  it('are found by others by exactly one exact name or verified address', async () => {
    await newcomer('carol');
    await makeProvided(provider, 'mallory', { email: 'prof@example.org', emailVerified: false });
    await (await service.as('mallory')).call('GET', '/api/data/user');
    const found = async (query: string): Promise<unknown> =>
      (await bob.call('GET', `/api/data/users?${query}`)).json;
    const carol = [expect.objectContaining({ username: 'carol' })];
    expect(await found('username=Carol')).toEqual(carol);
    expect(await found('email=CAROL@example.org')).toEqual(carol);
    expect(JSON.stringify(await found('username=carol'))).not.toContain('@');
    expect(await found('username=caro')).toEqual([]);
    expect(await found('email=prof@example.org')).toEqual([]);
    expect(await found('username=carol&page=1')).toEqual([]);
    for (const query of [
      '',
      'keyword=carol',
      'username=carol&email=carol@example.org',
      'username=carol&status=active',
    ]) {
      assertProblem(await bob.call('GET', `/api/data/users?${query}`), 403, 'FORBIDDEN');
    }
    const counted = await bob.call('GET', '/api/data/users?username=carol&count=true');
    expect(counted.headers.get('x-total-count')).toBe('1');
  });

  it('of one name at two providers are told apart by the provider of the caller', async () => {
    await sql(
      `insert into users.users (id, issuer, subject, username, created_at)
       values ($1, 'https://other.example.org', 'bob', 'BOB', '2020-01-01')`,
      [newId()],
    );
    const found = await alice.call('GET', '/api/data/users?username=bob');
    expect(found.json).toMatchObject([{ id: ids['bob'] }]);
  });
});

describe('a suspension', () => {
  it('ends every credential of the user, and can be lifted', async () => {
    const { id, client } = await newcomer('sue');
    const program = await tokenOf(client);
    expect((await program.call('GET', '/api/data/user')).status).toBe(200);
    const path = `/api/data/users/${id}/suspension`;
    const suspension = { json: { suspended: true }, headers: { 'If-Match': '"1"' } };
    assertProblem(await bob.call('PUT', path, suspension), 403, 'FORBIDDEN');
    const suspended = await admin.call('PUT', path, suspension);
    expect(suspended.json).toMatchObject({
      status: 'disabled',
      suspended_at: expect.any(String),
      version: 2,
    });
    // This process knows at once; what checked the token of the program forgets it in its time.
    const refused = await client.call('GET', '/api/data/user');
    assertProblem(refused, 401, 'USER_DISABLED');
    expect(refused.headers.get('www-authenticate')).toContain('Bearer');
    await eventually(async () => (await program.call('GET', '/api/data/user')).status === 401);
    expect((await bob.call('GET', '/api/data/users?username=sue')).json).toEqual([]);
    assertProblem(await admin.call('PUT', path, suspension), 412, 'PRECONDITION_FAILED');
    const lifted = { json: { suspended: false }, headers: { 'If-Match': '"2"' } };
    expect((await admin.call('PUT', path, lifted)).json).toMatchObject({
      status: 'active',
      suspended_at: null,
    });
    expect((await client.call('GET', '/api/data/user')).status).toBe(200);
    expect((await program.call('GET', '/api/data/user')).status).toBe(200);
  });

  it('is not for oneself', async () => {
    const call = { json: { suspended: true }, headers: any };
    const refused = await admin.call('PUT', `/api/data/users/${ids['admin']}/suspension`, call);
    assertProblem(refused, 409, 'USER_IS_CALLER');
  });

  it('reaches other replicas within what they remember', async () => {
    const { id, client } = await newcomer('rae');
    const secret = await secretOf(client);
    // With the times of production.
    const replica = await startService(testDatabase.urlFor('data'), idp);
    try {
      const there = await replica.as('rae');
      const program = there.as(secret);
      for (const caller of [there, program])
        expect((await caller.call('GET', '/api/data/user')).status).toBe(200);
      const path = `/api/data/users/${id}/suspension`;
      await admin.call('PUT', path, { json: { suspended: true }, headers: any });
      const refused = async (caller: HttpClient): Promise<boolean> =>
        (await caller.call('GET', '/api/data/user')).status === 401;
      await eventually(() => refused(there), { timeoutMs: 15_000, everyMs: 250 });
      await eventually(() => refused(program), { timeoutMs: 15_000, everyMs: 250 });
    } finally {
      await replica.stop();
    }
  }, 60_000);
});

describe('a deletion', () => {
  it('says what it concerns, ends access, and can be taken back without the tokens', async () => {
    const { id, client } = await newcomer('dan');
    const program = await tokenOf(client);
    shelves.set(id, [newId(), newId()]);
    const one = `/api/data/users/${id}`;
    const refused = await admin.call('DELETE', one, { headers: { 'If-Match': '"1"' } });
    const { details } = assertProblem(refused, 409, 'USER_DELETION_UNCONFIRMED');
    const preview = await admin.call('GET', `${one}/deletion-preview`);
    expect(preview.json).toEqual(details);
    expect(preview.json).toMatchObject({ contents: [{ kind: 'shelves', count: 2, outcome: 'removed' }] });
    assertProblem(await bob.call('GET', `${one}/deletion-preview`), 403, 'FORBIDDEN');
    const confirm = (answer: Answer): string => (answer.json as { fingerprint: string }).fingerprint;
    // The preview is of one heir: confirming it confirms nothing else.
    const withHeir = `heir_id=${ids['bob']}`;
    assertProblem(
      await admin.call('DELETE', `${one}?${withHeir}&confirm=${confirm(preview)}`, { headers: any }),
      409,
      'USER_DELETION_UNCONFIRMED',
    );
    const inherited = await admin.call('GET', `${one}/deletion-preview?${withHeir}`);
    expect(inherited.json).toMatchObject({ contents: [{ outcome: 'reassigned' }] });
    const gone = `${one}?${withHeir}&confirm=${confirm(inherited)}`;
    expect((await admin.call('DELETE', gone, { headers: { 'If-Match': '"1"' } })).status).toBe(204);

    assertProblem(await client.call('GET', '/api/data/user'), 401, 'USER_DISABLED');
    assertProblem(await program.call('GET', '/api/data/user'), 401, 'UNAUTHENTICATED');
    assertProblem(await bob.call('GET', one), 404, 'USER_NOT_FOUND');
    expect((await admin.call('GET', one)).json).toMatchObject({
      ...{ status: 'deleted', deleted_by: 'platform', heir_id: ids['bob'], username: 'dan', version: 2 },
    });
    const suspension = { json: { suspended: true }, headers: any };
    assertProblem(await admin.call('PUT', `${one}/suspension`, suspension), 409, 'USER_DELETED');

    const restored = await admin.call('DELETE', `${one}/deletion`, { headers: { 'If-Match': '"2"' } });
    expect(restored.json).toMatchObject({ status: 'active', deleted_at: null, heir_id: null });
    expect((await client.call('GET', '/api/data/user')).json).toMatchObject({ id });
    assertProblem(await program.call('GET', '/api/data/user'), 401, 'UNAUTHENTICATED');
  });

  it.each([
    ['nobody', () => newId()],
    ['the user', (id: string) => id],
  ])('gives nothing to %s', async (_, heirOf) => {
    const { id } = await newcomer(`heirless-${newId()}`);
    const refused = await admin.call('DELETE', `/api/data/users/${id}?heir_id=${heirOf(id)}`, {
      headers: any,
    });
    assertProblem(refused, 422, 'HEIR_REFUSED');
  });

  it('is not for oneself, nor for anybody but administrators', async () => {
    const own = await admin.call('DELETE', `/api/data/users/${ids['admin']}`, { headers: any });
    assertProblem(own, 409, 'USER_IS_CALLER');
    assertProblem(
      await bob.call('DELETE', `/api/data/users/${ids['alice']}`, { headers: any }),
      403,
      'FORBIDDEN',
    );
  });
});

describe('preferences', () => {
  const path = '/api/data/user/preferences';

  it('have a version from the start, and are merged', async () => {
    const { client } = await newcomer('pia');
    const first = await client.call('GET', path);
    expect([first.headers.get('etag'), first.json]).toEqual([
      '"1"',
      {
        ...{ theme: 'system', language: null, time_zone: null, notifications: 'all' },
        ...{ dismissed: [], pinned_projects: [], version: 1 },
      },
    ]);
    const change = { json: { theme: 'dark', time_zone: 'Europe/Zurich' }, headers: { 'If-Match': '"1"' } };
    expect((await client.call('PATCH', path, change)).json).toMatchObject({ theme: 'dark', version: 2 });
    assertProblem(await client.call('PATCH', path, change), 412, 'PRECONDITION_FAILED');
    const cleared = await client.call('PATCH', path, {
      json: { time_zone: null },
      headers: { 'If-Match': '"2"' },
    });
    expect(cleared.json).toMatchObject({ theme: 'dark', time_zone: null, version: 3 });
    const nowhere = { json: { time_zone: 'Europe/Atlantis' }, headers: any };
    assertProblem(await client.call('PATCH', path, nowhere), 422, 'TIME_ZONE_UNKNOWN');
  });

  it('pin projects that the caller may see, so many and no others', async () => {
    const { id, client } = await newcomer('pam');
    const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(() => service.makeProject([id])));
    const foreign = await service.makeProject([ids['bob'] ?? '']);
    const pin = (project = ''): Promise<Answer> =>
      client.call('POST', `${path}/pinned-projects`, { json: { id: project } });
    const pins = async (): Promise<unknown> =>
      ((await client.call('GET', path)).json as { pinned_projects: unknown }).pinned_projects;
    for (const project of [one, two, one, three]) expect((await pin(project)).status).toBe(201);
    expect(await pins()).toEqual([one, two, three]);
    const { details } = assertProblem(await pin(four), 422, 'PIN_REFUSED');
    expect(details).toEqual({ most: 3 });
    const unpinned = await client.call('DELETE', `${path}/pinned-projects/${two}`, { headers: any });
    expect(unpinned.status).toBe(204);
    assertProblem(
      await client.call('DELETE', `${path}/pinned-projects/${two}`, { headers: any }),
      404,
      'PIN_NOT_FOUND',
    );
    // What the caller may not see and what is not there are one.
    for (const refused of [foreign, newId()]) assertProblem(await pin(refused), 422, 'PIN_REFUSED');
    const replaced = { json: { pinned_projects: [three, one] }, headers: any };
    expect((await client.call('PATCH', path, replaced)).json).toMatchObject({
      pinned_projects: [three, one],
    });
    assertProblem(
      await client.call('PATCH', path, { json: { pinned_projects: [one, foreign] }, headers: any }),
      422,
      'PIN_REFUSED',
    );
    await service.hideProject(three ?? '');
    expect(await pins()).toEqual([one]);
  });

  it('keep their bound when many pin at once', async () => {
    const { id, client } = await newcomer('pat');
    const projects = await Promise.all(Array.from({ length: 6 }, () => service.makeProject([id])));
    const answers = await Promise.all(
      projects.map((project) => client.call('POST', `${path}/pinned-projects`, { json: { id: project } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 422, 422, 422]);
  });

  it('are nothing that a service has', async () => {
    assertProblem(await (await service.as('notebooks')).call('GET', path), 404, 'USER_NOT_FOUND');
  });
});

it('the export holds everything about the caller, of nobody else and no secret', async () => {
  const { id, client } = await newcomer('eve');
  const program = await tokenOf(client);
  await client.call('PATCH', '/api/data/user/preferences', { json: { theme: 'light' }, headers: any });
  const answer = await client.call('GET', '/api/data/user/export');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.json).toMatchObject({
    user: { id, username: 'eve', email: 'eve@example.org', issuer: idp.issuer, subject: expect.any(String) },
    preferences: { theme: 'light' },
    holdings: { access_tokens: [{ name: 'laptop' }] },
  });
  expect(answer.text).not.toMatch(/ashlar_pat_|alice|bob/);
  expect((await program.call('GET', '/api/data/user/export')).json).toEqual(answer.json);
  assertProblem(
    await (await service.as('notebooks')).call('GET', '/api/data/user/export'),
    404,
    'USER_NOT_FOUND',
  );
});
