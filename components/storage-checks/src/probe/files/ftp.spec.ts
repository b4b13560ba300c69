import type { Egress, EgressConnection } from '@ashlar/egress';
import type { FtpConfig } from '@ashlar/storage';
import { type CertificateAuthority, createCertificateAuthority } from '@ashlar/test-http/certificates';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { IntendedUse } from '../../checks.types.js';
import type { ProbeLimits } from '../line.js';
import { briefly, localEgress } from '../probe.fixture.js';
import { createProbe } from '../probe.js';
import { type FtpServer, startFtp } from './ftp.fixture.js';

const secret = (): string => randomBytes(24).toString('base64url');
const egress = localEgress();
let server: FtpServer;
let authority: CertificateAuthority;

beforeAll(async () => {
  server = await startFtp();
  authority = await createCertificateAuthority();
});
afterAll(() => server.stop());

const opened: EgressConnection[] = [];

/** A way out that keeps what it opens, and may trust the authority of the spec. */
function wayOut(ca: () => object): Egress {
  const over = (connection: EgressConnection): EgressConnection => {
    opened.push(connection);
    return {
      ...connection,
      startTls: (tls) => connection.startTls({ ...tls, ...ca() }),
      beside: async (...of) => over(await connection.beside(...of)),
    };
  };
  return {
    ...egress,
    connect: async ({ tls, ...request }) =>
      over(await egress.connect({ ...request, ...(tls && { tls: { ...tls, ...ca() } }) })),
  };
}
const trusting = wayOut(() => ({ ca: authority.ca }));
const wary = wayOut(() => ({}));

interface How {
  readonly config?: Partial<FtpConfig>;
  readonly pass: string | undefined;
  readonly use?: IntendedUse;
  readonly limits?: Partial<ProbeLimits>;
  readonly through?: Egress;
}
const probe = ({ config = {}, pass, use = 'write', limits = {}, through = trusting }: How) =>
  createProbe({ egress: through, limits })({
    config: {
      ...{
        type: 'ftp',
        host: '127.0.0.1',
        port: server.port,
        user: 'ann',
        encryption: 'none',
        tlsVerify: true,
      },
      ...config,
    },
    credentials: pass === undefined ? {} : { pass },
    ...{ use, signal: new AbortController().signal },
  });

const short = { callMs: 300, deadlineMs: 3_000, cleanUpMs: 1_000 };
const well = { list: 'pass OK', write: 'pass OK', read: 'pass OK', delete: 'pass OK' };

describe('FTP', () => {
  it('is signed in to, and a file is written, read and removed below the folder', async () => {
    const pass = secret();
    const { files } = server.become({ pass, folders: new Set(['my runs/2026']) });
    const report = await probe({ config: { path: 'my runs/2026' }, pass });
    expect(briefly(report.checks)).toEqual({
      ...{ dns: 'pass OK', tls: 'warn PLAIN_FTP', auth: 'pass OK', bucket: 'pass OK', ...well },
    });
    expect(report.endpoint).toBe(`ftp://127.0.0.1:${server.port}`);
    expect(server.asked).toContainEqual(expect.stringMatching(/^DELE \.ashlar-check-[0-9a-f]{24}$/));
    expect(files.size).toBe(0);
  });

  it.each([
    ['explicit', 'ftp'],
    ['implicit', 'ftps'],
  ] as const)('is encrypted, %s: data go on with the session of the commands', async (encryption, scheme) => {
    const pass = secret();
    const certificate = await authority.issue(['127.0.0.1']);
    server.become({ pass, encryption, certificate, provesData: true });
    const report = await probe({ config: { encryption }, pass });
    expect(briefly(report.checks)).toEqual({
      ...{ dns: 'pass OK', tls: 'pass OK', auth: 'pass OK', bucket: 'pass OK', ...well },
    });
    expect(report.endpoint).toBe(`${scheme}://127.0.0.1:${server.port}`);
    expect(server.asked).toContain('PROT P');
  });

  it('is listed as of old, by a server that knows no other way', async () => {
    const pass = secret();
    const files = new Map([['a file.txt', Buffer.from('xyz')]]);
    server.become({ pass, files, machineLists: false, extended: false });
    const report = await probe({ pass, use: 'read' });
    expect(briefly(report.checks)).toMatchObject({
      list: 'pass OK',
      read: 'pass OK',
      write: 'skip NOT_NEEDED',
    });
    expect(server.asked).toEqual(
      expect.arrayContaining(['EPSV', 'PASV', 'MLSD', 'LIST', 'RETR a file.txt']) as unknown,
    );
    expect(server.asked.filter((one) => one === 'EPSV')).toHaveLength(1);
  });
});

