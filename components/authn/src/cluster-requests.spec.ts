import { createRecordingLogger } from '@ashlar/logging/testing';
import { type CertificateAuthority, createCertificateAuthority } from '@ashlar/test-http/certificates';
import { type KubernetesApi, startKubernetesApi } from '@ashlar/test-kubernetes';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createClusterRequests,
  createServiceAccounts,
  type ServiceAccountsConfig,
  type TokenScheme,
} from './index.js';

const issuer = 'https://kubernetes.default.svc';
const username = 'system:serviceaccount:science:notebooks';
const service = { kind: 'service', id: 'notebooks', roles: ['service'] };

let folder: string;
let authority: CertificateAuthority;
let cluster: KubernetesApi;
/** An unverified token of the cluster; what it is worth only the cluster can say. */
let token: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ashlar-ca-'));
  [authority, keys] = await Promise.all([createCertificateAuthority(), generateKeyPair('RS256')]);
  const other = await createCertificateAuthority();
  for (const [name, text] of Object.entries({
    token: 'own\n',
    'ca.crt': authority.ca,
    'other.crt': other.ca,
  }))
    writeFileSync(join(folder, name), text);
  // As a cluster has it: several authorities in one file.
  writeFileSync(join(folder, 'both.crt'), `${other.ca}\n${authority.ca}\n`);
  token = await tokenOf(issuer);
  cluster = await startKubernetesApi({
    tls: await authority.issue(['127.0.0.1', 'kubernetes.default.svc']),
    tokens: {
      own: { username: 'system:serviceaccount:ashlar:data-api' },
      [token]: { username, audiences: ['ashlar'] },
    },
  });
});
afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true });
});

const tokenOf = (iss: string): Promise<string> =>
  new SignJWT({ aud: ['ashlar'], iss, sub: username })
    .setProtectedHeader({ alg: 'RS256', kid: 'sa' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(keys.privateKey);

function accounts(overrides: Partial<ServiceAccountsConfig> = {}): TokenScheme {
  const config: ServiceAccountsConfig = {
    ...{ issuer, audience: 'ashlar', accounts: ['science:notebooks=notebooks'], check: 'token-review' },
    ...{ apiUrl: cluster.url, caFile: join(folder, 'ca.crt'), tokenFile: join(folder, 'token') },
    timeoutMs: 2_000,
    ...overrides,
  };
  const scheme = createServiceAccounts({ config, logger: createRecordingLogger() });
  if (!scheme) throw new Error('no cluster');
  return scheme;
}

describe('a cluster that is known by a certificate of its own', () => {
  it('reviews tokens', async () => {
    expect(await accounts().authenticate(token)).toEqual(service);
    expect(cluster.requests.at(-1)).toMatchObject({
      path: '/apis/authentication.k8s.io/v1/tokenreviews',
      username: 'system:serviceaccount:ashlar:data-api',
      status: 201,
    });
  });

  it('is trusted by any of the authorities of the file', async () => {
    const caFile = join(folder, 'both.crt');
    expect(await accounts({ caFile }).authenticate(token)).toEqual(service);
  });

  it.each([
    ['the public authorities', undefined],
    ['another authority of the same name', 'other.crt'],
  ])('gets no token and no answer of it counts, where only %s are trusted', async (_, file) => {
    const before = cluster.requests.length;
    const caFile = file === undefined ? undefined : join(folder, file);
    await expect(accounts({ caFile }).authenticate(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(cluster.requests).toHaveLength(before);
  });

  it('must be the one that the address names', async () => {
    const before = cluster.requests.length;
    const apiUrl = cluster.url.replace('127.0.0.1', 'localhost');
    await expect(accounts({ apiUrl }).authenticate(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(cluster.requests).toHaveLength(before);
  });

  it('gives its keys over the same', async () => {
    const published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'sa', alg: 'RS256' }] };
    let url = '';
    const server: Server = createServer(await authority.issue(['127.0.0.1']), (req, res) => {
      const isAbout = req.url === '/.well-known/openid-configuration';
      res.end(JSON.stringify(isAbout ? { issuer: url, jwks_uri: `${url}/keys` } : published));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const own = await tokenOf(url);
      const over = (file: string) =>
        accounts({ issuer: url, check: 'keys', caFile: join(folder, file) }).authenticate(own);
      expect(await over('ca.crt')).toEqual(service);
      await expect(over('other.crt')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is asked for nothing where the file of certificates is none', () => {
    writeFileSync(join(folder, 'broken.crt'), authority.ca.replaceAll(/[a-z]/g, '-'));
    expect(() => createClusterRequests({ caFile: join(folder, 'missing.crt') })).toThrow(/ENOENT/);
    return expect(accounts({ caFile: join(folder, 'broken.crt') }).authenticate(token)).rejects.toMatchObject(
      {
        code: 'UNAVAILABLE',
      },
    );
  });
});
