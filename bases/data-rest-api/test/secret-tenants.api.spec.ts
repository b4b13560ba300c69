import { createAuthorizer } from '@ashlar/authz';
import { Secret } from '@ashlar/config';
import { contextFor, type OperationContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createSealer, createSecretGrants, createSecrets, secretEntities } from '@ashlar/secrets';
import { createCustody, type Custody } from '@ashlar/secrets/custody';
import { createHttpClient, type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createSigner } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startDataApi } from '../src/index.js';

const platform = '00000000-0000-7000-8000-000000000001';
const [rootSeed, publisherSeed, writerSeed] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const secretOf = (seed: Buffer) => new Secret(seed.toString('base64'));
const publicOf = (seed: Buffer) => createSigner(seed).publicKey.toString('base64');

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startDataApi>>;
let admin: HttpClient;
let acme: string;
let root: pg.Client;
let data: OpenedDatabase;
const opened: OpenedDatabase[] = [];

beforeAll(async () => {
  const users = ['ada', 'bea'].map((username) => ({ username, realmRoles: ['ashlar-user'] }));
  [identity, testDatabase] = await Promise.all([startIdentityProvider({ users }), createTestDatabase()]);
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  data = await openDatabase(testDatabase.urlFor('data'), secretEntities);
  // Makes the keys that values are sealed to.
  await custodyWith(`notebooks|session|*|${platform}`);
  service = await startDataApi({
    DATABASE_URL: testDatabase.urlFor('data'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_AUTH_DOMAIN_CLAIM: 'organization',
    ASHLAR_SECRETS_WRITER_KEY: writerSeed.toString('base64'),
    ASHLAR_SECRETS_PUBLISHERS: publicOf(publisherSeed),
    ASHLAR_STORAGE_CHECKS_SERVICE: 'tester',
    ASHLAR_STORAGE_CHECKS_WAIT: '0s',
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  admin = createHttpClient(service.url, await identity.issueToken('admin'));
  const { json } = await admin.call('POST', '/api/data/domains', { json: { slug: 'acme', name: 'Acme' } });
  acme = (json as { readonly id: string }).id;
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  for (const { database } of [data, ...opened]) await database.close();
  await root.end();
  await identity.stop();
  await testDatabase.drop();
}, 60_000);

async function custodyWith(...policy: string[]): Promise<Custody> {
  const parts = await openDatabase(testDatabase.urlFor('secrets'));
  opened.push(parts);
  const custody = await createCustody({
    ...parts,
    config: {
      ...{
        rootKey: secretOf(rootSeed),
        publisherKey: secretOf(publisherSeed),
        writers: [publicOf(writerSeed)],
      },
      ...{ policy, plaintextReplies: 'sealed-only', spareKeys: 10, checkpointFile: undefined },
    },
  });
  if (!custody) throw new Error('It has keys');
  return custody;
}

const notebooks = contextFor({ kind: 'service', id: 'notebooks', roles: ['service'] });
const person = async (name: string, organization: string): Promise<HttpClient> =>
  createHttpClient(service.url, await identity.issueToken(name, { claims: { organization } }));
const idOf = async (client: HttpClient): Promise<string> =>
  ((await client.call('GET', '/api/data/user')).json as { readonly id: string }).id;
const keep = async (client: HttpClient, name: string): Promise<string> => {
  const json = { name, value: 'value' };
  const answer = await client.call('POST', '/api/data/user/secrets', { json });
  expect(answer.status).toBe(201);
  return (answer.json as { readonly id: string }).id;
};
const grantOf = async (client: HttpClient, secretId: string): Promise<string> => {
  const json = { service: 'notebooks', purpose: 'session', secret_ids: [secretId] };
  const answer = await client.call('POST', '/api/data/secret-grants/tokens', { json });
  return (answer.json as { readonly token: string }).token;
};
const fetched = async (custody: Custody, token: string, as: OperationContext = notebooks) => {
  try {
    return (await custody.fetch(as, token)).secrets.map(({ value }) => value.toString());
  } catch (error) {
    return (error as { readonly code: unknown }).code;
  }
};
/** What became of it with a policy for the platform's domain, for that of acme, and for all of them. */
async function outcomes(mint: () => Promise<string>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const domain of [platform, acme, '*']) {
    found.push(await fetched(await custodyWith(`notebooks|session|*|${domain}`), await mint()));
  }
  return found;
}
const [given, refused] = [['value'], 'GRANT_REFUSED'];

it('secrets of people are of the domain that they are at home in: the policy of one tenant opens none of another', async () => {
  const [ada, bea] = [await person('ada', 'acme'), await person('bea', 'default')];
  const [ofAda, ofBea] = [await keep(ada, 'mine'), await keep(bea, 'mine')];
  expect(await outcomes(() => grantOf(ada, ofAda))).toEqual([refused, given, given]);
  expect(await outcomes(() => grantOf(bea, ofBea))).toEqual([given, refused, given]);
});

it('those that were written before stay in the domain that they were bound to, with all newer values', async () => {
  const ada = await person('ada', 'acme');
  const owner = { type: 'user', id: await idOf(ada) } as const;
  const sealer = createSealer({ writerKey: secretOf(writerSeed), publishers: [publicOf(publisherSeed)] });
  const before = createSecrets({ database: data.database, sealer, domainOf: async () => platform });
  const { id } = await before.create(contextFor({ kind: 'user', id: owner.id, roles: [] }), owner, {
    ...{ name: 'before', kind: 'general', value: Buffer.from('old') },
  });
  expect(await fetched(await custodyWith(`notebooks|session|*|${platform}`), await grantOf(ada, id))).toEqual(
    ['old'],
  );
  const json = { value: 'value' };
  expect((await ada.call('POST', `/api/data/user/secrets/${id}/versions`, { json })).status).toBe(201);
  expect(await outcomes(() => grantOf(ada, id))).toEqual([given, refused, given]);
});

it('those of a storage are of its domain, and of the domain default when it is the platform that owns it', async () => {
  const group = await admin.call('POST', '/api/data/groups', {
    json: { parent_id: acme, name: 'Lab', slug: 'lab', owner_id: await idOf(await person('ada', 'acme')) },
  });
  expect(group.status).toBe(201);
  const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results', auth: 'keys' };
  const credentials = { access_key_id: 'AKIAEXAMPLE', secret_access_key: 'value' };
  const grants = createSecretGrants({
    ...{ database: data.database, authorizer: createAuthorizer({ database: data.database }) },
    sealer: createSealer({ writerKey: secretOf(writerSeed), publishers: [publicOf(publisherSeed)] }),
  });
  const found: unknown[] = [];
  for (const owner of [{}, { owner_type: 'group', owner_id: (group.json as { readonly id: string }).id }]) {
    const made = await admin.call('POST', '/api/data/storages', {
      json: { name: 'Results', resource, credentials, ...owner },
    });
    expect(made.status).toBe(201);
    const { id } = made.json as { readonly id: string };
    const { rows } = await root.query<{ readonly id: string }>(
      `select id from secrets.secrets where owner_id = $1 and name = 'secret_access_key'`,
      [id],
    );
    const mint = async () => {
      const secrets = rows.map((row) => ({ ...row, version: 1 }));
      const about = { service: 'notebooks', purpose: 'session', endpoint: 'https://s3.example.org', secrets };
      return (await grants.mintOf(notebooks, { type: 'storage', id }, about)).token;
    };
    found.push(await outcomes(mint));
    const check = await admin.call('POST', '/api/data/storages/test', {
      json: { resource, credentials, ...owner },
    });
    expect(check.status).toBe(202);
  }
  expect(found).toEqual([
    [given, refused, given],
    [refused, given, given],
  ]);
  // What is tried before it is kept, too.
  const { rows: tried } = await root.query<{ readonly domain_id: string }>(
    `select distinct domain_id from secrets.secrets
     where owner_type = 'storage' and owner_id not in (select id from storage.storages)`,
  );
  expect(tried.map(({ domain_id: id }) => id).sort()).toEqual([platform, acme].sort());
});
