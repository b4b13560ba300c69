import { createRecordingLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Answer, type DnsServer, startDns } from './dns.fixture.js';
import {
  createEgress,
  DestinationUnreachable,
  type Egress,
  type EgressConfig,
  type EgressReason,
  reasonOf,
} from './index.js';

/**
 * Ways around an address filter that were found somewhere, one a line: what is called, why it is refused, under which
 * settings if not the default ones (nothing special is allowed), and what names answer. None of them reaches anything.
 */
interface Bypass {
  readonly way: string;
  readonly url: string;
  readonly reason: EgressReason;
  readonly settings?: Partial<EgressConfig>;
  readonly names?: Readonly<Record<string, Answer | ((times: number, family: 4 | 6) => Answer)>>;
}

const everything = { allowCidrs: ['0.0.0.0/0', '::/0'] };
const open = 'http://victim.test:PORT/';
const address = (way: string, url: string, settings?: Partial<EgressConfig>): Bypass => ({
  ...{ way, url, reason: 'address' },
  ...(settings && { settings }),
});
/** One that stays refused when everything is allowed. */
const never = (way: string, url: string): Bypass => address(way, url, everything);
const malformed = (way: string, url: string): Bypass => ({ way, url, reason: 'url', settings: everything });
const resolving = (
  way: string,
  answer: Answer | ((times: number, family: 4 | 6) => Answer),
  reason: EgressReason = 'address',
  settings?: Partial<EgressConfig>,
): Bypass => ({
  ...{ way, reason, url: open, names: { 'victim.test': answer } },
  ...(settings && { settings }),
});

const publicAddress = '93.184.215.14';