describe('where data go', () => {
  const traps: Server[] = [];
  let met: string[];
  const trap = async (host: string, port: number): Promise<void> => {
    const listener = createServer((socket: Socket) => {
      met.push(host);
      socket.destroy();
    }).listen(port, host);
    await once(listener, 'listening');
    traps.push(listener);
  };
  beforeEach(() => {
    met = [];
  });
  afterEach(async () => {
    await Promise.all(traps.splice(0).map((one) => new Promise((resolve) => one.close(resolve))));
  });

  it.each(['127.0.0.2', '169.254.169.254', '10.0.0.1'])(
    'is the address that was checked, when the server names %s',
    async (elsewhere) => {
      const pass = secret();
      const ports: Promise<void>[] = [];
      server.become({
        ...{ pass, extended: false, files: new Map([['a', Buffer.from('x')]]) },
        passive: (port, isExtended) => {
          if (isExtended) return '500 what';
          if (elsewhere.startsWith('127.')) ports.push(trap(elsewhere, port));
          return `227 Passive (${elsewhere.replaceAll('.', ',')},${Math.floor(port / 256)},${port % 256}).`;
        },
      });
      const report = await probe({ pass, use: 'read' });
      await Promise.all(ports);
      expect(briefly(report.checks)).toMatchObject({ list: 'pass OK', read: 'pass OK' });
      if (elsewhere.startsWith('127.')) expect(ports.length).toBeGreaterThan(0);
      expect(met).toEqual([]);
    },
  );

  it('cannot be told along with the port', async () => {
    const pass = secret();
    server.become({ pass, passive: (port) => `229 Extended (|1|127.0.0.2|${port}|)` });
    const report = await probe({ pass, use: 'list' });
    expect(briefly(report.checks).list).toBe('fail UNINTELLIGIBLE');
  });

  it.each([
    ['of another service', 25],
    ['that nobody has', 65_536],
    ['that is none', 0],
  ])('is no port %s', async (_, port) => {
    const pass = secret();
    server.become({
      pass,
      extended: false,
      passive: () => `227 (127,0,0,1,${Math.floor(port / 256)},${port % 256})`,
    });
    const report = await probe({ pass, use: 'list' });
    expect(briefly(report.checks).list).toBe('fail DATA_CONNECTION_FAILED');
    expect(JSON.stringify(egress.logger.entries.at(-1))).toMatch(/"reason":"(?:port|url)"/);
  });

  it('may lead to nothing: the rest of the test ends there', async () => {
    const pass = secret();
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    server.become({ pass, passive: () => `229 Extended (|||${port}|)` });
    const report = await probe({ pass });
    expect(briefly(report.checks)).toMatchObject({ write: 'fail DATA_CONNECTION_FAILED', delete: 'pass OK' });
    const refused = server.become({ pass, says: { EPSV: '425 upstream-words' } });
    expect(briefly((await probe({ pass })).checks).write).toBe('fail DATA_CONNECTION_FAILED');
    expect(refused.files.size).toBe(0);
  });
});

describe('encryption', () => {
  it.each<[string, () => Promise<object>, Egress | undefined, string]>([
    ['is for another name', () => authority.issue(['other.test']), undefined, 'TLS_WRONG_NAME'],
    [
      'has expired',
      () => authority.issue(['127.0.0.1'], { notBefore: new Date(0), notAfter: new Date(86_400_000) }),
      undefined,
      'TLS_EXPIRED',
    ],
    ['nobody trusts', () => authority.issue(['127.0.0.1']), wary, 'TLS_UNTRUSTED'],
  ])('with a certificate that %s: no password is sent', async (_, issue, through, code) => {
    for (const encryption of ['explicit', 'implicit'] as const) {
      const certificate = (await issue()) as { key: string; cert: string };
      server.become({ pass: secret(), encryption, certificate });
      const report = await probe({ config: { encryption }, pass: secret(), ...(through && { through }) });
      expect(briefly(report.checks)).toMatchObject({
        dns: 'pass OK',
        tls: `fail ${code}`,
        auth: 'skip NOT_REACHED',
      });
      expect(server.asked).not.toContain('PASS');
    }
  });

  it('is not checked where somebody said so', async () => {
    const pass = secret();
    server.become({ pass, encryption: 'explicit', certificate: await authority.issue(['other.test']) });
    const report = await probe({
      config: { encryption: 'explicit', tlsVerify: false },
      pass,
      through: wary,
    });
    expect(briefly(report.checks)).toMatchObject({ tls: 'warn TLS_NOT_VERIFIED', write: 'pass OK' });
  });

  it('is not offered: no password is sent', async () => {
    server.become({ pass: secret() });
    const report = await probe({ config: { encryption: 'explicit' }, pass: secret() });
    expect(briefly(report.checks)).toMatchObject({ tls: 'fail TLS_NOT_OFFERED', auth: 'skip NOT_REACHED' });
    expect(server.asked).toEqual(['AUTH TLS']);
  });

  it('is not offered for data', async () => {
    const pass = secret();
    const certificate = await authority.issue(['127.0.0.1']);
    server.become({ pass, encryption: 'explicit', certificate, says: { PROT: '536 upstream-words' } });
    const report = await probe({ config: { encryption: 'explicit' }, pass });
    expect(briefly(report.checks).tls).toBe('fail TLS_NOT_OFFERED');
  });

  it('begins with nothing that was said in the clear', async () => {
    const certificate = await authority.issue(['127.0.0.1']);
    const pass = secret();
    server.become({ pass, encryption: 'explicit', certificate, says: { AUTH: '234 go on\r\n230 welcome' } });
    const report = await probe({ config: { encryption: 'explicit' }, pass });
    expect(briefly(report.checks).tls).toBe('fail UNINTELLIGIBLE');
    expect(server.asked).toEqual(['AUTH TLS']);
  });

  it('is demanded before a password is heard', async () => {
    server.become({ pass: secret(), says: { USER: '530 Please use TLS first, upstream-words' } });
    const report = await probe({ pass: secret() });
    expect(briefly(report.checks).auth).toBe('fail ENCRYPTION_DEMANDED');
    expect(server.asked).toEqual(['USER ann']);
    expect(JSON.stringify(report)).not.toContain('upstream-words');
  });
});

