import ipaddr from 'ipaddr.js';
import { networkInterfaces } from 'node:os';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Range = readonly [Address, number];

/**
 * Where clouds hand out credentials to whoever asks from inside. Never called, whatever is allowed. All of IPv4
 * link-local is among them: new services of the kind keep appearing there.
 */
const metadata: readonly Range[] = [
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
].map((text) => ipaddr.parseCIDR(text));

/** What is no single machine; nothing can be meant by calling it. */
const nowhere = new Set(['unspecified', 'broadcast', 'multicast']);

/** IPv6 ranges that carry an IPv4 address, and at which bit it begins. Teredo's is written inverted. */
const carriers: readonly (readonly [range: Range, bit: number, inverted: boolean])[] = [
  [ipaddr.parseCIDR('64:ff9b::/96'), 96, false],
  [ipaddr.parseCIDR('64:ff9b:1::/48'), 96, false],
  [ipaddr.parseCIDR('2002::/16'), 16, false],
  [ipaddr.parseCIDR('2001::/32'), 96, true],
  [ipaddr.parseCIDR('::ffff:0:0:0/96'), 96, false],
  [ipaddr.parseCIDR('::/96'), 96, false],
];

/**
 * An address or a range as an operator writes it.
 * @throws {TypeError} for anything else.
 */
export function parseRange(text: string): Range {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) {
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  throw new TypeError(`"${text}" is not an address or a range such as 10.0.0.0/8`);
}

export interface AddressPolicy {
  readonly allow: readonly Range[];
  readonly deny: readonly Range[];
}

/**
 * Why an address may not be called; undefined when it may.
 * @param trusted the operator named the host: its special addresses may be called.
 */
export function addressFault(text: string, policy: AddressPolicy, trusted: boolean): string | undefined {
  if (text.includes('%') || !ipaddr.isValid(text)) return 'not an address';
  const address = ipaddr.process(text);
  // An address that carries another is judged as both: a translator on the way may use either.
  const carried = carriedBy(address);
  const all = carried ? [address, carried] : [address];
  if (all.some((one) => isIn(one, metadata))) return 'metadata';
  if (all.some((one) => nowhere.has(one.range()))) return address.range();
  if (all.some((one) => isIn(one, policy.deny))) return 'denied';
  if (trusted) return undefined;
  const refused = all.find((one) => !isIn(one, policy.allow) && isSpecial(one));
  return (
    refused && (refused.range() === 'unicast' ? 'own address, or one that carries another' : refused.range())
  );
}

function isSpecial(address: Address): boolean {
  return address.range() !== 'unicast' || carriedBy(address) !== undefined || isOwn(address);
}

function isOwn(address: Address): boolean {
  return Object.values(networkInterfaces()).some((list) =>
    list?.some(({ address: own }) => {
      const [plain = ''] = own.split('%');
      return ipaddr.isValid(plain) && ipaddr.process(plain).toString() === address.toString();
    }),
  );
}

function isIn(address: Address, ranges: readonly Range[]): boolean {
  return ranges.some(([base, bits]) => address.kind() === base.kind() && matches(address, base, bits));
}

function matches(address: Address, base: Address, bits: number): boolean {
  if (address instanceof ipaddr.IPv4) return base instanceof ipaddr.IPv4 && address.match(base, bits);
  return base instanceof ipaddr.IPv6 && address.match(base, bits);
}

function carriedBy(address: Address): ipaddr.IPv4 | undefined {
  if (address instanceof ipaddr.IPv4 || address.range() === 'loopback' || address.range() === 'unspecified') {
    return undefined;
  }
  const bytes = address.toByteArray();
  // ISATAP: any prefix, then 0000:5efe or 0200:5efe, then the address.
  if ((bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe) {
    return new ipaddr.IPv4(bytes.slice(12, 16));
  }
  const carrier = carriers.find(([[base, bits]]) => matches(address, base, bits));
  if (!carrier) return undefined;
  const [, bit, inverted] = carrier;
  const part = bytes.slice(bit / 8, bit / 8 + 4);
  return new ipaddr.IPv4(inverted ? part.map((byte) => byte ^ 0xff) : part);
}
