import ipaddr from 'ipaddr.js';
import { addressFault, type AddressPolicy, parseRange } from './address.js';
import type { EgressConfig } from './egress.config.js';
import { EgressFailure } from './egress.errors.js';
import type { Resolve } from './resolver.js';

/** An address that was checked, and the URL that is called there. */
export interface Destination {
  readonly url: URL;
  /** Lower case, without brackets and trailing dot. */
  readonly host: string;
  /** The only one that a connection may go to. */
  readonly address: string;
  readonly port: number;
}

const metadataHosts = new Set([
  'instance-data',
  'instance-data.ec2.internal',
  'metadata',
  'metadata.azure.internal',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.tencentyun.com',
]);

export interface Destinations {
  /** What can be said without resolving. @throws {EgressFailure} */
  parse(url: string): URL;
  /** Resolves once and checks every address. @throws {EgressFailure} */
  locate(url: string): Promise<Destination>;
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

  const parse = (text: string): URL => {
    // The parser mends line breaks and backslashes; what it had to mend is not called.
    if (/[\s\p{Cc}\\]/u.test(text) || !URL.canParse(text)) throw new EgressFailure('url', 'Not a URL');
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new EgressFailure('url', 'Not http or https');
    if (url.username !== '' || url.password !== '') throw new EgressFailure('url', 'Credentials in the URL');
    const port = portOf(url);
    if (!ports.some(([from, to]) => port >= from && port <= to)) {
      throw new EgressFailure('port', `Port ${port} is not allowed`);
    }
    const host = hostOf(url);
    if (host === '') throw new EgressFailure('url', 'No host');
    if (metadataHosts.has(host)) throw new EgressFailure('host', `The host ${host} is never called`);
    if (ipaddr.isValid(host)) check(host, host);
    return url;
  };

  return {
    parse,
    async locate(text) {
      const url = parse(text);
      const host = hostOf(url);
      const addresses = ipaddr.isValid(host) ? [host] : await resolve(host);
      for (const address of addresses) check(address, host);
      const [address] = addresses;
      if (address === undefined) throw new EgressFailure('dns', 'The name has no address');
      return { url, host, address, port: portOf(url) };
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
