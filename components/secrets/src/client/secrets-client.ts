import { generateX25519, openReply, wipe } from '@ashlar/vault';
import { SecretsRefused } from './refused.js';

/** Where the secrets API is, and who asks. */
export interface SecretsClientOptions {
  /** Without the path: `https://secrets.example.org`. */
  readonly baseUrl: string;
  /** The credential of the calling service; asked for each request. */
  readonly token: () => string | Promise<string>;
  /** Default 5,000 ms. */
  readonly timeoutMs?: number;
}

/** A value as it was kept. */
export interface DeliveredSecret {
  readonly id: string;
  readonly version: number;
  readonly filename: string;
  readonly value: Buffer;
}

/** For services that use secrets. */
export interface SecretsClient {
  /**
   * The values of a grant, sealed on the way to a key that is made for this call alone.
   * @throws {SecretsRefused} A refused grant is refused for ever: a new one is needed.
   */
  fetch(grant: string): Promise<readonly DeliveredSecret[]>;
}

interface Answer {
  readonly grant_id: string;
  readonly sealed: { readonly enc: string; readonly ciphertext: string };
}

export function createSecretsClient({
  baseUrl,
  token,
  timeoutMs = 5_000,
}: SecretsClientOptions): SecretsClient {
  return {
    async fetch(grant) {
      const { privateKey, publicKey } = generateX25519();
      const response = await fetch(new URL('/api/secrets/fetch', baseUrl), {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { Authorization: `Bearer ${await token()}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ grant, reply_key: publicKey.toString('base64') }),
      });
      const body: unknown = await response.json().catch(() => undefined);
      if (!response.ok)
        throw new SecretsRefused(response.status, (body as { error_code?: string } | undefined)?.error_code);
      const { grant_id: about, sealed } = body as Answer;
      const message = {
        enc: Buffer.from(sealed.enc, 'base64'),
        ciphertext: Buffer.from(sealed.ciphertext, 'base64'),
      };
      const plaintext = openReply(privateKey, message, about);
      wipe(privateKey);
      const secrets = JSON.parse(plaintext.toString('utf8')) as readonly (Omit<DeliveredSecret, 'value'> & {
        readonly value_base64: string;
      })[];
      wipe(plaintext);
      return secrets.map(({ id, version, filename, value_base64 }) => ({
        ...{ id, version, filename },
        value: Buffer.from(value_base64, 'base64'),
      }));
    },
  };
}
