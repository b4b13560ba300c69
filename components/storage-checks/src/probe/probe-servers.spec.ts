import type { StorageConfig } from '@ashlar/storage';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { IntendedUse } from '../checks.types.js';
import { briefly, localEgress, type Script, type ScriptedServer, startScripted } from './probe.fixture.js';
import { createProbe } from './probe.js';

const egress = localEgress();
const secret = (): string => randomBytes(24).toString('base64url');
let store: ScriptedServer;

beforeAll(async () => {
  store = await startScripted(() => undefined);
});
afterAll(() => store.stop());

const probe = (
  config: StorageConfig,
  credentials: Readonly<Record<string, string>> = {},
  use: IntendedUse = 'read',
) => createProbe({ egress })({ config, credentials, use, signal: new AbortController().signal });

/** The first call is nobody's. */
const afterContact = (script: Script): Script => {
  let called = false;
  store.asked.splice(0);
  return (asked, response, socket) => {
    if (called) return script(asked, response, socket);
    called = true;
    response.end();
  };
};

const webdav = (more: object = {}): StorageConfig => ({
  ...{ type: 'webdav', url: `${store.endpoint}/dav`, vendor: 'other', tlsVerify: true },
  ...{ auth: 'basic', user: 'ann', path: 'my files', ...more },
});
const multistatus = `<d:multistatus xmlns:d="DAV:">
  <d:response><d:href>/dav/my%20files/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop></d:propstat></d:response>
  <d:response><d:href>/dav/my%20files/a.txt</d:href><d:propstat><d:prop><d:resourcetype/></d:prop></d:propstat></d:response>
</d:multistatus>`;

describe('WebDAV', () => {
  it('is listed and read by who signs in, and nothing is written', async () => {
    const pass = secret();
    store.become(
      afterContact(({ method }, response) => {
        if (method === 'PROPFIND') response.writeHead(207).end(multistatus);
        else response.writeHead(206).end('x');
      }),
    );
    const report = await probe(webdav(), { pass });
    expect(briefly(report.checks)).toEqual({
      ...{ dns: 'pass OK', tls: 'skip PLAIN_HTTP', auth: 'pass OK', bucket: 'pass OK', list: 'pass OK' },
      ...{ read: 'pass OK', write: 'skip NOT_NEEDED', delete: 'skip NOT_NEEDED' },
    });
    expect(store.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      ...['GET /', 'PROPFIND /dav/my%20files/', 'GET /dav/my%20files/a.txt'],
    ]);
    const [first, ...others] = store.asked.map(({ headers }) => headers.authorization);
    expect(first).toBeUndefined();
    expect(others).toEqual(Array(2).fill(`Basic ${Buffer.from(`ann:${pass}`).toString('base64')}`));
    const written = await probe(webdav(), { pass }, 'write');
    expect(briefly(written.checks).write).toBe('skip PROTOCOL_NOT_TESTED');
    expect(written).toMatchObject({ status: 'warn', code: 'PROTOCOL_NOT_TESTED' });
  });

  it.each<[string, number, string, string]>([
    ['wrong password', 401, 'auth', 'fail CREDENTIALS_REFUSED'],
    ['missing folder', 404, 'bucket', 'fail BUCKET_MISSING'],
    ['redirect', 302, 'auth', 'fail REDIRECTED'],
    ['page for people', 200, 'auth', 'fail UNINTELLIGIBLE'],
    ['full disk', 507, 'auth', 'fail STORE_FULL'],
  ])('has a %s', async (_, status, name, expected) => {
    store.become(afterContact((__, response) => response.writeHead(status).end('<html></html>')));
    const report = await probe(webdav(), { pass: secret() });
    expect(report.status).toBe('fail');
    expect(Object.entries(briefly(report.checks))).toContainEqual([name, expected]);
  });

  it('sends no credentials to where a listing points', async () => {
    const elsewhere = multistatus.replace('/dav/my%20files/a.txt', 'http://127.0.0.1:9/a.txt');
    store.become(afterContact((_, response) => response.writeHead(207).end(elsewhere)));
    const report = await probe(webdav(), { pass: secret() });
    expect(briefly(report.checks)).toMatchObject({ list: 'pass OK', read: 'skip NOTHING_TO_READ' });
    const missing = await probe(webdav());
    expect(briefly(missing.checks).auth).toBe('fail CREDENTIALS_MISSING');
  });
});

