import type { SftpConfig } from '@ashlar/storage';
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { IntendedUse } from '../../checks.types.js';
import type { ProbeLimits } from '../line.js';
import { briefly, localEgress } from '../probe.fixture.js';
import { createProbe } from '../probe.js';
import { startSftp, type SftpServer } from './sftp.fixture.js';

const secret = (): string => randomBytes(24).toString('base64url');
const hostKey = ssh2.utils.generateKeyPairSync('ed25519');
const otherHostKey = ssh2.utils.generateKeyPairSync('ed25519');
const secondHostKey = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
const publicLine = (text: string): string => text.split(' ').slice(0, 2).join(' ');
/** As its owner would tell the server. */
function publicOf(text: string, passphrase = ''): string {
  const isGeneral = / PRIVATE KEY/.test(text) && !/(?:OPENSSH|RSA|EC) PRIVATE/.test(text);
  const key = isGeneral ? createPrivateKey({ key: text, passphrase }) : undefined;
  if (key?.asymmetricKeyType === 'ed25519') {
    const { x = '' } = key.export({ format: 'jwk' });
    const parts = [Buffer.from('ssh-ed25519'), Buffer.from(x, 'base64url')];
    const blob = parts.flatMap((part) => [Buffer.from([0, 0, 0, part.length]), part]);
    return `ssh-ed25519 ${Buffer.concat(blob).toString('base64')}`;
  }
  const type = key?.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1';
  const known = ssh2.utils.parseKey(
    key ? key.export({ type, format: 'pem' }) : text,
    key ? undefined : passphrase,
  );
  if (known instanceof Error) throw known;
  return `${known.type} ${known.getPublicSSH().toString('base64')}`;
}
const egress = localEgress();
let server: SftpServer;

beforeAll(async () => {
  server = await startSftp([secondHostKey.private, hostKey.private]);
});
afterAll(() => server.stop());

interface How {
  readonly config?: Partial<SftpConfig>;
  readonly credentials?: Readonly<Record<string, string>>;
  readonly use?: IntendedUse;
  readonly limits?: Partial<ProbeLimits>;
}
const probe = ({ config = {}, credentials = {}, use = 'write', limits = {} }: How) =>
  createProbe({ egress, limits })({
    config: {
      ...{ type: 'sftp', host: '127.0.0.1', port: server.port, user: 'ann', auth: 'password' },
      ...{ hostKey: publicLine(hostKey.public), ...config },
    },
    ...{ credentials, use, signal: new AbortController().signal },
  });

const well = { dns: 'pass OK', tls: 'pass OK', auth: 'pass OK', bucket: 'pass OK' };
const short = { callMs: 300, deadlineMs: 3_000, cleanUpMs: 1_000 };