describe('a server that does not do what it should', () => {
  it.each<[string, Parameters<FtpServer['become']>[0], IntendedUse, object]>([
    [
      'wrong password',
      { pass: 'x' },
      'write',
      { auth: 'fail CREDENTIALS_REFUSED', bucket: 'skip NOT_REACHED' },
    ],
    ['too many callers', { says: { greeting: '421 upstream-words' } }, 'write', { tls: 'fail STORE_BUSY' }],
    [
      'another account',
      { says: { PASS: '332 upstream-words' } },
      'write',
      { auth: 'fail SIGN_IN_NOT_TESTED' },
    ],
    ['other protocol', { says: { greeting: 'SSH-2.0-Files' } }, 'write', { tls: 'fail UNINTELLIGIBLE' }],
    [
      'endless reply',
      { says: { greeting: `220-${'x'.repeat(40_000)}` } },
      'write',
      { tls: 'fail UNINTELLIGIBLE' },
    ],
    [
      'read-only folder',
      { says: { STOR: '550 Permission denied.' } },
      'write',
      { write: 'fail WRITE_DENIED', list: 'pass OK' },
    ],
    ['full disk', { says: { STOR: '552 upstream-words' } }, 'write', { write: 'fail STORE_FULL' }],
    [
      'files that nobody may read or remove',
      { says: { RETR: '550 upstream-words', DELE: '550 upstream-words' } },
      'write',
      { write: 'pass OK', read: 'warn READ_DENIED', delete: 'warn DELETE_DENIED' },
    ],
    ['hidden listing', { says: { MLSD: '550 upstream-words' } }, 'list', { list: 'fail LIST_DENIED' }],
    ['silence', { stalled: new Set(['PASS']) }, 'write', { auth: 'fail STALLED' }],
    [
      'silence in the middle',
      { stalled: new Set(['RETR']) },
      'write',
      { read: 'warn STALLED', delete: 'pass OK' },
    ],
    [
      'end in the middle',
      { broken: new Set(['STOR']) },
      'write',
      { write: 'fail CONNECTION_LOST', delete: 'pass OK' },
    ],
    ['end at once', { broken: new Set(['USER']) }, 'write', { auth: 'fail CONNECTION_LOST' }],
    ['empty folder', {}, 'read', { list: 'pass OK', read: 'skip NOTHING_TO_READ' }],
    [
      'listing that nobody can read',
      { listing: 'upstream-words\r\n!!\r\n' },
      'read',
      { list: 'pass OK', read: 'skip NOTHING_TO_READ' },
    ],
    [
      'listing with files that lie elsewhere',
      { listing: 'type=file; ../../etc/passwd\r\ntype=file; a/b\r\ntype=file; ..\r\n' },
      'read',
      { list: 'pass OK', read: 'skip NOTHING_TO_READ' },
    ],
  ])('has a %s', async (_, behaviour, use, expected) => {
    const pass = secret();
    server.become({ pass, ...behaviour });
    const report = await probe({ pass, use, limits: short });
    expect(briefly(report.checks)).toMatchObject(expected);
    expect(JSON.stringify(report)).not.toContain('upstream-words');
    expect(JSON.stringify([report, egress.logger.entries])).not.toContain(pass);
    if (use === 'write') expect(server.asked).not.toContain('PORT');
  });

  it('has more files than anybody wants to hear of, and one of them is long', async () => {
    const pass = secret();
    const listing = Array.from({ length: 40_000 }, (_, index) => `type=file;size=1; file-${index}\r\n`).join(
      '',
    );
    const files = new Map([['file-0', Buffer.alloc(5_000_000)]]);
    server.become({ pass, listing, files });
    const report = await probe({ pass, use: 'read' });
    expect(briefly(report.checks)).toMatchObject({ list: 'pass OK', read: 'pass OK' });
  });

  it('has no such folder, or nobody has a password for it', async () => {
    const pass = secret();
    server.become({ pass });
    const missing = await probe({ config: { path: 'nowhere' }, pass });
    expect(briefly(missing.checks)).toMatchObject({ auth: 'pass OK', bucket: 'fail BUCKET_MISSING' });
    expect(briefly((await probe({ pass: undefined })).checks).auth).toBe('fail CREDENTIALS_MISSING');
  });

  it('is left with no connection open', () => {
    expect(opened.length).toBeGreaterThan(50);
    expect(opened.filter(({ stream }) => !stream.destroyed)).toEqual([]);
  });
});
