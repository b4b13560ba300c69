import { createRecordingLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Answer, type DnsServer, startDns } from './dns.fixture.js';
import { createEgress, DestinationUnreachable, type Egress, type EgressConfig, reasonOf } from './index.js';

const logger = createRecordingLogger();
const metrics = createMetrics({ logger });
const names = new Map<string, (timesAsked: number) => Answer>();
const received: IncomingMessage[] = [];
let dns: DnsServer;
let server: Server;
let port: number;

beforeAll(async () => {
  dns = await startDns((name, times) => names.get(name)?.(times) ?? 'nxdomain');
  server = createServer((req, res) => {
    received.push(req);
    if (req.url === '/redirect') res.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end();
    else if (req.url === '/large') res.end('x'.repeat(200_000));
    else if (req.url === '/hangs') res.writeHead(200).write('begun');
    else if (req.url === '/late') req.resume();
    else res.setHeader('x-reply', 'yes').end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  await dns.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  received.length = 0;
  names.clear();
  logger.clear();
});

function egressWith(overrides: Partial<EgressConfig> = {}): Egress {
  const config: EgressConfig = {
    allowCidrs: [],
    allowHosts: [],
    denyCidrs: [],
    ports: ['80', '443', '1024-65535'],
    dnsServers: [dns.address],
    dnsTimeoutMs: 2_000,
    connectTimeoutMs: 2_000,
    timeoutMs: 5_000,
    maxResponseBytes: 100_000,
    concurrency: 8,
    concurrencyPerHost: 8,
    ...overrides,
  };
  return createEgress({ config, logger, metrics });
}

const loopback = { allowCidrs: ['127.0.0.0/8'] };

async function reasonFor(egress: Egress, url: string): Promise<unknown> {
  const error: unknown = await egress.request({ method: 'GET', url }).catch((thrown: unknown) => thrown);
  return reasonOf(error);
}

describe('a name', () => {
  it('that does not resolve is refused: no such name, a failing server, silence, no address', async () => {
    const egress = egressWith({ ...loopback, dnsTimeoutMs: 300 });
    names.set('failing.test', () => 'servfail');
    names.set('silent.test', () => 'silence');
    names.set('empty.test', () => []);
    for (const name of ['missing', 'failing', 'silent', 'empty']) {
      expect(await reasonFor(egress, `http://${name}.test:${port}/`)).toBe('dns');
    }
    expect(received).toEqual([]);
  });

  it('is resolved once a call; what it becomes afterwards changes nothing', async () => {
    // Good when asked first, bad from then on: what the connection would get if it asked again.
    names.set('rebinding.test', (times) => (times === 1 ? ['127.0.0.1'] : ['127.0.0.2']));
    const before = dns.questions.length;
    const egress = egressWith({ allowCidrs: ['127.0.0.1/32'] });
    const url = `http://rebinding.test:${port}/`;
    expect(await egress.request({ method: 'GET', url })).toMatchObject({ status: 200 });
    expect(dns.questions.slice(before)).toEqual(['rebinding.test']);
    expect(received.map((req) => req.headers.host)).toEqual([`rebinding.test:${port}`]);
    // The next call asks again, and checks again.
    expect(await reasonFor(egress, url)).toBe('address');
    expect(received).toHaveLength(1);
  });

  it('that the operator named may stand for private addresses, and no other name may', async () => {
    names.set('minio.test', () => ['127.0.0.1']);
    names.set('a.site.test', () => ['127.0.0.1']);
    names.set('evilsite.test', () => ['127.0.0.1']);
    const egress = egressWith({ allowHosts: ['minio.test', '*.site.test'] });
    const call = (host: string) => egress.request({ method: 'GET', url: `http://${host}:${port}/` });
    expect((await call('minio.test')).status).toBe(200);
    expect((await call('MINIO.test.')).status).toBe(200);
    expect((await call('a.site.test')).status).toBe(200);
    expect(await reasonFor(egress, `http://evilsite.test:${port}/`)).toBe('address');
    expect(await reasonFor(egress, `http://127.0.0.1:${port}/`)).toBe('address');
  });

  it('goes out in SNI, while the connection goes to the address', async () => {
    names.set('xn--bcher-kva.test', () => ['127.0.0.1']);
    let hello: string | undefined;
    const tls = createTlsServer({
      SNICallback(servername, done) {
        hello = servername;
        done(new Error('no certificate'));
      },
    });
    tls.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const { port: tlsPort } = tls.address() as AddressInfo;
    expect(await reasonFor(egressWith(loopback), `https://Bücher.test:${tlsPort}/`)).toBe('tls');
    await new Promise((resolve) => tls.close(resolve));
    expect(hello).toBe('xn--bcher-kva.test');
  });
});

describe('a call', () => {
  it('answers with status, headers and body', async () => {
    const answer = await egressWith(loopback).request({
      method: 'POST',
      url: `http://127.0.0.1:${port}/path?a=1`,
      headers: { 'X-One': '1' },
      body: 'sent',
    });
    expect(answer).toMatchObject({ status: 200, headers: { 'x-reply': 'yes' }, body: Buffer.from('hello') });
    expect(received[0]).toMatchObject({ method: 'POST', url: '/path?a=1' });
    expect(received[0]?.headers).toMatchObject({ 'x-one': '1', 'content-length': '4' });
  });

  it('follows no redirect', async () => {
    const { status } = await egressWith(loopback).request({
      method: 'GET',
      url: `http://127.0.0.1:${port}/redirect`,
    });
    expect(status).toBe(302);
    expect(received.map(({ url }) => url)).toEqual(['/redirect']);
  });

  it('is given up when the answer is too long, and reads none of it when it is to be discarded', async () => {
    const url = `http://127.0.0.1:${port}/large`;
    expect(await reasonFor(egressWith(loopback), url)).toBe('too-large');
    const discarding = egressWith(loopback).request({ method: 'GET', url, maxResponseBytes: 'discard' });
    expect(await discarding).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  });

  it('is given up when it takes too long, wherever it hangs, and when the caller does not want it any more', async () => {
    const egress = egressWith({ ...loopback, timeoutMs: 300 });
    expect(await reasonFor(egress, `http://127.0.0.1:${port}/late`)).toBe('timeout');
    expect(await reasonFor(egress, `http://127.0.0.1:${port}/hangs`)).toBe('timeout');
    const signal = AbortSignal.abort();
    const error: unknown = await egress
      .request({ method: 'GET', url: `http://127.0.0.1:${port}/`, signal })
      .catch((thrown: unknown) => thrown);
    expect(reasonOf(error)).toBe('aborted');
  });

  it('waits for its turn: so many at once to one host, and others are not kept by them', async () => {
    let busy = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const slow = createServer((_, res) => {
      busy += 1;
      most = Math.max(most, busy);
      gates.push(() => {
        busy -= 1;
        res.end();
      });
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`;
    const egress = egressWith({ ...loopback, concurrency: 3, concurrencyPerHost: 2 });
    const calls = Array.from({ length: 5 }, () => egress.request({ method: 'GET', url }));
    const other = await egress.request({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    expect(other.status).toBe(200);
    const opening = setInterval(() => gates.shift()?.(), 5);
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    clearInterval(opening);
    expect(most).toBe(2);
    await new Promise((resolve) => slow.close(resolve));
  });

  it('takes no proxy from the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      HTTP_PROXY: 'http://127.0.0.1:9',
      http_proxy: 'http://127.0.0.1:9',
      NODE_USE_ENV_PROXY: '1',
    });
    try {
      const { status } = await egressWith(loopback).request({
        method: 'GET',
        url: `http://127.0.0.1:${port}/`,
      });
      expect(status).toBe(200);
    } finally {
      for (const name of ['HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  });

  it('cannot set what belongs to the connection', async () => {
    const call = egressWith(loopback).request({
      method: 'GET',
      url: `http://127.0.0.1:${port}/`,
      headers: { Host: 'other.test' },
    });
    await expect(call).rejects.toBeInstanceOf(TypeError);
    expect(received).toEqual([]);
  });
});

it('says the same to the caller whatever the reason, and the reason to the log', async () => {
  const closed = createTcpServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const free = (closed.address() as AddressInfo).port;
  await new Promise((resolve) => closed.close(resolve));
  const egress = egressWith({ allowCidrs: ['127.0.0.1'], timeoutMs: 500 });
  const urls = [
    `http://127.0.0.1:${free}/`,
    'http://10.0.0.1/',
    'http://missing.test/',
    'http://169.254.169.254/',
    `http://127.0.0.1:${port}/late`,
    `http://127.0.0.1:${port}/large`,
    'nothing',
  ];
  const shown = new Set<string>();
  for (const url of urls) {
    const error: unknown = await egress.request({ method: 'GET', url }).catch((thrown: unknown) => thrown);
    if (!(error instanceof DestinationUnreachable)) throw error;
    shown.add(
      JSON.stringify([error.code, error.message, error.details ?? null, error.retryAfterSeconds ?? null]),
    );
  }
  expect([...shown]).toHaveLength(1);
  const reasons = logger.entries.map((entry) => entry['reason']);
  expect(reasons).toEqual(['connect', 'address', 'dns', 'address', 'timeout', 'too-large', 'url']);
});