describe('signing in', () => {
  it('with a password: a file is written, read and removed below the folder', async () => {
    const pass = secret();
    const { files } = server.become({ password: pass, folders: new Set(['.', 'runs/2026']) });
    const report = await probe({ config: { path: 'runs/2026' }, credentials: { pass } });
    expect(briefly(report.checks)).toEqual({
      ...{ ...well, list: 'pass OK', write: 'pass OK', read: 'pass OK', delete: 'pass OK' },
    });
    expect(report).toMatchObject({ status: 'pass', endpoint: `sftp://127.0.0.1:${server.port}` });
    expect(server.asked).toContainEqual(
      expect.stringMatching(/^REMOVE runs\/2026\/\.ashlar-check-[0-9a-f]{24}$/),
    );
    expect(files.size).toBe(0);
    expect(server.tried).toEqual([`password ${pass}`]);
  });

  it('with a password that is asked for, which is given once', async () => {
    const pass = secret();
    server.become({ password: pass, asksForPassword: true });
    expect(briefly((await probe({ credentials: { pass } })).checks)).toMatchObject(well);
    server.become({ password: secret(), asksForPassword: true });
    const report = await probe({ credentials: { pass } });
    expect(briefly(report.checks).auth).toBe('fail CREDENTIALS_REFUSED');
    expect(server.tried).toEqual([`password ${pass}`, 'keyboard-interactive']);
  });

  const phrase = secret();
  const pem = (
    type: 'rsa' | 'ec' | 'ed25519',
    format: 'pkcs1' | 'sec1' | 'pkcs8',
    passphrase?: string,
  ): string => {
    const { privateKey } =
      type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
        : type === 'ec'
          ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
          : generateKeyPairSync('ed25519');
    const cipher = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
    return privateKey.export({ type: format as 'pkcs8', format: 'pem', ...cipher }).toString();
  };
  it.each<[string, string, string | undefined]>([
    ['of OpenSSH', ssh2.utils.generateKeyPairSync('ed25519').private, undefined],
    [
      'of OpenSSH, with a password',
      ssh2.utils.generateKeyPairSync('ed25519', { passphrase: phrase, cipher: 'aes256-ctr', rounds: 4 })
        .private,
      phrase,
    ],
    ['of RSA', pem('rsa', 'pkcs1'), undefined],
    ['of RSA in PKCS #8, with a password', pem('rsa', 'pkcs8', phrase), phrase],
    ['of an elliptic curve', pem('ec', 'sec1'), undefined],
    ['of an elliptic curve in PKCS #8', pem('ec', 'pkcs8'), undefined],
    ['of Ed25519 in PKCS #8, with a password', pem('ed25519', 'pkcs8', phrase), phrase],
  ])('with a key %s', async (_, key_pem, key_file_pass) => {
    server.become({ publicKey: publicOf(key_pem, key_file_pass) });
    const credentials = { key_pem, ...(key_file_pass !== undefined && { key_file_pass }) };
    const report = await probe({ config: { auth: 'key' }, credentials });
    expect(briefly(report.checks)).toMatchObject({ ...well, write: 'pass OK' });
    expect(new Set(server.tried)).toEqual(new Set(['publickey']));
  });

  it.each<[string, Partial<SftpConfig>, () => Readonly<Record<string, string>>, string]>([
    ['wrong password', {}, () => ({ pass: secret() }), 'CREDENTIALS_REFUSED'],
    [
      'wrong key',
      { auth: 'key' },
      () => ({ key_pem: ssh2.utils.generateKeyPairSync('ed25519').private }),
      'CREDENTIALS_REFUSED',
    ],
    ['key that is none', { auth: 'key' }, () => ({ key_pem: secret() }), 'KEY_UNREADABLE'],
    ['public key', { auth: 'key' }, () => ({ key_pem: otherHostKey.public }), 'KEY_UNREADABLE'],
    [
      'key whose password is another',
      { auth: 'key' },
      () => ({
        key_pem: ssh2.utils.generateKeyPairSync('ed25519', {
          ...{ passphrase: secret(), cipher: 'aes256-ctr', rounds: 4 },
        }).private,
        key_file_pass: secret(),
      }),
      'KEY_UNREADABLE',
    ],
    ['password that is not set', {}, () => ({}), 'CREDENTIALS_MISSING'],
    ['key that is not set', { auth: 'key' }, () => ({}), 'CREDENTIALS_MISSING'],
  ])('with a %s fails, and nothing of it is told', async (_, config, credentialsOf, code) => {
    server.become({ password: secret(), publicKey: hostKey.public });
    const credentials = credentialsOf();
    const report = await probe({ config, credentials });
    expect(report).toMatchObject({ status: 'fail', code });
    expect(briefly(report.checks)).toMatchObject({
      tls: 'pass OK',
      auth: `fail ${code}`,
      bucket: 'skip NOT_REACHED',
    });
    for (const value of Object.values(credentials))
      expect(JSON.stringify(report)).not.toContain(value.slice(-20));
    expect(JSON.stringify(report)).not.toContain('upstream-words');
  });

  it('uses neither agents nor anything else of this machine', async () => {
    let met = 0;
    const agent = createServer(() => (met += 1));
    const path = `\0ashlar-agent-${randomBytes(8).toString('hex')}`;
    agent.listen(path);
    await once(agent, 'listening');
    const before = process.env['SSH_AUTH_SOCK'];
    process.env['SSH_AUTH_SOCK'] = path;
    try {
      server.become({ publicKey: hostKey.public });
      const report = await probe({ config: { auth: 'key' }, credentials: { key_pem: otherHostKey.private } });
      expect(briefly(report.checks).auth).toBe('fail CREDENTIALS_REFUSED');
      expect(met).toBe(0);
    } finally {
      if (before === undefined) delete process.env['SSH_AUTH_SOCK'];
      else process.env['SSH_AUTH_SOCK'] = before;
      await new Promise((resolve) => agent.close(resolve));
    }
  });
});

