import type { S3Config } from '@ashlar/storage';
import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CheckCode } from '../codes.js';
import { type Answer, type Fault, isFault, type Line } from '../line.js';
import { readXml } from './answers.js';

interface AssumeRoleDeps {
  readonly line: Line;
  readonly config: S3Config;
  /** Of who takes on the role. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/** Shorter ones are not given; a test needs less. */
const seconds = 900;

const usualRegion = 'us-east-1';

/** Where roles are given: as is set, by the cloud of the bucket, or else by the store itself. */
export function roleEndpoint({ stsEndpoint, endpoint, region = usualRegion }: S3Config): string {
  if (stsEndpoint !== undefined) return stsEndpoint;
  const [, suffix] = /\.(amazonaws\.com(?:\.cn)?)$/.exec(new URL(endpoint).hostname) ?? [];
  // A part of a name, and no name of another host.
  const known = /^[a-z0-9][a-z0-9-]{0,62}$/.test(region) ? region : usualRegion;
  return suffix === undefined ? endpoint : `https://sts.${known}.${suffix}`;
}

/** Takes on the role of a storage, for a while. @returns what requests are signed with then, beside what else is stored. */
export async function assumeRole({
  line,
  config,
  credentials,
  now,
}: AssumeRoleDeps): Promise<Readonly<Record<string, string>> | Fault> {
  const { access_key_id: accessKeyId = '', secret_access_key: secretAccessKey = '' } = credentials;
  const { session_token: sessionToken } = credentials;
  const url = new URL(roleEndpoint(config));
  const body = new URLSearchParams({
    ...{ Action: 'AssumeRole', Version: '2011-06-15', DurationSeconds: String(seconds) },
    RoleSessionName: config.roleSessionName ?? 'ashlar-check',
    ...(config.roleArn !== undefined && { RoleArn: config.roleArn }),
    ...(config.roleExternalId !== undefined && { ExternalId: config.roleExternalId }),
  }).toString();
  const signer = new SignatureV4({
    service: 'sts',
    region: config.region ?? usualRegion,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    sha256: Hash.bind(null, 'sha256'),
    applyChecksum: true,
  });
  const { headers } = await signer.sign(
    {
      ...{ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: '/', query: {}, body },
      headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    },
    { signingDate: now() },
  );
  const answer = await line.call({
    ...{ method: 'POST', url: `${url.origin}/`, body, verifyTls: config.tlsVerify },
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host')),
  });
  if (isFault(answer)) return answer;
  const given = answer.status === 200 ? readRole(answer.body) : undefined;
  if (given) return { ...credentials, ...given };
  return { fault: refusalOf(answer), at: 'connection' };
}

function readRole(body: Buffer): Readonly<Record<string, string>> | undefined {
  const { AssumeRoleResult: result } = readXml(body, 'AssumeRoleResponse') ?? {};
  const { Credentials: given } = Object(result) as Readonly<Record<string, unknown>>;
  const {
    AccessKeyId: id,
    SecretAccessKey: secret,
    SessionToken: token,
  } = Object(given) as Readonly<Record<string, unknown>>;
  const isWhole = [id, secret, token].every(
    // What goes into headers.
    (one) => typeof one === 'string' && /^[!-~]{1,16384}$/.test(one),
  );
  if (!isWhole) return undefined;
  return { access_key_id: String(id), secret_access_key: String(secret), session_token: String(token) };
}

const codes: Readonly<Record<string, CheckCode>> = {
  ...{ AccessDenied: 'ROLE_DENIED', AccessDeniedException: 'ROLE_DENIED' },
  ...{ InvalidClientTokenId: 'ACCESS_KEY_UNKNOWN', InvalidAccessKeyId: 'ACCESS_KEY_UNKNOWN' },
  ...{ SignatureDoesNotMatch: 'SECRET_KEY_WRONG', InvalidParameterValue: 'ROLE_REFUSED' },
  ...{ ExpiredToken: 'SESSION_TOKEN_REFUSED', ExpiredTokenException: 'SESSION_TOKEN_REFUSED' },
  ...{ RequestExpired: 'CLOCK_SKEW', RequestTimeTooSkewed: 'CLOCK_SKEW', Throttling: 'STORE_BUSY' },
  ...{ ValidationError: 'ROLE_REFUSED', MissingParameter: 'ROLE_REFUSED', InternalError: 'STORE_ERROR' },
};

function refusalOf({ status, body }: Answer): CheckCode {
  const { Error: error } = readXml(body, 'ErrorResponse') ?? {};
  const { Code: code } = Object(error) as Readonly<Record<string, unknown>>;
  const known = typeof code === 'string' && Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (known) return known;
  if (status >= 300 && status < 400) return 'REDIRECTED';
  if (status === 429 || status === 503) return 'STORE_BUSY';
  if (status >= 500) return 'STORE_ERROR';
  // A store that gives no roles takes it for a request to itself.
  return error === undefined ? 'ROLES_NOT_GIVEN' : 'ROLE_REFUSED';
}
