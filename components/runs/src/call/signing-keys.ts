import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keys by the names that runs refer to them by. */
export interface SigningKeys {
  /** The newest first; none when there is no such key, or it cannot be read. */
  find(name: string): Promise<readonly Buffer[]>;
}

export const keyName = /^[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?$/;

/** Read again each time: a mounted Secret is renewed in place. */
export function signingKeysIn(folder: string): SigningKeys {
  return {
    async find(name) {
      if (!keyName.test(name)) return [];
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      return text.split(/\s+/).flatMap((line) => {
        const bytes = /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(line)
          ? Buffer.from(line.slice('whsec_'.length), 'base64')
          : Buffer.alloc(0);
        return bytes.length >= 24 && bytes.length <= 64 ? [bytes] : [];
      });
    },
  };
}

/** What is signed, as Standard Webhooks says. */
export interface Signable {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** One signature for each key, with spaces between them. */
export function signaturesOf(keys: readonly Buffer[], { id, timestamp, body }: Signable): string {
  return keys
    .map((key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' ');
}

export function isSignedBy(keys: readonly Buffer[], signed: Signable, signatures: string): boolean {
  const given = signatures.split(' ').map((each) => Buffer.from(each));
  const expected = keys.map((key) => Buffer.from(signaturesOf([key], signed)));
  return expected.some((own) =>
    given.some((other) => other.length === own.length && timingSafeEqual(other, own)),
  );
}