describe('the key of the server', () => {
  const describeKey = (text: string) => {
    const key = publicLine(text);
    const digest = createHash('sha256')
      .update(Buffer.from(key.split(' ')[1] ?? '', 'base64'))
      .digest('base64');
    return { key, fingerprint: `SHA256:${digest.replace(/=+$/, '')}` };
  };

  it('is told when none is set, and that nobody compared it', async () => {
    const pass = secret();
    server.become({ password: pass });
    const report = await probe({ config: { hostKey: undefined }, credentials: { pass } });
    expect(briefly(report.checks).tls).toBe('warn HOST_KEY_UNKNOWN');
    expect(report).toMatchObject({ status: 'warn', hostKey: describeKey(hostKey.public) });
  });

  it('is asked for by its kind, where the server has several', async () => {
    const pass = secret();
    server.become({ password: pass });
    const set = publicLine(secondHostKey.public);
    const report = await probe({ config: { hostKey: set }, credentials: { pass } });
    expect(briefly(report.checks).tls).toBe('pass OK');
    expect(report.hostKey?.key).toBe(set);
  });

  it.each([
    ['another', publicLine(otherHostKey.public), true],
    ['of a kind that the server has not', `ssh-rsa ${Buffer.from('ssh-rsa').toString('base64')}`, false],
  ])('is %s: nothing secret is sent', async (_, set, isTold) => {
    const pass = secret();
    server.become({ password: pass });
    const report = await probe({ config: { hostKey: set }, credentials: { pass } });
    expect(report).toMatchObject({ status: 'fail', code: 'HOST_KEY_DIFFERS' });
    expect(briefly(report.checks)).toMatchObject({ tls: 'fail HOST_KEY_DIFFERS', auth: 'skip NOT_REACHED' });
    expect(report.hostKey).toEqual(isTold ? describeKey(hostKey.public) : undefined);
    expect(server.tried).toEqual([]);
  });
});

describe('the folder', () => {
  const pass = secret();
  const credentials = { pass };

  it('is missing, or a file', async () => {
    server.become({ password: pass, files: new Map([['a', Buffer.from('x')]]) });
    for (const path of ['nowhere', 'a']) {
      const report = await probe({ config: { path }, credentials });
      expect(briefly(report.checks)).toMatchObject({ auth: 'pass OK', bucket: 'fail BUCKET_MISSING' });
    }
  });

  it('may be read and not written', async () => {
    server.become({ password: pass, denied: new Set(['WRITE', 'OPEN']) });
    const report = await probe({ credentials });
    expect(report.status).toBe('fail');
    expect(briefly(report.checks)).toMatchObject({ list: 'pass OK', write: 'fail WRITE_DENIED' });
    const files = new Map([['a', Buffer.from('x')]]);
    server.become({ password: pass, files, denied: new Set(['WRITE', 'REMOVE']) });
    const reading = await probe({ credentials, use: 'read' });
    expect(reading.status).toBe('pass');
    expect(briefly(reading.checks)).toMatchObject({ read: 'pass OK', write: 'skip NOT_NEEDED' });
    expect(server.asked).toContain('READ a');
  });

  it('may be written and not listed, read or cleaned', async () => {
    server.become({ password: pass, denied: new Set(['OPENDIR', 'READ', 'REMOVE']) });
    const report = await probe({ credentials });
    expect(report.status).toBe('warn');
    expect(briefly(report.checks)).toMatchObject({
      ...{
        list: 'warn LIST_DENIED',
        write: 'pass OK',
        read: 'warn READ_DENIED',
        delete: 'warn DELETE_DENIED',
      },
    });
  });

  it('is full: what came to be of the file is removed', async () => {
    const { files } = server.become({ password: pass, full: true });
    const report = await probe({ credentials });
    expect(briefly(report.checks).write).toBe('fail REQUEST_REFUSED');
    expect(files.size).toBe(0);
    expect(JSON.stringify(report)).not.toContain('upstream-words');
  });

  it('is empty, or has files of no bytes and folders only', async () => {
    server.become({ password: pass, folders: new Set(['.', 'sub']) });
    const empty = await probe({ credentials, use: 'read' });
    expect(briefly(empty.checks)).toMatchObject({ list: 'pass OK', read: 'skip NOTHING_TO_READ' });
    server.become({ password: pass, files: new Map([['a', Buffer.alloc(0)]]) });
    expect(briefly((await probe({ credentials, use: 'read' })).checks).read).toBe('pass OK');
  });

  it('has more files than anybody wants to hear of: one page is asked for', async () => {
    const page = Array.from({ length: 500 }, (_, index) => `file-${index}`);
    server.become({ password: pass, page, files: new Map([['file-0', Buffer.from('x')]]) });
    const report = await probe({ credentials, use: 'read' });
    expect(report.status).toBe('pass');
    expect(server.asked.filter((one) => one.startsWith('READDIR'))).toHaveLength(1);
  });

  it('names files that lie elsewhere, which nobody asks for', async () => {
    server.become({ password: pass, page: ['../../etc/passwd', '..', 'a/b', 'x\ny'] });
    const report = await probe({ credentials, use: 'read' });
    expect(briefly(report.checks).read).toBe('skip NOTHING_TO_READ');
    expect(server.asked.filter((one) => one.startsWith('OPEN '))).toEqual([]);
  });
});

