import { DestinationUnreachable, type EgressRequest } from '@ashlar/egress';
import type { S3Config } from '@ashlar/storage';
import { type CheckName, checkNames, type IntendedUse } from '../checks.types.js';
import { createProbe, type ProbeDeps } from './probe.js';
import {
  briefly,
  listing,
  localEgress,
  newKeys,
  refusal,
  type S3Server,
  s3At,
  type Script,
  type ScriptedServer,
  startS3,
  startScripted,
} from './probe.fixture.js';

const egress = localEgress();
const signal = new AbortController().signal;
const keys = newKeys();

const probeWith = (
  config: S3Config,
  more: {
    readonly use?: IntendedUse;
    readonly credentials?: Readonly<Record<string, string>>;
    readonly deps?: Partial<ProbeDeps>;
  } = {},
) => {
  const probe = createProbe({ egress, ...more.deps });
  return probe({ config, signal, credentials: more.credentials ?? keys, use: more.use ?? 'write' });
};

describe('a store that works', () => {
  let store: S3Server;
  beforeAll(async () => {
    store = await startS3();
  });
  afterAll(() => store.stop());

  it('passes every check, and nothing is left in it', async () => {
    const { credentials, endpoint } = store;
    const report = await probeWith(s3At(endpoint), { credentials });
    expect(report).toMatchObject({ status: 'pass', code: 'OK', endpoint });
    expect(briefly(report.checks)).toEqual({
      ...{ dns: 'pass OK', tls: 'skip PLAIN_HTTP', auth: 'pass OK', bucket: 'pass OK', list: 'pass OK' },
      ...{ write: 'pass OK', read: 'pass OK', delete: 'pass OK' },
    });
    expect(report.addressing).toEqual({ used: 'path', suggested: undefined });
    const again = await probeWith(s3At(endpoint), { credentials, use: 'read' });
    expect(briefly(again.checks)).toMatchObject({
      ...{ list: 'pass OK', read: 'skip NOTHING_TO_READ' },
      ...{ write: 'skip NOT_NEEDED', delete: 'skip NOT_NEEDED' },
    });
  });

  it('is written below the prefix', async () => {
    const { credentials, endpoint } = store;
    const report = await probeWith(s3At(endpoint, { prefix: 'runs/2026 März+1' }), { credentials });
    expect(report.status).toBe('pass');
  });

  it.each<[string, (store: S3Server) => Parameters<typeof probeWith>, CheckName, string]>([
    [
      'a wrong key',
      ({ endpoint }) => [s3At(endpoint), { credentials: newKeys() }],
      'auth',
      'fail ACCESS_KEY_UNKNOWN',
    ],
    [
      'a wrong secret',
      ({ endpoint, credentials }) => [
        s3At(endpoint),
        { credentials: { ...credentials, secret_access_key: newKeys().secret_access_key } },
      ],
      'auth',
      'fail SECRET_KEY_WRONG',
    ],
    [
      'a missing bucket',
      ({ endpoint, credentials }) => [s3At(endpoint, { bucket: 'elsewhere' }), { credentials }],
      'bucket',
      'fail BUCKET_MISSING',
    ],
    [
      'a missing secret',
      ({ endpoint, credentials: { access_key_id } }) => [s3At(endpoint), { credentials: { access_key_id } }],
      'auth',
      'fail CREDENTIALS_MISSING',
    ],
  ])('says what is wrong with %s', async (_, request, name, expected) => {
    const report = await probeWith(...request(store));
    expect(report.status).toBe('fail');
    expect(briefly(report.checks)[name]).toBe(expected);
    expect(report.code).toBe(expected.split(' ')[1]);
  });
});

