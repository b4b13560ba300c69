import { createRecordingLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { type CertificateAuthority, createCertificateAuthority } from '@ashlar/test-http/certificates';
import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { type Answer, type DnsServer, startDns } from './dns.fixture.js';
import { createEgress, type Egress, type EgressConfig, reasonOf } from './index.js';

const logger = createRecordingLogger();
const metrics = createMetrics({ logger });
const names = new Map<string, (timesAsked: number) => Answer>();
const servers: Server[] = [];
const sockets = new Set<Socket>();
let dns: DnsServer;
let authority: CertificateAuthority;

beforeAll(async () => {
  dns = await startDns((name, times) => names.get(name)?.(times) ?? 'nxdomain');
  authority = await createCertificateAuthority();
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});
afterAll(() => dns.close());

async function listen(server: Server, host = '127.0.0.1', wanted = 0): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.listen(wanted, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Sends the same to whoever connects, over and over if it is told to. */
function saying(text: string, endlessly?: string): Server {
  return createServer((socket) => {
    socket.write(text);
    if (endlessly === undefined) return;
    const more = (): void => {
      while (socket.writable && socket.write(endlessly));
    };
    socket.on('drain', more);
    more();
  });
}

function egressWith(overrides: Partial<EgressConfig> = {}): Egress {
  const config: EgressConfig = {
    ...{ allowCidrs: ['127.0.0.0/8'], allowHosts: [], denyCidrs: [], ports: ['80', '443', '1024-65535'] },
    ...{ dnsServers: [dns.address], dnsTimeoutMs: 2_000, connectTimeoutMs: 2_000, timeoutMs: 5_000 },
    ...{ maxResponseBytes: 100_000, concurrency: 8, concurrencyPerHost: 8 },
    ...overrides,
  };
  return createEgress({ config, logger, metrics });
}

async function reasonFor(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'reached',
    (error: unknown) => reasonOf(error),
  );
}

async function firstChunk(stream: Duplex): Promise<string> {
  const [chunk] = (await once(stream, 'data')) as [Buffer];
  return chunk.toString();
}

describe('a name that moves', () => {
  it('takes no connection with it: each call connects anew, to where the name leads then', async () => {
    const answering = (who: string): Server => {
      const body = `HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: ${who.length}\r\n\r\n${who}`;
      return createServer((socket) => void socket.on('data', () => socket.write(body)));
    };
    const port = await listen(answering('first'), '127.0.0.1');
    await listen(answering('second'), '127.0.0.2', port);
    names.set('moving.test', (times) => [times === 1 ? '127.0.0.1' : times === 2 ? '127.0.0.2' : '10.0.0.1']);
    const egress = egressWith();
    const call = () => egress.request({ method: 'GET', url: `http://moving.test:${port}/` });
    expect((await call()).body.toString()).toBe('first');
    expect((await call()).body.toString()).toBe('second');
    expect(await reasonFor(call())).toBe('address');
  });

  it('is called at its next address when nothing listens at the first', async () => {
    const port = await listen(saying('HTTP/1.1 204 No Content\r\n\r\n'), '127.0.0.3');
    names.set('several.test', () => ['127.0.0.2', '127.0.0.3']);
    const url = `http://several.test:${port}/`;
    expect((await egressWith().request({ method: 'GET', url })).status).toBe(204);
  });
});

describe('over TLS', () => {
  async function secureServer(name: string): Promise<number> {
    const certificate = await authority.issue([name]);
    return listen(createHttps(certificate, (req, res) => res.end(req.headers.host)));
  }

  it('the certificate is for the name, whatever address is behind it', async () => {
    names.set('store.test', () => ['127.0.0.1']);
    const port = await secureServer('store.test');
    const url = `https://store.test:${port}/`;
    const answer = await egressWith().request({ method: 'GET', url, ca: authority.ca });
    expect(answer.body.toString()).toBe(`store.test:${port}`);
  });

  it('an address is what the certificate has to be for, where there is no name', async () => {
    const port = await secureServer('127.0.0.1');
    const url = `https://127.0.0.1:${port}/`;
    expect((await egressWith().request({ method: 'GET', url, ca: authority.ca })).status).toBe(200);
  });

  it.each([
    ['nobody trusts', 'store.test', undefined, undefined],
    ['is for another name', 'other.test', undefined, 'ca'],
    ['has expired', 'store.test', { notBefore: new Date(0), notAfter: new Date(86_400_000) }, 'ca'],
  ] as const)('is refused with a certificate that %s, unless nobody is to be verified', async (...of) => {
    const [, name, validity, trusted] = of;
    names.set('store.test', () => ['127.0.0.1']);
    const certificate = await authority.issue([name], validity);
    const port = await listen(createHttps(certificate, (_, res) => res.end()));
    const request = {
      ...{ method: 'GET' as const, url: `https://store.test:${port}/` },
      ...(trusted && { ca: authority.ca }),
    };
    expect(await reasonFor(egressWith().request(request))).toBe('tls');
    expect((await egressWith().request({ ...request, verifyTls: false })).status).toBe(200);
  });

  it('another authority of the same name is none', async () => {
    names.set('store.test', () => ['127.0.0.1']);
    const port = await secureServer('store.test');
    const { ca } = await createCertificateAuthority();
    const call = egressWith().request({ method: 'GET', url: `https://store.test:${port}/`, ca });
    expect(await reasonFor(call)).toBe('tls');
  });
});

describe('an answer that is a weapon', () => {
  const head = 'HTTP/1.1 200 OK\r\n';
  const limits = { maxResponseBytes: 10_000, timeoutMs: 400 };
  const bomb = gzipSync(Buffer.alloc(10_000_000)).toString('latin1');
  it.each<[string, Server, string]>([
    ['a body without an end', saying(`${head}\r\n`, 'x'.repeat(4_096)), 'too-large'],
    [
      'chunks without an end',
      saying(`${head}Transfer-Encoding: chunked\r\n\r\n`, `400\r\n${'x'.repeat(1_024)}\r\n`),
      'too-large',
    ],
    ['headers without an end', saying(head, `X-A: ${'x'.repeat(1_000)}\r\n`), 'protocol'],
    ['a header without an end', saying(`${head}X-A: `, 'x'.repeat(1_000)), 'protocol'],
    [
      'trailers without an end',
      saying(`${head}Transfer-Encoding: chunked\r\n\r\n0\r\n`, `X-A: ${'x'.repeat(1_000)}\r\n`),
      'protocol',
    ],
    ['early hints without an end', saying('', 'HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\n'), 'timeout'],
    ['headers that stop halfway', saying(`${head}X-A: `), 'timeout'],
    ['a body that stops halfway', saying(`${head}Content-Length: 10\r\n\r\nx`), 'timeout'],
    ['nothing', saying(''), 'timeout'],
    ['something that is no HTTP', saying('SSH-2.0-OpenSSH_9.9\r\n\r\n'), 'protocol'],
    ['a length that is two', saying(`${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`), 'protocol'],
  ])('is given up: %s', async (_, server, reason) => {
    const url = `http://127.0.0.1:${await listen(server)}/`;
    expect(await reasonFor(egressWith(limits).request({ method: 'GET', url }))).toBe(reason);
  });

  it('is given up: one byte now and then', async () => {
    const slow = createServer((socket) => {
      socket.write(head);
      const dripping = setInterval(() => socket.write('X'), 20);
      socket.once('close', () => clearInterval(dripping));
    });
    const url = `http://127.0.0.1:${await listen(slow)}/`;
    expect(await reasonFor(egressWith(limits).request({ method: 'GET', url }))).toBe('timeout');
  });

  it('stays packed: what is compressed is counted and given as it came', async () => {
    const answer = `${head}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`;
    const server = createServer((socket) => void socket.end(Buffer.from(answer + bomb, 'latin1')));
    const url = `http://127.0.0.1:${await listen(server)}/`;
    const { body } = await egressWith({ maxResponseBytes: 20_000 }).request({ method: 'GET', url });
    expect(body.length).toBe(bomb.length);
  });

  it('leaves no connection open', async () => {
    const url = `http://127.0.0.1:${await listen(saying(`${head}\r\n`, 'x'.repeat(4_096)))}/`;
    await reasonFor(egressWith(limits).request({ method: 'GET', url }));
    for (const socket of sockets) {
      if (!socket.closed) await new Promise<void>((resolve) => void socket.once('close', () => resolve()));
    }
    expect(sockets.size).toBe(0);
  });
});

describe('a connection for what is not HTTP', () => {
  it('goes to a checked address, and to a port of its protocol that is not one of HTTP', async () => {
    names.set('files.test', () => ['127.0.0.1']);
    const port = await listen(saying('220 ready\r\n'));
    const { stream, close } = await egressWith().connect({ host: 'FILES.test.', port });
    expect(await firstChunk(stream)).toBe('220 ready\r\n');
    close();
    expect(await reasonFor(egressWith({ ports: ['443'] }).connect({ host: 'files.test', port }))).toBe(
      'port',
    );
    const allowed = await egressWith({ ports: ['443'] }).connect({
      host: 'files.test',
      port,
      standardPort: port,
    });
    allowed.close();
  });

  it.each([
    ['an address with brackets or without', '::1', 'address'],
    ['a spelling of an address', '0x7f.1', 'address'],
    ['a name with a port', 'files.test:22', 'url'],
    ['a path', 'files.test/x', 'url'],
    ['a user', 'user@files.test', 'url'],
    ['a name of metadata', 'metadata.google.internal', 'host'],
    ['nothing', '', 'url'],
  ])('is refused: %s', async (_, host, reason) => {
    const egress = egressWith({ allowCidrs: [] });
    expect(await reasonFor(egress.connect({ host, port: 2_222 }))).toBe(reason);
    if (host === '::1') expect(await reasonFor(egress.connect({ host: '[::1]', port: 2_222 }))).toBe(reason);
  });

  it('ends when more is received than was asked for, and when it is used for too long', async () => {
    const port = await listen(saying('', 'x'.repeat(1_000)));
    const flooded = await egressWith().connect({ host: '127.0.0.1', port, maxBytes: 5_000 });
    const [tooMuch] = (await once(flooded.stream.resume(), 'error').catch((error: unknown) => [error])) as [
      Error,
    ];
    expect(reasonOf(tooMuch)).toBe('too-large');
    const silent = await listen(saying(''));
    const waiting = await egressWith().connect({ host: '127.0.0.1', port: silent, timeoutMs: 200 });
    const [late] = (await once(waiting.stream, 'error')) as [Error];
    expect(reasonOf(late)).toBe('timeout');
  });

  it('begins in the clear and goes on over TLS, to a server that is verified', async () => {
    names.set('ftp.test', () => ['127.0.0.1']);
    const certificate = await authority.issue(['ftp.test']);
    const server = createServer((socket) => {
      socket.write('220 ready\r\n');
      socket.once('data', () => {
        socket.write('234 go on\r\n');
        const secured = new TLSSocket(socket, { isServer: true, ...certificate });
        secured.on('error', () => undefined).write('200 secured\r\n');
      });
    });
    const port = await listen(server);
    const begin = async () => {
      const connection = await egressWith().connect({ host: 'ftp.test', port });
      expect(await firstChunk(connection.stream)).toBe('220 ready\r\n');
      connection.stream.write('AUTH TLS\r\n');
      expect(await firstChunk(connection.stream)).toBe('234 go on\r\n');
      return connection;
    };
    const secured = await (await begin()).startTls({ ca: authority.ca });
    expect(await firstChunk(secured)).toBe('200 secured\r\n');
    secured.destroy();
    expect(await reasonFor((await begin()).startTls())).toBe('tls');
  });

  it('has another one beside it, to the very address that it goes to', async () => {
    const port = await listen(saying('220 ready\r\n'), '127.0.0.2');
    const beside = await listen(saying('data'), '127.0.0.2');
    // Whoever resolves again comes here.
    await listen(saying('trap'), '127.0.0.1', beside);
    names.set('beside.test', (times) => [times === 1 ? '127.0.0.2' : '127.0.0.1']);
    const commands = await egressWith({ concurrency: 1 }).connect({ host: 'beside.test', port });
    const data = await commands.beside(beside);
    expect(await firstChunk(data.stream)).toBe('data');
    data.close();
    const limited = await commands.beside(beside, 3);
    const [error] = (await once(limited.stream.resume(), 'error').catch((thrown: unknown) => [thrown])) as [
      Error,
    ];
    expect(reasonOf(error)).toBe('too-large');
    const left = await commands.beside(beside);
    commands.close();
    await once(left.stream, 'close');
    expect(await reasonFor(commands.beside(beside))).toBe('connect');
  });

  it.each([22, 0, 65_536])('has none beside it at port %i, which is not allowed', async (port) => {
    const own = await listen(saying('220 ready\r\n'));
    const commands = await egressWith().connect({ host: '127.0.0.1', port: own });
    expect(await reasonFor(commands.beside(port))).toBe(port === 22 ? 'port' : 'url');
    commands.close();
  });

  it('goes on with its session in what is beside it', async () => {
    names.set('ftp.test', () => ['127.0.0.1']);
    const certificate = await authority.issue(['ftp.test']);
    const secureContext = createSecureContext(certificate);
    const reused: boolean[] = [];
    const server = createServer((socket) => {
      const secured = new TLSSocket(socket, { isServer: true, secureContext });
      secured.on('error', () => undefined).once('secure', () => reused.push(secured.isSessionReused()));
      secured.write('ready');
    });
    const port = await listen(server);
    const commands = await egressWith().connect({ host: 'ftp.test', port, tls: { ca: authority.ca } });
    expect(await firstChunk(commands.stream)).toBe('ready');
    const data = await (await commands.beside(port)).startTls({ ca: authority.ca });
    expect(await firstChunk(data)).toBe('ready');
    expect(reused).toEqual([false, true]);
    commands.close();
  });

  it('counts as a call until it is closed, also when the other side closes it', async () => {
    const port = await listen(saying(''));
    const egress = egressWith({ concurrency: 1 });
    const first = await egress.connect({ host: '127.0.0.1', port });
    const second = egress.connect({ host: '127.0.0.1', port });
    const third = egress.connect({ host: '127.0.0.1', port });
    expect(await Promise.race([second, new Promise((resolve) => setImmediate(resolve, 'waits'))])).toBe(
      'waits',
    );
    first.close();
    await second;
    for (const socket of sockets) socket.destroy();
    (await third).close();
  });
});

it('nothing but what is needed is known of a place that may not be called: no connection, the same error', async () => {
  let met = 0;
  const there = await listen(createServer((socket) => (met += 1) && socket.destroy()));
  const gone = await listen(createServer());
  await new Promise((resolve) => servers.pop()?.close(resolve));
  // Or the comparison says nothing.
  expect(await once(connectTcp(there, '127.0.0.1'), 'connect')).toEqual([]);
  names.set('inside.test', () => ['127.0.0.1']);
  const egress = egressWith({ allowCidrs: [] });
  const shown: string[] = [];
  const before = met;
  for (const host of ['127.0.0.1', 'inside.test', 'missing.test', '10.255.255.1']) {
    for (const port of [there, gone]) {
      for (const call of [
        () => egress.request({ method: 'GET', url: `http://${host}:${port}/` }),
        () => egress.connect({ host, port }),
      ]) {
        const error = (await call().catch((thrown: unknown) => thrown)) as Error & {
          code: string;
          kind: string;
        };
        shown.push(JSON.stringify([error.code, error.message, Object.keys(error).sort()]));
      }
    }
  }
  expect(new Set(shown).size).toBe(1);
  expect(shown).toHaveLength(16);
  expect(met).toBe(before);
});