const bypasses: readonly Bypass[] = [
  // How an address can be written.
  address('loopback', 'http://127.0.0.1:PORT/'),
  address('the rest of loopback', 'http://127.255.255.254:PORT/'),
  address('a short literal', 'http://127.1:PORT/'),
  address('a literal of three parts', 'http://127.0.1:PORT/'),
  address('a decimal literal', 'http://2130706433:PORT/'),
  address('an octal literal', 'http://0177.0.0.1:PORT/'),
  address('an octal literal in one part', 'http://017700000001:PORT/'),
  address('an octal literal with many zeros', 'http://00000177.0.0.1:PORT/'),
  address('a hexadecimal literal', 'http://0x7f000001:PORT/'),
  address('hexadecimal parts', 'http://0x7f.0.0.0x1:PORT/'),
  address('octal, decimal and hexadecimal parts', 'http://0177.0.0x1:PORT/'),
  address('a percent-encoded literal', 'http://%31%32%37.0.0.1:PORT/'),
  address('full-width digits', 'http://１２７.０.０.１:PORT/'),
  address('circled digits', 'http://①②⑦.⓪.⓪.①:PORT/'),
  address('an ideographic full stop', 'http://127。0。0。1:PORT/'),
  address('a soft hyphen in a literal', 'http://127.0.0.\u{ad}1:PORT/'),
  address('a literal with a trailing dot', 'http://127.0.0.1.:PORT/'),
  address('a literal with two trailing dots', 'http://127.0.0.1..:PORT/'),
  malformed('a literal that overflows', 'http://4294967297:PORT/'),
  malformed('a part that overflows', 'http://127.0.0.257:PORT/'),
  address('IPv6 loopback written out', 'http://[0:0:0:0:0:0:0:1]:PORT/'),
  // Ranges.
  address('nothing', 'http://0:PORT/'),
  never('the unspecified address', 'http://0.0.0.0:PORT/'),
  never('this network', 'http://0.1.2.3:PORT/'),
  address('private, class A', 'http://10.0.0.1:PORT/'),
  address('private, class B', 'http://172.16.0.1:PORT/'),
  address('private, class C', 'http://192.168.1.1:PORT/'),
  address('carrier-grade NAT', 'http://100.64.0.1:PORT/'),
  address('protocol assignments', 'http://192.0.0.8:PORT/'),
  address('benchmarking', 'http://198.18.0.1:PORT/'),
  address('documentation of IPv4', 'http://203.0.113.7:PORT/'),
  address('reserved', 'http://240.0.0.1:PORT/'),
  never('multicast', 'http://224.0.0.1:PORT/'),
  never('broadcast', 'http://255.255.255.255:PORT/'),
  address('IPv6 loopback', 'http://[::1]:PORT/'),
  never('IPv6 unspecified', 'http://[::]:PORT/'),
  address('unique local', 'http://[fc00::1]:PORT/'),
  address('site-local', 'http://[fec0::1]:PORT/'),
  never('IPv6 link-local', 'http://[fe80::1]:PORT/'),
  never('IPv6 multicast', 'http://[ff02::1]:PORT/'),
  address('documentation of IPv6', 'http://[2001:db8::1]:PORT/'),
  address('newer documentation of IPv6', 'http://[3fff::1]:PORT/'),
  address('discard', 'http://[100::1]:PORT/'),
  address('segment routing', 'http://[5f00::1]:PORT/'),
  address('IPv6 that is given out to nobody', 'http://[4000::1]:PORT/'),
  // An IPv4 address within an IPv6 address.
  address('IPv4-mapped', 'http://[::ffff:127.0.0.1]:PORT/'),
  address('IPv4-mapped in hexadecimal', 'http://[::ffff:7f00:1]:PORT/'),
  address('IPv4-compatible', 'http://[::127.0.0.1]:PORT/'),
  address('IPv4-translated', 'http://[::ffff:0:127.0.0.1]:PORT/'),
  address('NAT64', 'http://[64:ff9b::7f00:1]:PORT/'),
  address('NAT64 to a public address', 'http://[64:ff9b::808:808]:PORT/'),
  address('local NAT64', 'http://[64:ff9b:1::a00:1]:PORT/'),
  address('6to4', 'http://[2002:7f00:1::]:PORT/'),
  address('Teredo', 'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]:PORT/'),
  address('ISATAP', 'http://[2606:4700::5efe:a00:1]:PORT/'),
  never('metadata, IPv4-mapped', 'http://[::ffff:a9fe:a9fe]:PORT/'),
  never('metadata, IPv4-compatible', 'http://[::a9fe:a9fe]:PORT/'),
  never('metadata by NAT64', 'http://[64:ff9b::a9fe:a9fe]:PORT/'),
  never('metadata by local NAT64, after 96 bits', 'http://[64:ff9b:1::a9fe:a9fe]:PORT/'),
  never('metadata by local NAT64, after 64 bits', 'http://[64:ff9b:1:0:a9:fea9:fe00:0]:PORT/'),
  never('metadata by local NAT64, after 56 bits', 'http://[64:ff9b:1:a9:fe:a9fe::]:PORT/'),
  never('metadata by local NAT64, after 48 bits', 'http://[64:ff9b:1:a9fe:a9:fe00::]:PORT/'),
  never('metadata by 6to4', 'http://[2002:a9fe:a9fe::]:PORT/'),
  never('metadata by Teredo', 'http://[2001:0:4136:e378:8000:63bf:5601:5601]:PORT/'),
  never('metadata by ISATAP', 'http://[2606:4700::200:5efe:a9fe:a9fe]:PORT/'),
  // Metadata services, where everything is allowed.
  never('metadata of AWS, Azure, Google, OpenStack and others', 'http://169.254.169.254/latest/meta-data/'),
  never('the same in decimal', 'http://2852039166/'),
  never('the same in octal', 'http://0251.0376.0251.0376/'),
  never('metadata of containers on AWS', 'http://169.254.170.2/v2/credentials'),
  never('metadata of pods on AWS', 'http://169.254.170.23/v1/credentials'),
  never('metadata of AWS over IPv6', 'http://[fd00:ec2::254]/'),
  never('metadata of pods on AWS over IPv6', 'http://[fd00:ec2::23]/'),
  never('metadata of Google over IPv6', 'http://[fd20:ce::254]/'),
  never('metadata of OpenStack over IPv6', 'http://[fe80::a9fe:a9fe]/'),
  never('the wire server of Azure', 'http://168.63.129.16/'),
  never('metadata of Alibaba', 'http://100.100.100.200/'),
  never('metadata of Oracle', 'http://192.0.0.192/'),
  never('metadata of Oracle over IPv6', 'http://[fd00:c1::a9fe:a9fe]/'),
  never('metadata of Tencent', 'http://169.254.0.23/'),
  never('metadata of Scaleway', 'http://169.254.42.42/'),
  never('metadata of Scaleway over IPv6', 'http://[fd00:42::42]/'),
  never('metadata of Akamai over IPv6', 'http://[fd00:a9fe:a9fe::1]/'),
  never('metadata of Rancher', 'http://169.254.169.250/'),
  ...[
    ...['metadata', 'metadata.google.internal', 'METADATA.google.internal.', 'ⓜetadata.google.internal'],
    ...['metadata.goog', 'metadata.azure.internal', 'metadata.tencentyun.com', 'metadata.packet.net'],
    ...['instance-data.ec2.internal', 'api.metadata.cloud.ibm.com', 'rancher-metadata'],
  ].map((host): Bypass => ({
    ...{ way: `a name of metadata: ${host}`, url: `http://${host}/`, reason: 'host' },
    settings: { ...everything, allowHosts: ['*.google.internal', 'metadata'] },
  })),
  address('metadata that the operator named', 'http://169.254.169.254/', { allowHosts: ['169.254.169.254'] }),
  // What a URL can hide.
  malformed('a zone id', 'http://[fe80::1%25eth0]/'),
  malformed('a bare zone id', 'http://[fe80::1%eth0]/'),
  malformed('a user', 'http://user@example.org/'),
  malformed('a password that looks like a host', 'http://example.org:80@127.0.0.1:PORT/'),
  malformed('an empty user', 'http://:secret@127.0.0.1:PORT/'),
  malformed('another protocol', 'file:///etc/passwd'),
  malformed('gopher', 'gopher://127.0.0.1:6379/_FLUSHALL'),
  malformed('data', 'data:text/plain,x'),
  malformed('a line break', 'http://example.org/\r\nX: 1'),
  malformed('a tab in the host', 'http://127.0.\t0.1/'),
  malformed('a null byte', 'http://127.0.0.1\0.example.org/'),
  malformed('a backslash', 'http://example.org\\@127.0.0.1/'),
  malformed('a space before it', ' http://127.0.0.1:PORT/'),
  malformed('no host', 'http://'),
  malformed('a dot for a host', 'http://./'),
  malformed('a port beyond all ports', 'http://127.0.0.1:65616/'),
  { way: 'a port of other services', url: 'http://example.org:22/', reason: 'port' },
  { way: 'the port of mail', url: 'http://example.org:25/', reason: 'port' },
  { way: 'port 0', url: 'http://example.org:0/', reason: 'port' },
  // What a name can stand for.
  resolving('a name for loopback', ['127.0.0.1']),
  resolving('a name for an IPv4-mapped address', ['::ffff:7f00:1']),
  resolving('a name for metadata, where everything is allowed', ['169.254.169.254'], 'address', everything),
  resolving('a name for metadata over IPv6', ['fd00:ec2::254'], 'address', everything),
  resolving('metadata behind a name that the operator named', ['169.254.169.254'], 'address', {
    allowHosts: ['victim.test'],
  }),
  resolving('public first, then private', [publicAddress, '10.0.0.7']),
  resolving('private first, then public', ['10.0.0.7', publicAddress]),
  resolving('public over IPv4, loopback over IPv6', [publicAddress, '::1']),
  resolving('public over IPv6, loopback over IPv4', ['2606:4700::1111', '127.0.0.1']),
  resolving('an alias of a name inside', { aliases: ['inside.test'], addresses: ['10.0.0.7'] }),
  resolving('a chain of aliases that ends at metadata', {
    aliases: ['one.test', 'two.test', 'metadata.google.internal'],
    addresses: ['169.254.169.254'],
  }),
  resolving('a chain of aliases with a public and a private end', {
    aliases: ['one.test'],
    addresses: [publicAddress, '192.168.0.1'],
  }),
  resolving('an alias that leads nowhere', { aliases: ['one.test'], addresses: [] }, 'dns'),
  resolving('a name without addresses', [], 'dns', everything),
  resolving('a name that does not exist', 'nxdomain', 'dns', everything),
  resolving('a server that fails', 'servfail', 'dns', everything),
  resolving('a server that refuses', 'refused', 'dns', everything),
  resolving('a server that is silent', 'silence', 'dns', { ...everything, dnsTimeoutMs: 200 }),
  resolving('a server that answers another question', 'stray', 'dns', { ...everything, dnsTimeoutMs: 200 }),
  resolving('a server that answers garbage', 'garbage', 'dns', { ...everything, dnsTimeoutMs: 200 }),
  resolving('one family that fails', (_, family) => (family === 4 ? [publicAddress] : 'servfail'), 'dns'),
  resolving('one family that is silent', (_, family) => (family === 4 ? [publicAddress] : 'silence'), 'dns', {
    dnsTimeoutMs: 200,
  }),
  {
    ...{ way: 'a name that ends like one that the operator named', reason: 'address' },
    ...{ url: 'http://evilsite.test:PORT/', names: { 'evilsite.test': ['127.0.0.1'] } },
    settings: { allowHosts: ['*.site.test', 'site.test'] },
  },
  {
    ...{ way: 'the address itself, where only its name is allowed', reason: 'address' },
    ...{ url: 'http://127.0.0.1:PORT/', settings: { allowHosts: ['minio.test'] } },
  },
  {
    ...{ way: 'another name, where one is allowed', reason: 'address' },
    ...{ url: open, names: { 'victim.test': ['127.0.0.1'] }, settings: { allowHosts: ['minio.test'] } },
  },
  {
    ...{ way: 'an address beside those that are allowed', reason: 'address' },
    ...{ url: open, names: { 'victim.test': ['127.0.0.1', '127.0.0.2'] } },
    settings: { allowCidrs: ['127.0.0.1'] },
  },
  address('what the operator denied, even where it is allowed', 'http://127.0.0.1:PORT/', {
    ...everything,
    denyCidrs: ['127.0.0.1'],
  }),
  address('the same within an IPv6 address', 'http://[64:ff9b::7f00:1]:PORT/', {
    ...everything,
    denyCidrs: ['127.0.0.1'],
  }),
];

