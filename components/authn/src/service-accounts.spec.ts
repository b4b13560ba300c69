import { createRecordingLogger } from '@ashlar/logging/testing';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type TinyServer } from './authn.fixture.js';
import { createServiceAccounts, type ServiceAccountsConfig, type TokenScheme } from './index.js';

let cluster: TinyServer;
let folder: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
/** What the API answers, and what it was asked. */
let answer: { status: number; body: unknown };
const asked: { path: string; authorization: string | undefined; type: string | undefined; body: unknown }[] =
  [];

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  const published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'sa', alg: 'RS256' }] };
  folder = mkdtempSync(join(tmpdir(), 'ashlar-sa-'));
  writeFileSync(join(folder, 'token'), 'own-token\n');
  cluster = await serve((req, res) => {
    res.setHeader('content-type', 'application/json');
    if (req.url === '/.well-known/openid-configuration') {
      res.end(JSON.stringify({ issuer: cluster.url, jwks_uri: `${cluster.url}/openid/v1/jwks` }));
    } else if (req.url === '/openid/v1/jwks') res.end(JSON.stringify(published));
    else {
      let text = '';
      req.on('data', (chunk: Buffer) => (text += chunk.toString()));
      req.on('end', () => {
        const { authorization, 'content-type': type } = req.headers;
        asked.push({ path: `${req.method} ${req.url}`, authorization, type, body: JSON.parse(text) });
        res.writeHead(answer.status).end(JSON.stringify(answer.body));
      });
    }
  });
});
afterAll(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => void asked.splice(0));

function accounts(overrides: Partial<ServiceAccountsConfig> = {}): TokenScheme {
  const config: ServiceAccountsConfig = {
    issuer: cluster.url,
    audience: 'ashlar',
    accounts: ['science:notebooks=notebooks'],
    check: 'keys',
    apiUrl: cluster.url,
    caFile: undefined,
    tokenFile: join(folder, 'token'),
    timeoutMs: 500,
    ...overrides,
  };
  const scheme = createServiceAccounts({ config, logger: createRecordingLogger() });
  if (!scheme) throw new Error('no cluster');
  return scheme;
}

const notebooks = 'system:serviceaccount:science:notebooks';

function tokenOf(subject: string, claims: JWTPayload = {}, expires = '10m'): Promise<string> {
  return new SignJWT({ aud: ['ashlar'], iss: cluster.url, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'sa' })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(keys.privateKey);
}

const service = { kind: 'service', id: 'notebooks', roles: ['service'] };

describe('a service-account token, checked with the keys of the cluster', () => {
  it('is the service that the configuration names', async () => {
    const token = await tokenOf(notebooks);
    expect(accounts().recognises(token)).toBe(true);
    expect(await accounts().authenticate(token)).toEqual(service);
  });

  it.each<[string, string, JWTPayload, string]>([
    ['of an account nobody named', 'system:serviceaccount:science:other', {}, '10m'],
    ['of a namespace nobody named', 'system:serviceaccount:games:notebooks', {}, '10m'],
    ['of a person', 'alice', {}, '10m'],
    ['with more than an account in its name', `${notebooks}:x`, {}, '10m'],
    ['for another audience', notebooks, { aud: ['https://kubernetes.default.svc'] }, '10m'],
    ['for others as well', notebooks, { aud: ['ashlar', 'vault'] }, '10m'],
    ['that has expired', notebooks, {}, '-1m'],
  ])('is refused %s', async (_what, subject, claims, expires) => {
    const token = await tokenOf(subject, claims, expires);
    await expect(accounts().authenticate(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('of another issuer is none', async () => {
    expect(accounts().recognises(await tokenOf(notebooks, { iss: 'https://other.example.org' }))).toBe(false);
    expect(accounts().recognises('nonsense')).toBe(false);
  });

  it('is checked by keys that the same calls fetch where the cluster has certificates of its own', async () => {
    const caFile = join(folder, 'ca.crt');
    writeFileSync(caFile, '');
    expect(await accounts({ caFile }).authenticate(await tokenOf(notebooks))).toEqual(service);
    expect(() => accounts({ caFile: join(folder, 'missing') })).toThrow(/ENOENT/);
  });

  it('is nothing where no cluster is configured', () => {
    const config = { issuer: undefined } as unknown as ServiceAccountsConfig;
    expect(createServiceAccounts({ config, logger: createRecordingLogger() })).toBeUndefined();
  });
});

describe('a service-account token, reviewed by the cluster', () => {
  const status = { authenticated: true, audiences: ['ashlar'], user: { username: notebooks } };

  it('is asked about once, in the shape the API wants', async () => {
    answer = { status: 201, body: { kind: 'TokenReview', status } };
    const token = await tokenOf(notebooks);
    const reviewed = accounts({ check: 'token-review' });
    expect(await reviewed.authenticate(token)).toEqual(service);
    expect(await reviewed.authenticate(token)).toEqual(service);
    expect(asked).toEqual([
      {
        path: 'POST /apis/authentication.k8s.io/v1/tokenreviews',
        authorization: 'Bearer own-token',
        type: 'application/json',
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenReview',
          spec: { token, audiences: ['ashlar'] },
        },
      },
    ]);
  });

  it.each([
    ['it is not authentic', { authenticated: false, error: 'expired' }],
    ['nobody checked the audience', { ...status, audiences: undefined }],
    ['it is for others', { ...status, audiences: ['vault'] }],
    ['it is a person', { ...status, user: { username: 'alice' } }],
    ['it is nobody', { ...status, user: {} }],
  ])('is refused when %s', async (_why, said) => {
    answer = { status: 201, body: { status: said } };
    const reviewed = accounts({ check: 'token-review' });
    await expect(reviewed.authenticate(await tokenOf(notebooks))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it.each([
    ['refuses us', { status: 403, body: { kind: 'Status' } }],
    ['says nothing', { status: 201, body: {} }],
    ['says null', { status: 201, body: null }],
  ])('waits when the cluster %s', async (_how, said) => {
    answer = said;
    const reviewed = accounts({ check: 'token-review' });
    await expect(reviewed.authenticate(await tokenOf(notebooks))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});
