import type { AzureBlobConfig } from '@ashlar/storage';
import { createHmac, randomBytes } from 'node:crypto';
import { stringToSign } from './azure-key.js';
import { type Asked, briefly, localEgress, type ScriptedServer, startScripted } from './probe.fixture.js';
import { createProbe } from './probe.js';

let store: ScriptedServer;
beforeAll(async () => {
  store = await startScripted(() => undefined);
});
afterAll(() => store.stop());

const newKey = (): string => randomBytes(64).toString('base64');
const listed = '<EnumerationResults><Blobs><Blob><Name>a b/c</Name></Blob></Blobs></EnumerationResults>';

/** Written down as the service describes it, apart from what is tested. */
function signatureFor(key: string, lines: readonly string[]): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(lines.join('\n')).digest('base64');
}

const probe = (more: Partial<AzureBlobConfig>, credentials: Readonly<Record<string, string>>) =>
  createProbe({ egress: localEgress() })({
    config: {
      ...{ type: 'azureblob', account: 'myaccount', container: 'box', endpoint: store.endpoint },
      ...{ tlsVerify: true, auth: 'key', ...more },
    },
    ...{ credentials, use: 'read', signal: new AbortController().signal },
  });

const become = (
  answer: (asked: Asked) => { status?: number; code?: string; body?: string },
  date?: Date,
): void => {
  store.asked.splice(0);
  store.become((asked, response) => {
    if (date) response.setHeader('date', date.toUTCString());
    // Nobody has signed in yet.
    if (asked.path === '/') return void response.end();
    const { status = 200, code, body = '' } = answer(asked);
    if (code !== undefined) response.setHeader('x-ms-error-code', code);
    response.writeHead(status).end(body);
  });
};

it('what is signed is what the service publishes as its example', () => {
  const headers = { 'x-ms-version': '2015-02-21', 'x-ms-date': 'Fri, 26 Jun 2015 23:39:12 GMT' };
  const url =
    'https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=metadata&timeout=20';
  expect(stringToSign('myaccount', 'GET', url, headers)).toBe(
    'GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n' +
      '/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20',
  );
  const several =
    'https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=list&include=snapshots&include=metadata&include=uncommittedblobs';
  expect(stringToSign('myaccount', 'GET', several, {}).split('\n').slice(-4)).toEqual([
    ...[
      '/myaccount/mycontainer',
      'comp:list',
      'include:metadata,snapshots,uncommittedblobs',
      'restype:container',
    ],
  ]);
});

it('the key of an account signs each request, and goes nowhere', async () => {
  const key = newKey();
  become(({ path }) => (path === '/box' ? { body: listed } : { status: 206 }));
  const report = await probe({ prefix: 'my runs' }, { key });
  expect(report.status).toBe('pass');
  expect(briefly(report.checks)).toMatchObject({
    auth: 'pass OK',
    bucket: 'pass OK',
    list: 'pass OK',
    read: 'pass OK',
  });
  const [first, list, read] = store.asked;
  expect(first?.headers.authorization).toBeUndefined();
  const empty = (count: number): string[] => Array<string>(count).fill('');
  const own = (one: Asked | undefined) => [
    ...['x-ms-date', 'x-ms-version'].map((name) => `${name}:${String(one?.headers[name])}`),
  ];
  expect(list?.headers.authorization).toBe(
    `SharedKey myaccount:${signatureFor(key, [
      ...['GET', ...empty(11), ...own(list), '/myaccount/box'],
      ...['comp:list', 'maxresults:1', 'prefix:my runs/', 'restype:container'],
    ])}`,
  );
  expect(read?.headers.authorization).toBe(
    `SharedKey myaccount:${signatureFor(key, [
      ...['GET', ...empty(10), 'bytes=0-0', ...own(read), '/myaccount/box/a%20b/c'],
    ])}`,
  );
  expect(JSON.stringify([report, store.asked])).not.toContain(key);
});

it.each<[string, { status: number; code?: string }, string, string]>([
  ['wrong key', { status: 403, code: 'AuthenticationFailed' }, 'auth', 'CREDENTIALS_REFUSED'],
  [
    'account without keys',
    { status: 403, code: 'KeyBasedAuthenticationNotPermitted' },
    'auth',
    'ACCOUNT_KEYS_OFF',
  ],
  ['caller without rights', { status: 403, code: 'AuthorizationFailure' }, 'auth', 'ACCESS_DENIED'],
  ['missing container', { status: 404, code: 'ContainerNotFound' }, 'bucket', 'BUCKET_MISSING'],
  ['busy account', { status: 503, code: 'ServerBusy' }, 'auth', 'STORE_BUSY'],
])('a %s is named', async (_, answer, name, code) => {
  become(() => answer);
  const report = await probe({}, { key: newKey() });
  expect(report).toMatchObject({ status: 'fail', code });
  expect(Object.entries(briefly(report.checks))).toContainEqual([name, `fail ${code}`]);
});

it('a clock that is wrong is named, instead of the key that it spoils', async () => {
  become(() => ({ status: 403, code: 'AuthenticationFailed' }), new Date(Date.now() - 3_600_000));
  expect(await probe({}, { key: newKey() })).toMatchObject({ status: 'fail', code: 'CLOCK_SKEW' });
});

it('a key that is not set signs nothing, and a signed URL stays out of it', async () => {
  become(() => ({ body: listed }));
  const report = await probe({}, { sas_url: `https://x.example/box?sig=${newKey()}` });
  expect(briefly(report.checks).auth).toBe('fail CREDENTIALS_MISSING');
  expect(store.asked).toHaveLength(1);
  const other = await probe({ auth: 'service-principal' }, { client_secret: newKey() });
  expect(other).toMatchObject({ status: 'warn', code: 'SIGN_IN_NOT_TESTED' });
});
