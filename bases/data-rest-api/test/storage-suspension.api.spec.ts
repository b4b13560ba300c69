import { type Answer, assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let admin: HttpClient;
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
    ASHLAR_STORAGE_CHECKS_WAIT: '0s',
  });
  const as = async (name: string): Promise<HttpClient> =>
    createHttpClient(service.url, await identity.issueToken(name));
  [admin, bob] = [await as('admin'), await as('bob')];
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };
const data = '/api/data/storages';
const eom = '/eom/admin/storages';

async function made(address: string, json: object): Promise<string> {
  const answer = await admin.call('POST', `/api/data${address}`, { json });
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
  return (answer.json as { readonly id: string }).id;
}

it('storages of a suspended domain are read, and neither changed, tested nor removed', async () => {
  const domain = await made('/domains', { slug: 'ice', name: 'Ice' });
  const { id: owner_id } = (await admin.call('GET', '/api/data/user')).json as { readonly id: string };
  await admin.call('PUT', `/api/data/domains/${domain}/members/${owner_id}`, {
    ...{ json: { kind: 'user', role: 'member' }, headers: { 'If-None-Match': '*' } },
  });
  const group = await made('/groups', { parent_id: domain, slug: 'ice', name: 'Ice', owner_id });
  const owned = { resource, owner_type: 'group', owner_id: group };
  const id = await made('/storages', { ...owned, name: 'Ice' });
  const suspend = async (suspended: boolean): Promise<void> => {
    const headers = { 'If-Match': '*' };
    const answer = await admin.call('PUT', `/api/data/domains/${domain}/suspension`, {
      ...{ json: { suspended }, headers },
    });
    expect(answer.status).toBe(200);
  };
  const credentials = { access_key_id: 'AKIDEXAMPLE0001', secret_access_key: 'x' };
  const writes: readonly (readonly [string, string, object?])[] = [
    ['POST', data, { ...owned, name: 'More' }],
    ['PATCH', `${data}/${id}`, { enabled: false }],
    ['DELETE', `${data}/${id}`],
    ['POST', `${data}/${id}/credentials`, { credentials }],
    ['POST', `${data}/${id}/credentials/rollback`],
    ['POST', `${data}/${id}/test`, {}],
    ['POST', `${data}/test`, owned],
    ['POST', eom, { name: 'More', resource, collection_id: group }],
    ['PUT', `${eom}/${id}`, { name: 'Other' }],
    ['PATCH', `${eom}/${id}`, { enable: false }],
    ['DELETE', `${eom}/${id}`],
  ];
  const write = ([method, address, json]: (typeof writes)[number], by = admin): Promise<Answer> =>
    // Of an older version: that the domain is suspended comes before that.
    by.call(method, address, { ...(json && { json }), headers: { 'If-Match': '"2147483647"' } });
  await suspend(true);
  for (const one of writes) assertProblem(await write(one), 403, 'DOMAIN_SUSPENDED');
  for (const one of writes) expect(['404', '403 FORBIDDEN']).toContain(told(await write(one, bob)));
  expect((await admin.call('GET', `${data}/${id}`)).json).toMatchObject({ name: 'Ice', version: 1 });
  await suspend(false);
  const patched = await admin.call('PATCH', `${data}/${id}`, {
    ...{ json: { enabled: false }, headers: { 'If-Match': '"1"' } },
  });
  expect(patched.status).toBe(200);
  expect((await admin.call('POST', `${data}/${id}/test`, { json: {} })).status).toBe(202);
});

/** Whoever could not change it is not told of the domain. */
function told({ status, json }: Answer): string {
  return status === 404 ? '404' : `${status} ${(json as { readonly error_code: string }).error_code}`;
}
