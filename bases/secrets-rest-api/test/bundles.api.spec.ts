import { Secret } from '@ashlar/config';
import { createConfigBundles, readTar } from '@ashlar/config-bundles';
import { contextFor, newId } from '@ashlar/database';
import { assertProblem, createHttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createSigner, generateX25519, openReply } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';
import { startSecretsApi } from '../src/index.js';
import { newKeys, openOwner, type Owner } from './secrets.fixture.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startSecretsApi>>;
let owner: Owner;
const keys = newKeys();
const seed = randomBytes(32);

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  service = await startSecretsApi({
    DATABASE_URL: testDatabase.urlFor('secrets'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
    ASHLAR_SECRETS_PLAINTEXT_REPLIES: 'allowed',
    ASHLAR_CONFIG_BUNDLE_SIGNERS: createSigner(seed).publicKey.toString('base64'),
    ...keys.env,
  });
  owner = await openOwner(testDatabase.urlFor('data'), keys);
}, 60_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await owner.database.close();
  await identity.stop();
  await testDatabase.drop();
});

const make = async (content: string, userId = owner.id): Promise<string> => {
  const bundles = createConfigBundles({ database: owner.database, key: new Secret(seed.toString('base64')) });
  const ctx = contextFor({ kind: 'user', id: userId, roles: [] });
  const files = [{ path: 'home/.netrc', mode: 0o600, content: Buffer.from(content) }];
  return (await bundles.make(ctx, { projectId: newId(), userId }, files)).sha256;
};
const fetch = async (sha256: string, json: object) =>
  createHttpClient(service.url, await identity.issueToken('notebooks')).call(
    'POST',
    `/api/secrets/config-bundles/${sha256}/fetch`,
    { json },
  );

it('a bundle is delivered with the secrets of its grant in it, open or sealed', async () => {
  const id = await owner.keep('token.txt', Buffer.from('s3cret'));
  const sha256 = await make('password {{secret:token.txt}}\n');
  const open = await fetch(sha256, { grant: await owner.grant(id) });
  expect([open.status, open.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { content_base64 } = open.json as { content_base64: string };
  expect(await readTar(Buffer.from(content_base64, 'base64'))).toEqual([
    { path: 'home/.netrc', mode: 0o600, content: Buffer.from('password s3cret\n') },
  ]);
  const pair = generateX25519();
  const reply_key = pair.publicKey.toString('base64');
  const { json } = await fetch(sha256, { grant: await owner.grant(id), reply_key });
  const { grant_id, sealed } = json as { grant_id: string; sealed: { enc: string; ciphertext: string } };
  const message = {
    enc: Buffer.from(sealed.enc, 'base64'),
    ciphertext: Buffer.from(sealed.ciphertext, 'base64'),
  };
  expect(openReply(pair.privateKey, message, grant_id).toString('base64')).toBe(content_base64);
});

it('a grant that lacks a secret, or is of another user, fills nothing', async () => {
  const id = await owner.keep('other.txt', Buffer.from('value'));
  const needy = await make('{{secret:other.txt}} {{secret:missing.txt}}');
  const refused = assertProblem(
    await fetch(needy, { grant: await owner.grant(id) }),
    422,
    'CONFIG_BUNDLE_SECRET_MISSING',
  );
  expect(refused.details).toEqual({ missing: ['missing.txt'] });
  const foreign = await make('{{secret:other.txt}} of another', newId());
  assertProblem(await fetch(foreign, { grant: await owner.grant(id) }), 404, 'CONFIG_BUNDLE_NOT_FOUND');
  assertProblem(await fetch(needy, { grant: 'ashlar_grant_x' }), 403, 'GRANT_REFUSED');
});