describe('a store where something is wrong', () => {
  let store: ScriptedServer;
  beforeAll(async () => {
    store = await startScripted(() => undefined);
  });
  afterAll(() => store.stop());
  beforeEach(() => store.asked.splice(0));

  /** The first call is nobody's, and always answered. */
  const signedIn =
    (script: Script): Script =>
    (asked, response, socket) => {
      if (asked.headers.authorization === undefined) response.writeHead(403).end();
      else script(asked, response, socket);
    };
  const isList = ({ method, query }: Parameters<Script>[0]): boolean =>
    method === 'GET' && query.get('list-type') === '2';
  const isHead = ({ method }: Parameters<Script>[0]): boolean => method === 'HEAD';

  interface Case {
    readonly script: Script;
    readonly config?: Partial<S3Config>;
    readonly use?: IntendedUse;
    readonly status: string;
    readonly checks: Partial<Record<CheckName, string>>;
    /** It takes as long as a call may take. */
    readonly stalls?: true;
    readonly suggested?: { readonly region?: string; readonly addressing?: string };
  }

  const cases: Readonly<Record<string, Case>> = {
    'another region': {
      script: signedIn((_, response) =>
        refusal(response, 400, 'AuthorizationHeaderMalformed', '<Region>eu-central-1</Region>'),
      ),
      status: 'fail',
      checks: { auth: 'fail WRONG_REGION', bucket: 'skip NOT_REACHED' },
      suggested: { region: 'eu-central-1' },
    },
    'another region, said by a redirect': {
      script: signedIn((_, response) =>
        response
          .writeHead(301, { 'x-amz-bucket-region': 'eu-west-3', location: 'http://169.254.169.254/' })
          .end(),
      ),
      status: 'fail',
      checks: { auth: 'fail WRONG_REGION' },
      suggested: { region: 'eu-west-3' },
    },
    'no region set, and one needed': {
      config: { region: undefined },
      use: 'list',
      script: signedIn(({ headers }, response) =>
        headers.authorization?.includes('/eu-central-1/s3/')
          ? listing(response)
          : refusal(response, 400, 'AuthorizationHeaderMalformed', '<Region>eu-central-1</Region>'),
      ),
      status: 'warn',
      checks: { auth: 'warn REGION_DETECTED', list: 'pass OK' },
      suggested: { region: 'eu-central-1' },
    },
    'a redirect': {
      script: signedIn((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()),
      status: 'fail',
      checks: { auth: 'fail REDIRECTED' },
    },
    garbage: {
      script: signedIn((_, response) => response.end('<html>upstream-words</html>')),
      status: 'fail',
      checks: { auth: 'fail UNINTELLIGIBLE' },
    },
    'what is no HTTP': {
      script: signedIn((_, __, socket) => socket.end('SSH-2.0-upstream-words\r\n\r\n')),
      status: 'fail',
      checks: { auth: 'fail UNINTELLIGIBLE' },
    },
    'too much of an answer': {
      script: signedIn((_, response) => response.end('x'.repeat(300_000))),
      status: 'fail',
      checks: { auth: 'fail UNINTELLIGIBLE' },
    },
    'an error of its own': {
      script: signedIn((_, response) => refusal(response, 500, 'InternalError')),
      status: 'fail',
      checks: { auth: 'fail STORE_ERROR' },
    },
    'too many requests': {
      script: signedIn((_, response) => refusal(response, 503, 'SlowDown')),
      status: 'fail',
      checks: { auth: 'fail STORE_BUSY' },
    },
    'a token that has expired': {
      script: signedIn((_, response) => refusal(response, 400, 'ExpiredToken')),
      status: 'fail',
      checks: { auth: 'fail SESSION_TOKEN_REFUSED' },
    },
    'silence from the start': {
      stalls: true,
      script: () => undefined,
      status: 'fail',
      checks: { dns: 'pass OK', tls: 'fail STALLED', auth: 'skip NOT_REACHED' },
    },
    'silence once somebody signs in': {
      stalls: true,
      script: signedIn(() => undefined),
      status: 'fail',
      checks: { auth: 'fail STALLED' },
    },
    'its end during the test': {
      script: signedIn((asked, response, socket) => (isList(asked) ? listing(response) : socket.destroy())),
      status: 'fail',
      checks: { list: 'pass OK', write: 'fail CONNECTION_LOST', delete: 'warn CONNECTION_LOST' },
    },
    'a key that may only read': {
      script: signedIn((asked, response) =>
        isList(asked) ? listing(response) : refusal(response, 403, 'AccessDenied'),
      ),
      status: 'fail',
      checks: { auth: 'pass OK', list: 'pass OK', write: 'fail WRITE_DENIED', delete: 'skip NOT_REACHED' },
    },
    'a policy for a prefix': {
      config: { prefix: 'mine' },
      use: 'read',
      script: signedIn((asked, response) => {
        if (isHead(asked)) response.writeHead(403).end();
        else if (asked.query.get('prefix') === 'mine/') listing(response, ['mine/a']);
        else if (asked.path === '/results/mine/a') response.end('x');
        else refusal(response, 403, 'AccessDenied');
      }),
      status: 'warn',
      checks: { bucket: 'warn PREFIX_ONLY', list: 'pass OK', read: 'pass OK' },
    },
    'a policy for a prefix that is not set': {
      use: 'list',
      script: signedIn((asked, response) => {
        if (isHead(asked)) response.writeHead(403).end();
        else refusal(response, 403, 'AccessDenied');
      }),
      status: 'fail',
      checks: { bucket: 'warn BUCKET_UNCONFIRMED', list: 'fail LIST_DENIED' },
    },
    'a missing bucket that only shows when asked for': {
      script: signedIn((asked, response) => {
        if (isHead(asked)) response.writeHead(404).end();
        else refusal(response, 403, 'AccessDenied');
      }),
      status: 'fail',
      checks: { bucket: 'fail BUCKET_MISSING', write: 'skip NOT_REACHED' },
    },
    'that nothing may be deleted': {
      script: signedIn(({ method, query }, response) => {
        if (method === 'DELETE') refusal(response, 403, 'AccessDenied');
        else if (query.has('list-type')) listing(response);
        else response.end();
      }),
      status: 'warn',
      checks: { write: 'pass OK', read: 'warn READ_DIFFERS', delete: 'warn DELETE_DENIED' },
    },
    'no room': {
      script: signedIn((asked, response) =>
        isList(asked) ? listing(response) : refusal(response, 507, 'XMinioStorageFull'),
      ),
      status: 'fail',
      checks: { write: 'fail STORE_FULL' },
    },
  };

  it.each(Object.entries(cases))(
    'says what is wrong with %s',
    async (_, { script, config, use = 'write', status, checks, stalls, suggested = {} }) => {
      store.become(script);
      const report = await probeWith(s3At(store.endpoint, config), {
        use,
        ...(stalls && { deps: { limits: { callMs: 500 } } }),
      });
      expect(briefly(report.checks)).toMatchObject(checks);
      expect(report.status).toBe(status);
      expect(report.region?.suggested).toBe(suggested.region);
      expect(report.checks.map(({ name }) => name)).toEqual(checkNames);
      expect(JSON.stringify(report)).not.toContain('upstream-words');
    },
  );

  it('has a clock that is wrong', async () => {
    const ahead = () => new Date(Date.now() - 3_600_000);
    store.become(signedIn((_, response) => refusal(response, 403, 'RequestTimeTooSkewed')));
    const report = await probeWith(s3At(store.endpoint), { deps: { now: ahead } });
    expect(briefly(report.checks).auth).toBe('fail CLOCK_SKEW');
    expect(report.clockSkewSeconds).toBeGreaterThan(3_500);
    // Some say that the signature is wrong; the clocks tell why.
    store.become(signedIn((_, response) => refusal(response, 403, 'SignatureDoesNotMatch')));
    const other = await probeWith(s3At(store.endpoint), { deps: { now: ahead } });
    expect(briefly(other.checks).auth).toBe('fail CLOCK_SKEW');
    // And some do not mind yet.
    store.become(signedIn((_, response) => listing(response)));
    const soon = () => new Date(Date.now() + 400_000);
    const third = await probeWith(s3At(store.endpoint), { use: 'list', deps: { now: soon } });
    expect(briefly(third.checks).auth).toBe('warn CLOCK_SKEW');
  });

  it('is told the secret by no header, and nothing but the bucket is called with a signature', async () => {
    store.become(signedIn((_, response) => listing(response)));
    await probeWith(s3At(store.endpoint));
    const signed = store.asked.filter(({ headers }) => headers.authorization !== undefined);
    expect(signed.length).toBeGreaterThan(2);
    expect(signed.filter(({ path }) => !/^\/results(\/|$)/.test(path))).toEqual([]);
    expect(JSON.stringify(store.asked)).not.toContain(keys.secret_access_key);
    expect(JSON.stringify(egress.logger.entries)).not.toContain(keys.secret_access_key);
  });

  it('is written to by a test that then takes too long, and what was written is removed all the same', async () => {
    store.become(
      signedIn((asked, response) => {
        const { method } = asked;
        if (isList(asked)) listing(response);
        else if (method === 'DELETE') response.writeHead(204).end();
      }),
    );
    const report = await probeWith(s3At(store.endpoint), {
      deps: { limits: { callMs: 1_000 } },
    });
    expect(briefly(report.checks)).toMatchObject({ write: 'fail STALLED', delete: 'pass OK' });
    const [put, gone] = ['PUT', 'DELETE'].map((method) => store.asked.find((one) => one.method === method));
    expect(put?.path).toMatch(/^\/results\/\.ashlar-check-[0-9a-f]{24}$/);
    expect(gone?.path).toBe(put?.path);
  });

  it('keeps no old version of the object of the test', async () => {
    let body = Buffer.alloc(0);
    store.become(
      signedIn((asked, response) => {
        const { method, query } = asked;
        if (isList(asked)) listing(response);
        else if (method === 'PUT') response.writeHead(200, { 'x-amz-version-id': 'v1' }).end();
        else if (method === 'DELETE' && query.has('versionId')) refusal(response, 403, 'AccessDenied');
        else if (method === 'DELETE') response.writeHead(204).end();
        else response.end(body);
      }),
    );
    body = Buffer.from('other');
    const report = await probeWith(s3At(store.endpoint));
    expect(briefly(report.checks)).toMatchObject({
      read: 'warn READ_DIFFERS',
      delete: 'warn VERSIONS_REMAIN',
    });
    expect(store.asked.some(({ query }) => query.get('versionId') === 'v1')).toBe(true);
  });

  it('is not tested any further when the caller ends the test', async () => {
    const stop = new AbortController();
    store.become(() => stop.abort(new Error('the worker stops')));
    const probe = createProbe({ egress });
    await expect(
      probe({ config: s3At(store.endpoint), credentials: keys, use: 'write', signal: stop.signal }),
    ).rejects.toThrow('the worker stops');
  });

  it('is called by host name where that is what works', async () => {
    store.become(
      signedIn(({ headers, path }, response) =>
        headers['x-called'] === 'results.store.example' && path === '/'
          ? listing(response)
          : refusal(response, 404, 'NoSuchBucket'),
      ),
    );
    // As if both names led here.
    const request = (call: EgressRequest) => {
      const { hostname, pathname, search } = new URL(call.url);
      const url = `${store.endpoint}${pathname}${search}`;
      return egress.request({ ...call, url, headers: { ...call.headers, 'x-called': hostname } });
    };
    const config = s3At('http://store.example');
    const deps = { egress: { ...egress, request } };
    const found = await probeWith(config, { use: 'list', deps });
    expect(found.addressing).toEqual({ used: 'virtual', suggested: undefined });
    expect(found.status).toBe('pass');
    const wrong = await probeWith({ ...config, addressing: 'path' }, { use: 'list', deps });
    expect(briefly(wrong.checks).bucket).toBe('fail WRONG_ADDRESSING');
    expect(wrong.addressing).toEqual({ used: 'virtual', suggested: 'virtual' });
  });
});

describe('an address', () => {
  const unusable = { dns: 'fail ADDRESS_UNUSABLE', tls: 'skip NOT_REACHED' };

  it('that does not resolve reads like one that may not be called', async () => {
    const strict = { egress: localEgress({ allowCidrs: [] }) };
    const seen = new Set<string>();
    for (const endpoint of [
      ...['http://127.0.0.1:9000', 'http://10.1.2.3', 'http://169.254.169.254', 'http://[::1]:9000'],
      ...['http://does-not-exist.invalid', 'http://metadata.google.internal', 'http://store.example:22'],
    ]) {
      const report = await probeWith(s3At(endpoint), { deps: strict });
      expect(briefly(report.checks)).toMatchObject(unusable);
      seen.add(
        JSON.stringify(report.checks.map(({ durationMs: _, ...rest }) => rest)) +
          JSON.stringify([report.status, report.code, report.clockSkewSeconds]),
      );
    }
    expect(seen.size).toBe(1);
  });

  it('where nothing listens', async () => {
    const gone = await startScripted(() => undefined);
    await gone.stop();
    const report = await probeWith(s3At(gone.endpoint));
    expect(briefly(report.checks)).toMatchObject({ dns: 'pass OK', tls: 'fail CONNECTION_FAILED' });
  });

  it('that speaks no TLS', async () => {
    const plain = await startScripted((_, response) => response.end());
    const report = await probeWith(s3At(plain.endpoint.replace('http:', 'https:')));
    expect(briefly(report.checks)).toMatchObject({ dns: 'pass OK', tls: 'fail TLS_NOT_SPOKEN' });
    await plain.stop();
  });

  it('is an error only when the mistake is ours', async () => {
    const broken = { request: () => Promise.reject(new RangeError('ours')) };
    await expect(
      probeWith(s3At('http://127.0.0.1:1'), { deps: { egress: { ...egress, ...broken } } }),
    ).rejects.toThrow(RangeError);
    const refused = { request: () => Promise.reject(new DestinationUnreachable()) };
    await expect(
      probeWith(s3At('http://127.0.0.1:1'), { deps: { egress: { ...egress, ...refused } } }),
    ).rejects.toThrow();
  });
});
