/** For specs: what a client does with a key pair. */
import { createHash, createHmac } from 'node:crypto';
import type { SignedRequest } from './key-pairs.types.js';

export interface Pair {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface SigningOptions {
  readonly method?: string;
  readonly target?: string;
  readonly host?: string;
  readonly date?: string;
  readonly contentType?: string;
  readonly version?: string;
}

/** As the clients of Backend.AI do it, written from the description of the protocol and not from the code under test. */
export function signed(
  { accessKey, secretKey }: Pair,
  options: SigningOptions = {},
): { readonly authorization: string; readonly request: SignedRequest } {
  const {
    method = 'GET',
    target = '/user-config/dotfiles?path=.bashrc',
    host = 'ashlar.example.org',
    date = new Date().toISOString().replace('Z', '000+00:00'),
    contentType = 'application/json',
    version = 'v7.20230615',
  } = options;
  const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const text = `${method}\n${target}\n${date}\nhost:${host}\ncontent-type:${contentType}\nx-backendai-version:${version}\n${createHash('sha256').update('').digest('hex')}`;
  const key = mac(mac(secretKey, date.slice(0, 10).replaceAll('-', '')), host);
  const headers: Record<string, string> = {
    date,
    host,
    'content-type': contentType,
    'x-backendai-version': version,
  };
  return {
    authorization: `BackendAI signMethod=HMAC-SHA256, credential=${accessKey}:${mac(key, text).toString('hex')}`,
    request: { method, target, header: (name) => headers[name] },
  };
}