const logger = createRecordingLogger();
const metrics = createMetrics({ logger });
let names: NonNullable<Bypass['names']> = {};
let dns: DnsServer;
/** Listens to every family; nothing of it may ever be met. */
let target: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  dns = await startDns((name, times, family) => {
    const answer = names[name] ?? 'nxdomain';
    return typeof answer === 'function' ? answer(times, family) : answer;
  });
  target = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => target.listen(0, resolve));
  ({ port } = target.address() as AddressInfo);
});
afterAll(async () => {
  await dns.close();
  await new Promise((resolve) => target.close(resolve));
});

function egressWith(settings: Partial<EgressConfig> = {}): Egress {
  const config: EgressConfig = {
    ...{ allowCidrs: [], allowHosts: [], denyCidrs: [], ports: ['80', '443', '1024-65535'] },
    ...{ dnsServers: [dns.address], dnsTimeoutMs: 2_000, connectTimeoutMs: 500, timeoutMs: 5_000 },
    ...{ maxResponseBytes: 100_000, concurrency: 8, concurrencyPerHost: 8 },
    ...settings,
  };
  return createEgress({ config, logger, metrics });
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DestinationUnreachable) return error;
  throw error ?? new Error('It was reached');
}

it.each(bypasses)('reaches nothing: $way', async ({ url, reason, settings, names: answers = {} }) => {
  names = answers;
  const egress = egressWith(settings);
  const at = url.replace('PORT', String(port));
  expect(reasonOf(await failureOf(egress.request({ method: 'GET', url: at })))).toBe(reason);
  if (Object.keys(answers).length === 0 && reason !== 'dns')
    expect(() => egress.assertUrl(at)).toThrow(DestinationUnreachable);
  // The same for what is not HTTP, where that can be said as a host and a port.
  const place = /^https?:\/\/([^/@]+?):(\d+)\//.exec(at);
  if (place && !/\s|\\|@/.test(at)) {
    const connecting = egress.connect({ host: place[1] ?? '', port: Number(place[2]) });
    expect([reason, 'url']).toContain(reasonOf(await failureOf(connecting)));
  }
  expect(connections).toBe(0);
});

it('has a line for each way', () => {
  expect(new Set(bypasses.map(({ way }) => way)).size).toBe(bypasses.length);
});

it('reaches not this machine itself, under whatever address', async () => {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  expect(own.length).toBeGreaterThan(0);
  for (const { address: one, family } of own) {
    const host = family === 'IPv6' ? `[${one.split('%')[0]}]` : one;
    const url = `http://${host}:${port}/`;
    expect(reasonOf(await failureOf(egressWith().request({ method: 'GET', url })))).toBe('address');
  }
  expect(connections).toBe(0);
});
