import ipaddr from 'ipaddr.js';
import { networkInterfaces } from 'node:os';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Range = readonly [Address, number];

/**
 * Where clouds hand out credentials to whoever asks from inside. Never called, whatever is allowed. All of link-local
 * is among them: new services of the kind keep appearing there.
 */
const metadata: readonly Range[] = [
  '169.254.0.0/16',
  'fe80::/10',
  // Alibaba, Azure, Oracle.
  ...['100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32', 'fd00:c1::/32'],
  // AWS, Google, Scaleway, Akamai.
  ...['fd00:ec2::/32', 'fd20:ce::254/128', 'fd00:42::42/128', 'fd00:a9fe:a9fe::/48'],
].map((text) => ipaddr.parseCIDR(text));

/** The part of IPv6 that is given out. What lies beside it is nobody's, or somebody's own. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** What is no single machine; nothing can be meant by calling it. */
const nowhere = new Set(['unspecified', 'broadcast', 'multicast']);

/** Which bytes of an IPv6 address are an IPv4 address, after a prefix of so many bits (RFC 6052, 2.2). */
const after = {
  16: [2, 3, 4, 5],
  48: [6, 7, 9, 10],
  56: [7, 9, 10, 11],
  64: [9, 10, 11, 12],
  96: [12, 13, 14, 15],
} as const;

/** IPv6 ranges that carry an IPv4 address, and where it may be. Teredo's is written inverted. */
const carriers: readonly {
  readonly range: Range;
  readonly at: readonly (readonly number[])[];
  readonly inverted?: boolean;
}[] = [
  { range: ipaddr.parseCIDR('64:ff9b::/96'), at: [after[96]] },
  { range: ipaddr.parseCIDR('64:ff9b:1::/48'), at: [after[48], after[56], after[64], after[96]] },
  { range: ipaddr.parseCIDR('2002::/16'), at: [after[16]] },
  { range: ipaddr.parseCIDR('2001::/32'), at: [after[96]], inverted: true },
  { range: ipaddr.parseCIDR('::ffff:0:0:0/96'), at: [after[96]] },
  { range: ipaddr.parseCIDR('::/96'), at: [after[96]] },
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
  const all = [address, ...carriedBy(address)];
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
  const isGiven = address.kind() === 'ipv4' || isIn(address, [globalUnicast]);
  return !isGiven || address.range() !== 'unicast' || carriedBy(address).length > 0 || isOwn(address);
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

function carriedBy(address: Address): readonly ipaddr.IPv4[] {
  if (address instanceof ipaddr.IPv4 || address.range() === 'loopback' || address.range() === 'unspecified') {
    return [];
  }
  const bytes = address.toByteArray();
  const read = (at: readonly number[], inverted = false): ipaddr.IPv4 =>
    new ipaddr.IPv4(at.map((index) => (bytes[index] ?? 0) ^ (inverted ? 0xff : 0)));
  // ISATAP: any prefix, then 0000:5efe or 0200:5efe, then the address.
  if ((bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe) {
    return [read(after[96])];
  }
  const carrier = carriers.find(({ range: [base, bits] }) => matches(address, base, bits));
  if (!carrier) return [];
  const found = carrier.at.map((at) => read(at, carrier.inverted));
  // Where several places are possible, one that is nearly empty is not the one.
  return found.length === 1 ? found : found.filter(({ octets: [first] }) => first !== 0);
}
