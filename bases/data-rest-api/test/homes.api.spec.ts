import { assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { startDataApi } from '../src/index.js';

let identity: IdentityProvider;
let other: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let admin: HttpClient;
const people = ['ada', 'bea', 'cyd', 'dan', 'eve', 'fay'].map((username) => ({
  ...{ username, realmRoles: ['ashlar-user'] },
}));

beforeAll(async () => {
  [identity, other, testDatabase] = await Promise.all([
    startIdentityProvider({ users: people }),
    startIdentityProvider({ users: people }),
    createTestDatabase(),
  ]);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: `${identity.issuer},${other.issuer}`,
    ASHLAR_AUTH_DOMAIN_CLAIM: 'organization',
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  admin = createHttpClient(service.url, await identity.issueToken('admin'));
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await identity.stop();
  await other.stop();
  await testDatabase.drop();
}, 60_000);

const caller = async (name: string, organization: unknown, of = identity): Promise<HttpClient> => {
  const claims = organization === undefined ? {} : { organization };
  return createHttpClient(service.url, await of.issueToken(name, { claims }));
};
async function makeDomain(slug: string): Promise<string> {
  const { json } = await admin.call('POST', '/api/data/domains', { json: { slug, name: slug } });
  return (json as { id: string }).id;
}
/** The slugs of the domains that the caller is in. */
async function domainsOf(client: HttpClient): Promise<readonly string[]> {
  const { json } = await client.call('GET', '/api/data/domains');
  return (json as readonly { slug: string }[]).map(({ slug }) => slug);
}

it('a new person is at home in the domain that the claim names, and stays there', async () => {
  const id = await makeDomain('acme');
  const ada = await caller('ada', 'acme');
  expect(await domainsOf(ada)).toEqual(['acme']);
  expect((await ada.call('GET', `/api/data/namespaces/ada?domain_id=${id}`)).json).toMatchObject({
    type: 'user-namespace',
    path: 'ada',
  });
  expect(await domainsOf(await caller('bea', ['Acme']))).toEqual(['acme']);
  for (const claim of ['elsewhere', ['late', 'acme'], 7]) {
    expect(await domainsOf(await caller('ada', claim))).toEqual(['acme']);
  }
});

it('is the domain default where the claim is absent, or the issuer may not grant roles', async () => {
  expect(await domainsOf(await caller('cyd', undefined))).toEqual(['default']);
  await makeDomain('prize');
  const guest = await caller('dan', 'prize', other);
  const { json } = await guest.call('GET', '/api/data/user');
  const membership = `/api/data/domains/00000000-0000-7000-8000-000000000001/members/${(json as { id: string }).id}`;
  expect((await admin.call('GET', membership)).status).toBe(200);
  expect(await domainsOf(guest)).not.toContain('prize');
});

it('nobody is put elsewhere when the domain is not there or is suspended, until it is', async () => {
  const eve = await caller('eve', 'late');
  assertProblem(await eve.call('GET', '/api/data/user'), 401, 'HOME_DOMAIN_REFUSED');
  const id = await makeDomain('late');
  const suspend = (suspended: boolean) =>
    admin.call('PUT', `/api/data/domains/${id}/suspension`, {
      ...{ json: { suspended }, headers: { 'If-Match': '*' } },
    });
  expect((await suspend(true)).status).toBe(200);
  assertProblem(await eve.call('GET', '/api/data/user'), 401, 'HOME_DOMAIN_REFUSED');
  expect((await suspend(false)).status).toBe(200);
  expect(await domainsOf(eve)).toEqual(['late']);
  const unclear = await caller('fay', ['late', 'acme']);
  assertProblem(await unclear.call('GET', '/api/data/user'), 401, 'HOME_DOMAIN_REFUSED');
});
