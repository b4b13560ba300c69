import ipaddr from 'ipaddr.js';
import { addressFault, type AddressPolicy, parseRange } from './address.js';
import type { EgressConfig } from './egress.config.js';
import { EgressFailure } from './egress.errors.js';
import type { Resolve } from './resolver.js';

/** Where a connection may go. */
export interface Destination {
  /** Lower case, without brackets and trailing dot. */
  readonly host: string;
  /** Checked, and the only ones that a connection may go to; at least one, none of them a name. */
  readonly addresses: readonly string[];
  readonly port: number;
}

const metadataHosts = new Set([
  'api.metadata.cloud.ibm.com',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata',
  'metadata.azure.internal',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.packet.net',
  'metadata.platformequinix.com',
  'metadata.tencentyun.com',
  'rancher-metadata',
]);

/** What is to be called, before its name is resolved. */
export interface Target {
  readonly url: URL;
  /** As in `Destination`. */
  readonly host: string;
  readonly port: number;
}

export interface Destinations {
  /** What can be said of a URL without resolving. @throws {EgressFailure} */
  parse(url: string): Target;
  /**
   * The same of a host and a port.
   * @param standardPort allowed beside the configured ones.
   * @throws {EgressFailure}
   */
  parseHost(host: string, port: number, standardPort: number | undefined): Omit<Target, 'url'>;
  /** Resolves once and checks every address. @throws {EgressFailure} */
  locate(target: Omit<Target, 'url'>): Promise<Destination>;
}

/** Decides where a call may go. @throws {TypeError} for ranges that are none. */
export function createDestinations(config: EgressConfig, resolve: Resolve): Destinations {
  const policy: AddressPolicy = {
    allow: config.allowCidrs.map(parseRange),
    deny: config.denyCidrs.map(parseRange),
  };
  const ports = config.ports.map((text) => {
    const [from = 0, to = from] = text.split('-').map(Number);
    return [from, to] as const;
  });

  const check = (address: string, host: string): void => {
    const fault = addressFault(address, policy, isTrusted(host, config.allowHosts));
    if (fault !== undefined)
      throw new EgressFailure('address', `The address ${address} is refused: ${fault}`);
  };

  const assertHost = (host: string, port: number, standardPort?: number): void => {
    if (port !== standardPort && !ports.some(([from, to]) => port >= from && port <= to)) {
      throw new EgressFailure('port', `Port ${port} is not allowed`);
    }
    if (host === '') throw new EgressFailure('url', 'No host');
    if (metadataHosts.has(host)) throw new EgressFailure('host', `The host ${host} is never called`);
    if (ipaddr.isValid(host)) check(host, host);
  };

  const parse = (text: string): Target => {
    // The parser mends line breaks and backslashes; what it had to mend is not called.
    if (/[\s\p{Cc}\\]/u.test(text) || !URL.canParse(text)) throw new EgressFailure('url', 'Not a URL');
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new EgressFailure('url', 'Not http or https');
    if (url.username !== '' || url.password !== '') throw new EgressFailure('url', 'Credentials in the URL');
    const target = { url, host: hostOf(url), port: portOf(url) };
    assertHost(target.host, target.port);
    return target;
  };

  return {
    parse,
    parseHost(text, port, standardPort) {
      const bare = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text;
      // Read as the host of a URL: whatever spelling stands for an address becomes that address.
      const isHost = !/[\s\p{Cc}\\/?#@]/u.test(bare) && URL.canParse(`http://${bare}`);
      const url = isHost ? new URL(`http://${bare}`) : undefined;
      if (!url || url.port !== '' || !Number.isInteger(port) || port < 1 || port > 65_535) {
        throw new EgressFailure('url', 'Not a host and a port');
      }
      const host = hostOf(url);
      assertHost(host, port, standardPort);
      return { host, port };
    },
    async locate({ host, port }) {
      const addresses = ipaddr.isValid(host) ? [host] : await resolve(host);
      for (const address of addresses) check(address, host);
      if (addresses.length === 0) throw new EgressFailure('dns', 'The name has no address');
      return { host, addresses, port };
    },
  };
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

function hostOf({ hostname }: URL): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '');
}

function isTrusted(host: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
}