it('a web server is listed by its links', async () => {
  store.become(
    afterContact(({ path }, response) => {
      if (path.endsWith('/')) {
        response
          .setHeader('content-type', 'text/html; charset=utf-8')
          .end('<a href="../">up</a><a href="?C=N">n</a><a class="x" href="a%20b.csv">a b</a>');
      } else response.end('x');
    }),
  );
  const config = { type: 'http', url: `${store.endpoint}/data`, tlsVerify: true, noHead: false } as const;
  const report = await probe(config);
  expect(briefly(report.checks)).toMatchObject({ auth: 'skip ANONYMOUS', list: 'pass OK', read: 'pass OK' });
  expect(store.asked.at(-1)?.path).toBe('/data/a%20b.csv');
});

it('blobs of Azure are listed with a signed URL, at the account of the storage', async () => {
  const sig = secret();
  store.become(
    afterContact(({ query }, response) =>
      query.get('sig') === sig
        ? response.end(
            '<EnumerationResults><Blobs><Blob><Name>a/b</Name></Blob></Blobs></EnumerationResults>',
          )
        : response.writeHead(403).end(),
    ),
  );
  const config = (auth: 'sas'): StorageConfig => ({
    ...{
      type: 'azureblob',
      account: 'acc',
      container: 'box',
      endpoint: store.endpoint,
      tlsVerify: true,
      auth,
    },
  });
  const report = await probe(config('sas'), { sas_url: `https://elsewhere.example/box?sv=1&sig=${sig}` });
  expect(briefly(report.checks)).toMatchObject({ auth: 'pass OK', list: 'pass OK', read: 'pass OK' });
  expect(store.asked.at(-1)?.path).toBe('/box/a/b');
});

it('Google is listed with a token that the key of the account signed; the key goes nowhere', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const account = JSON.stringify({ client_email: 'robot@example.org', private_key: pem });
  store.become(
    afterContact((_, response) =>
      response.end(JSON.stringify({ kind: 'storage#objects', items: [{ name: 'a/b' }] })),
    ),
  );
  const config: StorageConfig = {
    ...{ type: 'gcs', bucket: 'box', endpoint: store.endpoint, tlsVerify: true },
    ...{ auth: 'service-account', bucketPolicyOnly: false },
  };
  const report = await probe(config, { service_account_credentials: account });
  expect(briefly(report.checks)).toMatchObject({ auth: 'pass OK', list: 'pass OK', read: 'pass OK' });
  const token = store.asked.at(-1)?.headers.authorization?.replace('Bearer ', '') ?? '';
  expect(decodeJwt(token)).toMatchObject({ iss: 'robot@example.org', sub: 'robot@example.org' });
  expect(JSON.stringify(store.asked)).not.toContain(pem.slice(60, 100));
  const broken = await probe(config, { service_account_credentials: 'no JSON' });
  expect(briefly(broken.checks).auth).toBe('fail CREDENTIALS_MISSING');
});

it.each<[string, StorageConfig, string]>([
  ['Dropbox', { type: 'dropbox' }, 'CONNECTED_SERVICE_NEEDED'],
  ['OneDrive', { type: 'onedrive', region: 'global' }, 'CONNECTED_SERVICE_NEEDED'],
])('%s is skipped, with the reason', async (_, config, code) => {
  const report = await probe(config, {}, 'write');
  expect(report).toMatchObject({ status: 'skip', code });
  expect(new Set(report.checks.map(({ status }) => status))).toEqual(new Set(['skip']));
});
