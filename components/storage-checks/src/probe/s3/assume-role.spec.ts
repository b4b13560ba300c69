import { newId, systemContext } from '@ashlar/database';
import type { S3Config, StorageDescription } from '@ashlar/storage';
import { randomBytes } from 'node:crypto';
import type { IntendedUse } from '../../checks.types.js';
import {
  type Asked,
  briefly,
  listing,
  localEgress,
  newKeys,
  s3At,
  type ScriptedServer,
  startScripted,
} from '../probe.fixture.js';
import { createUsageLister } from '../../worker/usage-lister.js';
import { createProbe } from '../probe.js';
import { roleEndpoint } from './assume-role.js';

const egress = localEgress();
let store: ScriptedServer;
let roles: ScriptedServer;
beforeAll(async () => {
  [store, roles] = await Promise.all([
    startScripted((_, response) => listing(response)),
    startScripted(() => undefined),
  ]);
});
afterAll(() => Promise.all([store.stop(), roles.stop()]));
beforeEach(() => {
  for (const server of [store, roles]) server.asked.splice(0);
});

const given = () => ({ ...newKeys(), session_token: randomBytes(40).toString('base64') });
type Given = ReturnType<typeof given>;
const assumed = ({ access_key_id: id, secret_access_key: secret, session_token: token }: Given): string =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
   <AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${token}</SessionToken>
   </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const refused = (code: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>upstream-words</Message></Error></ErrorResponse>`;

const config = (more: Partial<S3Config> = {}): S3Config =>
  s3At(store.endpoint, { auth: 'role', stsEndpoint: roles.endpoint, ...more });
const probe = (
  credentials: Readonly<Record<string, string>>,
  more: Partial<S3Config> = {},
  use: IntendedUse = 'list',
) =>
  createProbe({ egress })({ config: config(more), credentials, use, signal: new AbortController().signal });

const keyIn = ({ headers }: Asked): string | undefined =>
  /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1];

it('a role is taken on with the keys, and the store sees the role alone', async () => {
  const keys = newKeys();
  const role = given();
  roles.become((_, response) => response.end(assumed(role)));
  const report = await probe(keys, {
    roleArn: 'arn:aws:iam::123456789012:role/reader',
    roleExternalId: 'x y',
  });
  expect(report.status).toBe('pass');
  expect(roles.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /']);
  expect(roles.asked.map(keyIn)).toEqual([keys.access_key_id]);
  expect(roles.asked[0]?.headers.authorization).toContain('/us-east-1/sts/aws4_request');
  const signed = store.asked.filter(({ headers }) => headers.authorization !== undefined);
  expect(signed.length).toBeGreaterThan(0);
  expect(new Set(signed.map(keyIn))).toEqual(new Set([role.access_key_id]));
  expect(new Set(signed.map(({ headers }) => headers['x-amz-security-token']))).toEqual(
    new Set([role.session_token]),
  );
  const shown = JSON.stringify([report, egress.logger.entries]);
  for (const secret of [keys.secret_access_key, role.secret_access_key, role.session_token]) {
    expect(shown).not.toContain(secret);
  }
});

it.each<[string, number, string, string]>([
  ['is not given to these keys', 403, refused('AccessDenied'), 'ROLE_DENIED'],
  ['is asked for by an unknown key', 403, refused('InvalidClientTokenId'), 'ACCESS_KEY_UNKNOWN'],
  ['is asked for with a wrong secret', 403, refused('SignatureDoesNotMatch'), 'SECRET_KEY_WRONG'],
  ['is asked for with an old token', 403, refused('ExpiredToken'), 'SESSION_TOKEN_REFUSED'],
  ['is asked for at another time', 400, refused('RequestExpired'), 'CLOCK_SKEW'],
  ['has a name that is none', 400, refused('ValidationError'), 'ROLE_REFUSED'],
  ['is refused for a reason that nobody knows', 400, refused('constructor'), 'ROLE_REFUSED'],
  ['is given by nobody there', 405, '<html>upstream-words</html>', 'ROLES_NOT_GIVEN'],
  ['is given elsewhere', 302, '', 'REDIRECTED'],
  [
    'is given in half',
    200,
    '<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>',
    'ROLES_NOT_GIVEN',
  ],
  ['is given by a service that is broken', 500, '', 'STORE_ERROR'],
])('a role that %s is named, and nothing is sent to the store', async (_, status, body, code) => {
  roles.become((__, response) => response.writeHead(status).end(body));
  const report = await probe(newKeys());
  expect(report).toMatchObject({ status: 'fail', code });
  expect(briefly(report.checks)).toMatchObject({
    dns: 'pass OK',
    auth: `fail ${code}`,
    bucket: 'skip NOT_REACHED',
  });
  expect(store.asked.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  expect(JSON.stringify(report)).not.toContain('upstream-words');
});

it('the address for roles is checked like any other', async () => {
  for (const stsEndpoint of [
    'http://169.254.169.254',
    'http://10.0.0.1',
    'http://metadata.google.internal',
  ]) {
    const report = await probe(newKeys(), { stsEndpoint });
    expect(briefly(report.checks).auth).toBe('fail ADDRESS_UNUSABLE');
  }
});

it('roles are given by the cloud of the bucket, or by the store itself, where nothing is set', () => {
  const at = (endpoint: string, more: Partial<S3Config> = {}) =>
    roleEndpoint({ ...config({ region: undefined, ...more, stsEndpoint: undefined }), endpoint });
  expect(at('https://s3.eu-central-1.amazonaws.com', { region: 'eu-central-1' })).toBe(
    'https://sts.eu-central-1.amazonaws.com',
  );
  expect(at('https://s3.amazonaws.com')).toBe('https://sts.us-east-1.amazonaws.com');
  expect(at('https://s3.cn-north-1.amazonaws.com.cn', { region: 'cn-north-1' })).toBe(
    'https://sts.cn-north-1.amazonaws.com.cn',
  );
  for (const region of ['other.example/', 'a@b', 'x.y', 'eu#', '']) {
    expect(at('https://s3.amazonaws.com', { region })).toBe('https://sts.us-east-1.amazonaws.com');
  }
  expect(at('https://evil-amazonaws.com.example')).toBe('https://evil-amazonaws.com.example');
  expect(at('http://minio.test:9000')).toBe('http://minio.test:9000');
});

it('without keys nobody asks for a role, and a workload of its own is not tried', async () => {
  expect(briefly((await probe({})).checks).auth).toBe('fail CREDENTIALS_MISSING');
  expect(await probe({}, { auth: 'web-identity' })).toMatchObject({
    status: 'warn',
    code: 'SIGN_IN_NOT_TESTED',
  });
  expect(roles.asked).toEqual([]);
});

it('what a storage holds is counted in its role, and not without it', async () => {
  const role = given();
  store.become((_, response) => listing(response, ['a', 'b']));
  const list = createUsageLister({ egress, values: async () => newKeys() });
  const storage = (id: string): StorageDescription => ({
    ...{
      id,
      name: 'x',
      owner: { type: 'platform', id: newId() },
      domainId: undefined,
      enabled: true,
      version: 1,
    },
    ...{ config: config(), target: '', credentials: [] },
  });
  roles.become((_, response) => response.writeHead(403).end(refused('AccessDenied')));
  await expect(list(systemContext('spec'), storage('1'), undefined)).rejects.toMatchObject({
    code: 'ROLE_DENIED',
  });
  expect(store.asked).toEqual([]);
  roles.become((_, response) => response.end(assumed(role)));
  const page = await list(systemContext('spec'), storage('2'), undefined);
  expect(page).toMatchObject({ objects: 2n, bytes: 14n });
  expect(new Set(store.asked.map(keyIn))).toEqual(new Set([role.access_key_id]));
});