describe('a server that does not do what it should', () => {
  const pass = secret();
  const credentials = { pass };

  it('offers no files', async () => {
    server.become({ password: pass, offersFiles: false });
    const report = await probe({ credentials });
    expect(briefly(report.checks)).toMatchObject({ auth: 'pass OK', bucket: 'fail SFTP_NOT_OFFERED' });
  });

  it('stalls, and the file is removed by signing in again', async () => {
    const { files } = server.become({ password: pass, stalled: new Set(['READ']) });
    const report = await probe({ credentials, limits: short });
    expect(briefly(report.checks)).toMatchObject({
      ...{ write: 'pass OK', read: 'warn STALLED', delete: 'pass OK', list: 'skip NOT_REACHED' },
    });
    expect(files.size).toBe(0);
    expect(server.tried).toHaveLength(2);
  });

  it('goes away, and what is left of it is looked after', async () => {
    server.become({ password: pass, broken: new Set(['WRITE']) });
    const report = await probe({ credentials });
    expect(briefly(report.checks)).toMatchObject({ write: 'fail CONNECTION_LOST', delete: 'pass OK' });
    server.become({ password: pass, broken: new Set(['READDIR']) });
    const listing = await probe({ credentials, use: 'list' });
    expect(briefly(listing.checks).list).toBe('fail CONNECTION_LOST');
  });

  const raw = async (serve: (socket: Socket) => void): Promise<{ port: number; stop(): void }> => {
    const sockets = new Set<Socket>();
    const listener = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      serve(socket);
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return {
      port: (listener.address() as AddressInfo).port,
      stop() {
        for (const socket of sockets) socket.destroy();
        listener.close();
      },
    };
  };

  it.each<[string, (socket: Socket) => void, string]>([
    ['says nothing', () => undefined, 'STALLED'],
    ['speaks another protocol', (socket) => void socket.end('220 files ready\r\n'), 'UNINTELLIGIBLE'],
    ['hangs up', (socket) => void socket.destroy(), 'CONNECTION_LOST'],
    [
      'never stops talking',
      (socket) => {
        const more = (): void => {
          while (socket.writable && socket.write('x'.repeat(65_536)));
        };
        socket.on('drain', more);
        more();
      },
      'UNINTELLIGIBLE',
    ],
  ])('%s', async (_, serve, code) => {
    const { port, stop } = await raw(serve);
    try {
      const report = await probe({ config: { port }, credentials, limits: short });
      expect(briefly(report.checks)).toMatchObject({
        dns: 'pass OK',
        tls: `fail ${code}`,
        auth: 'skip NOT_REACHED',
      });
    } finally {
      stop();
    }
  });

  it('is not there, or may not be called', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const away = await probe({ config: { port }, credentials });
    expect(briefly(away.checks)).toMatchObject({ dns: 'pass OK', tls: 'fail CONNECTION_FAILED' });
    for (const host of ['169.254.169.254', 'no-such-name.invalid', '10.0.0.1']) {
      const refused = await probe({ config: { host }, credentials });
      expect(briefly(refused.checks)).toMatchObject({
        dns: 'fail ADDRESS_UNUSABLE',
        tls: 'skip NOT_REACHED',
      });
    }
  });

  it('is left at once when nobody wants the test any more', async () => {
    server.become({ password: pass, stalled: new Set(['STAT']) });
    const stop = new AbortController();
    const running = createProbe({ egress })({
      config: { type: 'sftp', host: '127.0.0.1', port: server.port, user: 'ann', auth: 'password' },
      ...{ credentials, use: 'write', signal: stop.signal },
    });
    while (!server.asked.includes('STAT .')) await new Promise(setImmediate);
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });

  it('is left with no connection open', async () => {
    for (const socket of server.sockets) {
      if (!socket.closed) await once(socket, 'close');
    }
    expect(server.sockets.size).toBe(0);
  });
});
