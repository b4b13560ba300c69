import { isFault, type Line } from './line.js';
import type { Sheet } from './sheet.js';

export interface Met {
  /** The clock of the server is so many seconds ahead; undefined when it did not say. */
  readonly clockSkewSeconds: number | undefined;
}

export interface ContactDeps {
  readonly line: Line;
  readonly sheet: Sheet;
  readonly url: string;
  readonly tlsVerify: boolean;
  readonly now: () => Date;
}

/**
 * Calls the server without any credentials: does its name lead somewhere, and is the way there protected?
 * @returns undefined when it cannot be reached.
 */
export async function contact({ line, sheet, url, tlsVerify, now }: ContactDeps): Promise<Met | undefined> {
  const answer = await line.call({ method: 'GET', url, verifyTls: tlsVerify, maxResponseBytes: 'discard' });
  const isEncrypted = new URL(url).protocol === 'https:';
  if (isFault(answer)) {
    if (answer.at === 'dns') sheet.fail('dns', answer.fault);
    else {
      sheet.pass('dns');
      // Nothing was said yet: who does not answer is not even met.
      sheet.fail('tls', answer.fault);
    }
    return undefined;
  }
  sheet.pass('dns');
  if (!isEncrypted) sheet.note('tls', 'skip', 'PLAIN_HTTP');
  else if (!tlsVerify) sheet.note('tls', 'warn', 'TLS_NOT_VERIFIED');
  else sheet.pass('tls');
  const told = Date.parse(answer.headers['date'] ?? '');
  return {
    clockSkewSeconds: Number.isNaN(told) ? undefined : Math.round((told - now().getTime()) / 1_000),
  };
}
