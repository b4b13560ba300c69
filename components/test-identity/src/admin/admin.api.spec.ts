import { call, logIn, post, adminOf, type Answer, type Json } from '../identity.fixture.js';
import { decodeJwt } from 'jose';
import type { IdentityProvider } from '../identity.types.js';
import { startIdentityProvider } from '../start-identity-provider.js';

let idp: IdentityProvider;
let admin: ReturnType<typeof adminOf>;

beforeAll(async () => {
  idp = await startIdentityProvider();
  admin = adminOf(idp);
});
afterAll(() => idp.stop());

const listOf = ({ body }: Answer) => body as unknown as Json[];
const names = (answer: Answer) => listOf(answer).map((item) => item['username'] ?? item['name']);

async function created(fields: Json): Promise<string> {
  const answer = await admin('POST', 'users', { enabled: true, ...fields });
  expect(answer.status).toBe(201);
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

describe('the guard', () => {
  it.each([
    ['no token', undefined, 401, 'HTTP 401 Unauthorized'],
    ['a token without the role', 'admin', 403, 'HTTP 403 Forbidden'],
  ])('refuses %s', async (_what, name, status, error) => {
    const headers = name ? { authorization: `Bearer ${await idp.issueToken(name)}` } : undefined;
    const answer = await call(`${idp.url}/admin/realms/ashlar/users`, { headers });
    expect([answer.status, answer.body]).toEqual([status, { error }]);
  });

  it('refuses forged, expired and foreign tokens, other methods, paths and realms', async () => {
    for (const bad of [
      { signWith: 'unknown' },
      { ttlSeconds: -1 },
      { issuer: 'https://example.org' },
    ] as const) {
      const authorization = `Bearer ${await idp.issueToken('ashlar-sync', bad)}`;
      expect(
        (await call(`${idp.url}/admin/realms/ashlar/users`, { headers: { authorization } })).status,
      ).toBe(401);
    }
    expect((await admin('PUT', 'users', {})).status).toBe(405);
    expect((await admin('GET', 'nothing')).status).toBe(404);
    expect((await admin('GET', `${idp.url}/admin/realms/other/users`)).status).toBe(404);
  });

  it('lets in who got a token from the token endpoint', async () => {
    const { body } = await post(idp, 'token', { grant_type: 'client_credentials' }, 'ashlar-sync');
    expect(decodeJwt(String(body['access_token']))['resource_access']).toMatchObject({
      'realm-management': { roles: ['view-users', 'manage-users', 'view-events'] },
    });
    const headers = { authorization: `Bearer ${String(body['access_token'])}` };
    expect((await call(`${idp.url}/admin/realms/ashlar/users/count`, { headers })).status).toBe(200);
  });
});

describe('users', () => {
  it('are created with a Location, in lower case, and read back', async () => {
    const answer = await admin('POST', 'users', {
      username: 'Dora',
      email: 'Dora@Example.org',
      firstName: 'Dora',
      lastName: 'Dune',
      enabled: true,
      attributes: { orcid: ['0000-0001'] },
      groups: ['/astro-lab'],
    });
    expect([answer.status, answer.body]).toEqual([201, { text: '' }]);
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(new RegExp(`^${idp.url}/admin/realms/ashlar/users/[0-9a-f-]{36}$`));
    const { body } = await admin('GET', location);
    expect(body).toMatchObject({
      id: location.split('/').at(-1),
      username: 'dora',
      email: 'dora@example.org',
      emailVerified: false,
      firstName: 'Dora',
      lastName: 'Dune',
      enabled: true,
      attributes: { orcid: ['0000-0001'] },
      createdTimestamp: expect.any(Number),
    });
    expect(decodeJwt(await idp.issueToken('dora'))).toMatchObject({
      sub: body['id'],
      groups: ['/astro-lab'],
    });
  });

  it('are refused when the name or the address is taken, or the body is wrong', async () => {
    const refused = async (method: string, path: string, body: unknown) => {
      const answer = await admin(method, path, body);
      return [answer.status, answer.body['errorMessage'] ?? answer.body['error']];
    };
    expect(await refused('POST', 'users', { username: 'ALICE' })).toEqual([
      409,
      'User exists with same username',
    ]);
    const taken = { username: 'alice2', email: 'Alice@example.org' };
    expect(await refused('POST', 'users', taken)).toEqual([409, 'User exists with same email']);
    expect(await refused('POST', 'users', { email: 'x@example.org' })).toEqual([400, 'User name is missing']);
    const unreadable = 'unable to read contents from stream';
    expect(await refused('POST', 'users', { username: 7 })).toEqual([400, unreadable]);
    expect(await refused('POST', 'users', [])).toEqual([400, unreadable]);
    const id = await created({ username: 'erin', email: 'erin@example.org' });
    expect((await refused('PUT', `users/${id}`, { email: 'bob@example.org' }))[0]).toBe(409);
    expect(await refused('GET', 'users/unknown', undefined)).toEqual([404, 'User not found']);
  });

  it('are updated in part, disabled and enabled', async () => {
    const credentials = [{ type: 'password', value: 'first', temporary: false }];
    const id = await created({ username: 'fred', firstName: 'Fred', email: 'fred@example.org', credentials });
    const login = await logIn(idp, 'fred', 'first');
    expect(login.status).toBe(200);
    const token = String(login.body['access_token']);

    expect((await admin('PUT', `users/${id}`, { enabled: false })).status).toBe(204);
    expect((await admin('GET', `users/${id}`)).body).toMatchObject({ firstName: 'Fred', enabled: false });
    const refused = await logIn(idp, 'fred', 'first');
    expect([refused.status, refused.body['error_description']]).toEqual([400, 'Account disabled']);
    const refresh = { grant_type: 'refresh_token', client_id: 'ashlar-cli' };
    const refreshToken = String(login.body['refresh_token']);
    expect((await post(idp, 'token', { ...refresh, refresh_token: refreshToken })).status).toBe(400);
    expect((await post(idp, 'token/introspect', { token }, 'notebooks')).body).toEqual({ active: false });

    await admin('PUT', `users/${id}`, { enabled: true, lastName: 'Fox' });
    expect((await post(idp, 'token', { ...refresh, refresh_token: refreshToken })).status).toBe(200);
    const password = { type: 'password', value: 'second', temporary: false };
    expect((await admin('PUT', `users/${id}/reset-password`, password)).status).toBe(204);
    expect((await logIn(idp, 'fred', 'first')).status).toBe(401);
    expect((await logIn(idp, 'fred', 'second')).status).toBe(200);
  });

  it('are deleted', async () => {
    const id = await created({ username: 'gone' });
    expect((await admin('DELETE', `users/${id}`)).status).toBe(204);
    expect((await admin('GET', `users/${id}`)).status).toBe(404);
    expect((await admin('DELETE', `users/${id}`)).status).toBe(404);
    await expect(idp.issueToken('gone')).rejects.toThrow('no user');
    await created({ username: 'gone' });
  });

  it('are listed, searched and counted, service accounts left out', async () => {
    const id = await created({
      username: 'zeno.list',
      email: 'zeno@lists.example',
      firstName: 'Zeno',
      enabled: false,
    });
    const found = async (query: string) => names(await admin('GET', `users?${query}`));
    expect(await found('search=zen')).toEqual(['zeno.list']);
    expect(await found('search=eno')).toEqual([]);
    expect(await found('search=*eno.l*')).toEqual(['zeno.list']);
    expect(await found('search=%22zeno%22')).toEqual(['zeno.list']);
    expect(await found('username=o.li')).toEqual(['zeno.list']);
    expect(await found('username=o.li&exact=true')).toEqual([]);
    expect(await found('username=zeno.list&exact=true')).toEqual(['zeno.list']);
    expect(await found('email=zeno@lists.example&exact=true')).toEqual(['zeno.list']);
    expect(await found('enabled=false&search=zeno')).toEqual(['zeno.list']);
    expect(await found('enabled=true&search=zeno')).toEqual([]);
    expect(await found('search=service-account')).toEqual([]);
    const [brief] = listOf(await admin('GET', 'users?search=zeno&briefRepresentation=true'));
    expect(brief).toMatchObject({ id, username: 'zeno.list' });
    expect(brief).not.toHaveProperty('requiredActions');
    const everyone = await found('max=-1');
    expect(everyone).toEqual([...everyone].sort());
    expect(await found('first=1&max=2')).toEqual(everyone.slice(1, 3));
    expect((await admin('GET', 'users?max=ten')).status).toBe(404);
    expect((await admin('GET', 'users/count')).body).toBe(everyone.length);
    expect((await admin('GET', 'users/count?search=zeno')).body).toBe(1);
  });

  it('come by the thousand', async () => {
    for (let start = 0; start < 1500; start += 50) {
      const batch = Array.from({ length: 50 }, (_, offset) => `import-${start + offset}`);
      await Promise.all(batch.map((username) => created({ username, email: `${username}@bulk.example` })));
    }
    expect((await admin('GET', 'users/count?email=@bulk.example')).body).toBe(1500);
    const seen = new Set<unknown>();
    for (let first = 0; first < 1500; first += 500) {
      for (const name of names(await admin('GET', `users?email=@bulk.example&first=${first}&max=500`)))
        seen.add(name);
    }
    expect(seen.size).toBe(1500);
  }, 30_000);
});

describe('groups and roles', () => {
  it('have members, and show in the next token', async () => {
    const id = await created({ username: 'hana' });
    const group = await admin('POST', 'groups', { name: 'heliophysics' });
    expect([group.status, group.body['path']]).toEqual([201, '/heliophysics']);
    expect((await admin('POST', 'groups', { name: 'heliophysics' })).status).toBe(409);
    const child = await admin('POST', `groups/${String(group.body['id'])}/children`, { name: 'corona' });
    expect(child.body).toMatchObject({ path: '/heliophysics/corona', parentId: group.body['id'] });
    const childPath = `users/${id}/groups/${String(child.body['id'])}`;
    expect((await admin('PUT', childPath)).status).toBe(204);
    expect(names(await admin('GET', `groups/${String(child.body['id'])}/members`))).toEqual(['hana']);
    expect(listOf(await admin('GET', `users/${id}/groups`))).toMatchObject([
      { path: '/heliophysics/corona' },
    ]);
    expect(decodeJwt(await idp.issueToken('hana'))['groups']).toEqual(['/heliophysics/corona']);
    expect(names(await admin('GET', 'groups'))).toEqual(['astro-lab', 'heliophysics']);
    expect((await admin('PUT', `groups/${String(group.body['id'])}`, { name: 'sun' })).status).toBe(204);
    expect(decodeJwt(await idp.issueToken('hana'))['groups']).toEqual(['/sun/corona']);
    expect((await admin('DELETE', childPath)).status).toBe(204);
    expect(decodeJwt(await idp.issueToken('hana'))['groups']).toEqual([]);
    await admin('PUT', childPath);
    expect((await admin('DELETE', `groups/${String(group.body['id'])}`)).status).toBe(204);
    expect(listOf(await admin('GET', `users/${id}/groups`))).toEqual([]);
    expect((await admin('GET', `groups/${String(child.body['id'])}`)).status).toBe(404);
  });

  it('maps realm roles', async () => {
    const id = await created({ username: 'ivan' });
    const role = await admin('GET', 'roles/ashlar-user');
    const path = `users/${id}/role-mappings/realm`;
    expect((await admin('POST', path, [role.body])).status).toBe(204);
    expect(names(await admin('GET', path))).toEqual(['ashlar-user']);
    expect(decodeJwt(await idp.issueToken('ivan'))['realm_access']).toMatchObject({
      roles: expect.arrayContaining(['ashlar-user']),
    });
    expect((await admin('POST', path, [{ name: 'no-such-role' }])).status).toBe(404);
    expect((await admin('DELETE', path, [role.body])).status).toBe(204);
    expect(listOf(await admin('GET', path))).toEqual([]);
  });
});

describe('events', () => {
  it('tell what was changed through the admin API, newest first', async () => {
    const from = Date.now();
    const id = await created({ username: 'jane', credentials: [{ type: 'password', value: 'a-secret' }] });
    await admin('PUT', `users/${id}`, { enabled: false });
    await admin('DELETE', `users/${id}`);
    const about = `resourcePath=users/${id}*&dateFrom=${from}`;
    const events = listOf(await admin('GET', `admin-events?${about}`));
    expect(events.map((event) => event['operationType'])).toEqual(['DELETE', 'UPDATE', 'CREATE']);
    expect(events[2]).toMatchObject({
      resourceType: 'USER',
      resourcePath: `users/${id}`,
      authDetails: { clientId: 'ashlar-sync' },
      representation: expect.stringContaining('"username":"jane"'),
    });
    expect(JSON.stringify(events)).not.toContain('a-secret');
    expect(Number(events[2]?.['time'])).toBeGreaterThanOrEqual(from);

    const operations = async (query: string) =>
      listOf(await admin('GET', `admin-events?${about}&${query}`)).map((event) => event['operationType']);
    expect(await operations('operationTypes=DELETE&operationTypes=CREATE')).toEqual(['DELETE', 'CREATE']);
    expect(await operations('resourceTypes=GROUP')).toEqual([]);
    expect(await operations('first=1&max=1')).toEqual(['UPDATE']);
    expect(await operations('direction=asc')).toEqual(['CREATE', 'UPDATE', 'DELETE']);
    expect(await operations(`dateTo=${from - 1}`)).toEqual([]);
    expect((await admin('GET', 'admin-events?dateFrom=yesterday')).status).toBe(400);
  });

  it('tell who signed in', async () => {
    await logIn(idp, 'bob');
    await logIn(idp, 'bob', 'wrong');
    const bob = decodeJwt(await idp.issueToken('bob')).sub ?? '';
    const events = listOf(await admin('GET', `events?user=${bob}&max=2`));
    expect(events).toMatchObject([
      { type: 'LOGIN_ERROR', error: 'invalid_user_credentials', clientId: 'ashlar-cli' },
      { type: 'LOGIN', clientId: 'ashlar-cli', details: { grant_type: 'password' } },
    ]);
    const today = new Date().toISOString().slice(0, 10);
    const page = `dateFrom=${today}&dateTo=${today}&type=LOGIN_ERROR&max=1`;
    expect(listOf(await admin('GET', `events?user=${bob}&${page}`))).toHaveLength(1);
  });
});
