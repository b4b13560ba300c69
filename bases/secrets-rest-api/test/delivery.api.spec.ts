import { createSecretsClient, SecretsRefused } from '@ashlar/secrets/client';
import { assertProblem, createHttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { generateX25519 } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';
import { startSecretsApi } from '../src/index.js';
import { newKeys, openOwner, operatorClaims, type Owner } from './secrets.fixture.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let replicas: readonly Awaited<ReturnType<typeof startSecretsApi>>[];
let owner: Owner;
const keys = newKeys();

const start = (more: Readonly<Record<string, string>> = {}) =>
  startSecretsApi({
    DATABASE_URL: testDatabase.urlFor('secrets'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
    ...keys.env,
    ...more,
  });

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  replicas = [await start(), await start({ ASHLAR_SECRETS_PLAINTEXT_REPLIES: 'allowed' })];
  owner = await openOwner(testDatabase.urlFor('data'), keys);
}, 60_000);
afterAll(async () => {
  for (const replica of replicas) await replica.lifecycle.stop('the spec is done');
  await owner.database.close();
  await identity.stop();
  await testDatabase.drop();
});

const urlOf = (index: number): string => replicas[index]?.url ?? '';
const clientOf = (index: number, caller = 'notebooks') =>
  createSecretsClient({ baseUrl: urlOf(index), token: () => identity.issueToken(caller) });
const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await work.catch((caught: unknown) => caught);
  return error instanceof SecretsRefused ? [error.status, error.code] : error;
};

it('bytes come out as they went in, sealed on the way, from either replica', async () => {
  const value = randomBytes(65_536);
  const id = await owner.keep('largest', value);
  for (const index of [0, 1]) {
    const [secret, ...rest] = await clientOf(index).fetch(await owner.grant(id));
    expect(rest).toEqual([]);
    expect(secret).toMatchObject({ id, version: 1, filename: 'largest' });
    expect(secret?.value.equals(value)).toBe(true);
  }
});

it('a grant is for one service, once; a person and a service that it does not name get the same answer', async () => {
  const id = await owner.keep('once', Buffer.from('value'));
  const grant = await owner.grant(id);
  expect(await refusal(clientOf(0, 'reporting').fetch(grant))).toEqual([403, 'GRANT_REFUSED']);
  expect(await clientOf(0).fetch(grant)).toHaveLength(1);
  expect(await refusal(clientOf(1).fetch(grant))).toEqual([403, 'GRANT_REFUSED']);
  expect(await refusal(clientOf(1).fetch('ashlar_grant_x'))).toEqual([403, 'GRANT_REFUSED']);
});

it.each([
  ['no credential', null],
  ['no token at all', 'abc'],
  ['another audience', { audience: 'other' }],
  ['an old one', { ttlSeconds: -60 }],
] as const)('%s is 401, and says nothing of the grant', async (_, how) => {
  const id = await owner.keep(`credential-${String(_).replaceAll(' ', '-')}`, Buffer.from('value'));
  const token = how === null || typeof how === 'string' ? how : await identity.issueToken('notebooks', how);
  const json = { grant: await owner.grant(id), reply_key: generateX25519().publicKey.toString('base64') };
  const answer = await createHttpClient(urlOf(0), token).call('POST', '/api/secrets/fetch', { json });
  assertProblem(answer, 401, 'UNAUTHENTICATED');
});

it('values are answered unsealed only where that is allowed, and are never kept by caches', async () => {
  const id = await owner.keep('plain', Buffer.from('value'));
  const ask = async (index: number) =>
    createHttpClient(urlOf(index), await identity.issueToken('notebooks')).call(
      'POST',
      '/api/secrets/fetch',
      {
        json: { grant: await owner.grant(id) },
      },
    );
  assertProblem(await ask(0), 422, 'PLAINTEXT_REFUSED');
  const answer = await ask(1);
  expect(answer).toMatchObject({ status: 200, json: { secrets: [{ id, value_base64: 'dmFsdWU=' }] } });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

it('a point of low order is no reply key, and the grant is not spent', async () => {
  const id = await owner.keep('low', Buffer.from('value'));
  const json = { grant: await owner.grant(id), reply_key: Buffer.alloc(32).toString('base64') };
  const client = createHttpClient(urlOf(0), await identity.issueToken('notebooks'));
  const answer = await client.call('POST', '/api/secrets/fetch', { json });
  assertProblem(answer, 400, 'VALIDATION_FAILED');
  expect(await clientOf(0).fetch(json.grant)).toHaveLength(1);
});

it('keys are turned over HTTP by operators alone', async () => {
  const operator = createHttpClient(
    urlOf(0),
    await identity.issueToken('notebooks', { claims: operatorClaims }),
  );
  const id = await owner.keep('turned', Buffer.from('value'));
  const notebooks = createHttpClient(urlOf(0), await identity.issueToken('notebooks'));
  for (const path of ['keys/stage', 'rotation', 'rotation/dry-run', 'seal']) {
    expect((await notebooks.call('POST', `/api/secrets/${path}`)).status).toBe(403);
  }
  interface Ring {
    readonly keys: readonly { readonly id: string; readonly state: string; readonly wraps: number }[];
  }
  const { keys: staged } = (await operator.call('POST', '/api/secrets/keys/stage')).json as Ring;
  const next = staged.find(({ state }) => state === 'staged')?.id;
  const move = (key_id: string | undefined, state: string) =>
    operator.call('POST', '/api/secrets/keys/move', { json: { key_id, state } });
  expect((await move(next, 'active')).status).toBe(200);
  const old = staged.find(({ state }) => state === 'active')?.id;
  assertProblem(await move(old, 'retired'), 409, 'KEY_STATE_REFUSED');
  expect(await operator.call('POST', '/api/secrets/rotation/dry-run')).toMatchObject({
    status: 200,
    json: { broken: 0, examples: [] },
  });
  expect(await operator.call('POST', '/api/secrets/rotation')).toMatchObject({
    status: 200,
    json: { left: 0, complete: true },
  });
  expect((await move(old, 'retired')).status).toBe(200);
  expect(await clientOf(1).fetch(await owner.grant(id))).toHaveLength(1);
  const audit = await operator.call('GET', '/api/secrets/audit/verification');
  expect(audit).toMatchObject({ status: 200, json: { faults: [] } });
});
