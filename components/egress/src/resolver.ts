import { type LookupAddress, promises as dns } from 'node:dns';
import type { EgressConfig } from './egress.config.js';
import { EgressFailure } from './egress.errors.js';

/** Every address of a name. Rejects when there is none, or when that cannot be known. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Resolves by the system, or by the configured name servers. One question a call: nothing is kept. */
export function createResolve({
  dnsServers,
  dnsTimeoutMs,
}: Pick<EgressConfig, 'dnsServers' | 'dnsTimeoutMs'>): Resolve {
  const ask = dnsServers.length === 0 ? askSystem : askServers(dnsServers, dnsTimeoutMs);
  return async (host) => {
    let addresses: readonly string[];
    try {
      addresses = await within(dnsTimeoutMs, ask(host));
    } catch (cause) {
      throw new EgressFailure('dns', 'The name could not be resolved', { cause });
    }
    if (addresses.length === 0) throw new EgressFailure('dns', 'The name has no address');
    return addresses;
  };
}

async function askSystem(host: string): Promise<readonly string[]> {
  const found: readonly LookupAddress[] = await dns.lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

function askServers(servers: readonly string[], timeoutMs: number): Resolve {
  const resolver = new dns.Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers(servers);
  return async (host) => {
    const answers = await Promise.all([
      noneIsEmpty(resolver.resolve4(host)),
      noneIsEmpty(resolver.resolve6(host)),
    ]);
    return answers.flat();
  };
}

/** A name may have addresses of one family only. Any other failure leaves open what its addresses are. */
async function noneIsEmpty(answer: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await answer;
  } catch (error) {
    if ((Object(error) as { code?: unknown }).code === 'ENODATA') return [];
    throw error;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
