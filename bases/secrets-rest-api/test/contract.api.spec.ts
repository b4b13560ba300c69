import { Secret } from '@ashlar/config';
import { createConfigBundles } from '@ashlar/config-bundles';
import { contextFor, newId } from '@ashlar/database';
import { loadMigrations } from '@ashlar/schema';
import { createHttpClient, walkContract } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { type KubernetesApi, startKubernetesApi, validateAsConfigured } from '@ashlar/test-kubernetes';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigner } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';
import { deployable, secretsApi, startSecretsApi } from '../src/index.js';
import { newKeys, openOwner, operatorClaims, type Owner } from './secrets.fixture.js';

let identity: IdentityProvider;
let testDatabase: TestDatabase;
let service: Awaited<ReturnType<typeof startSecretsApi>>;
let owner: Owner;
let cluster: KubernetesApi;
const keys = newKeys();
const bundleKey = randomBytes(32);

beforeAll(async () => {
  [identity, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  const folder = mkdtempSync(join(tmpdir(), 'ashlar-contract-'));
  writeFileSync(join(folder, 'token'), 'own');
  cluster = await startKubernetesApi({
    tokens: { own: { username: 'system:serviceaccount:ashlar:secrets-api' } },
    namespaces: ['science'],
    validate: validateAsConfigured(process.env),
  });
  const uid = '5f0c3a6e-0d3b-4a70-9c07-5d9f2b8f3a11';
  cluster.put({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'session-1', namespace: 'science', uid } });
  service = await startSecretsApi({
    ASHLAR_SECRETS_NAMESPACES: 'notebooks=science',
    ASHLAR_KUBERNETES_API: cluster.url,
    ASHLAR_KUBERNETES_TOKEN_FILE: join(folder, 'token'),
    DATABASE_URL: testDatabase.urlFor('secrets'),
    ASHLAR_AUTH_ISSUERS: identity.issuer,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: '0',
    ASHLAR_HTTP_RATE_LIMIT: '1000000',
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
    ASHLAR_SECRETS_PLAINTEXT_REPLIES: 'allowed',
    ASHLAR_CONFIG_BUNDLE_SIGNERS: createSigner(bundleKey).publicKey.toString('base64'),
    ...keys.env,
  });
  owner = await openOwner(testDatabase.urlFor('data'), keys);
}, 30_000);
afterAll(async () => {
  await service.lifecycle.stop('the spec is done');
  await owner.database.close();
  await cluster.stop();
  await identity.stop();
  await testDatabase.drop();
});

describe('the secrets API', () => {
  it('keeps the conventions in every operation that it documents', async () => {
    // What each call uses up, made before: the walk asks for it without waiting.
    const secret = await owner.keep('walked', Buffer.from('value'));
    const notebooks = createHttpClient(service.url, await identity.issueToken('notebooks'));
    const operator = createHttpClient(
      service.url,
      await identity.issueToken('notebooks', { claims: operatorClaims }),
    );
    const grants: string[] = [];
    const tokens: string[] = [];
    const staged: string[] = [];
    const bundles = createConfigBundles({
      database: owner.database,
      key: new Secret(bundleKey.toString('base64')),
    });
    const person = contextFor({ kind: 'user', id: owner.id, roles: [] });
    const { sha256 } = await bundles.make(person, { projectId: newId(), userId: owner.id }, []);
    for (let index = 0; index < 24; index += 1) {
      grants.push(await owner.grant(secret));
      const wrapped = await notebooks.call('POST', '/api/secrets/wrap', {
        json: { value_base64: 'dmFsdWU=' },
      });
      tokens.push((wrapped.json as { readonly token: string }).token);
      const ring = await operator.call('POST', '/api/secrets/keys/stage');
      staged.push((ring.json as { readonly keys: readonly { readonly id: string }[] }).keys.at(-1)?.id ?? '');
    }
    const { walked, faults } = await walkContract({
      values: {
        fields: {
          ...{ grant: () => grants.pop(), token: () => tokens.pop(), key_id: () => staged.pop() },
          namespace: () => 'science',
          key_mapping: () => [{ secret_id: secret, keys: ['walked'] }],
        },
        parameters: { sha256: () => sha256 },
      },
      baseUrl: service.url,
      documentPath: '/api/secrets/spec.json',
      tokens: {
        // A service that may do everything: people are given no values.
        all: await identity.issueToken('notebooks', { claims: operatorClaims }),
        expired: await identity.issueToken('notebooks', { ttlSeconds: -60 }),
      },
    });
    expect(faults).toEqual([]);
    expect(Object.keys(walked)).toEqual(
      expect.arrayContaining(['getReadiness', 'fetchSecrets', 'rotateKeys']),
    );
  }, 120_000);

  it('serves the document that is made of it without starting it', async () => {
    const { json } = await createHttpClient(service.url).call('GET', '/api/secrets/spec.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(deployable.document())));
  });

  it('needs migrations that exist', () => {
    const names = loadMigrations().map(({ name }) => name);
    expect(
      secretsApi.needs.map(({ migration }) => migration).filter((name) => !names.includes(name)),
    ).toEqual([]);
  });
});
