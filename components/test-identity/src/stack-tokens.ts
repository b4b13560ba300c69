import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { UnknownNameError } from './identity.errors.js';
import { HttpRefusal, readJson, sendJson } from './http.js';
import { writePrivate } from './state.js';
import type { Tokens } from './tokens.js';

/** In the state folder, mode 600; its content is sent back in the header `x-stack-secret`. */
const secretFile = 'stack-secret';

/** Reads the secret of the state folder, made on the first run. */
export async function openStackSecret(stateDir: string): Promise<Buffer> {
  const path = join(stateDir, secretFile);
  const known = await readFile(path).catch(() => undefined);
  if (known) return known;
  const secret = randomBytes(24).toString('base64url');
  await writePrivate(path, secret);
  return Buffer.from(secret);
}

/** `POST /stack/tokens` with `{ "name", "ttl_seconds" }`: a token for whoever may read the state folder. */
export function createTokenDesk(secret: Buffer, tokens: Tokens) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST') throw new HttpRefusal(405, { error: 'method_not_allowed' });
    const sent = Buffer.from(String(request.headers['x-stack-secret'] ?? ''));
    if (sent.length !== secret.length || !timingSafeEqual(sent, secret)) {
      throw new HttpRefusal(401, { error: 'unauthorized' });
    }
    const { name, ttlSeconds } = orderOf(await readJson(request));
    const token = await tokens.issue(name, { ttlSeconds }).catch((error: unknown) => {
      if (!(error instanceof UnknownNameError)) throw error;
      throw new HttpRefusal(404, { error: 'unknown_name', message: error.message });
    });
    sendJson(response, 201, { token });
  };
}

function orderOf(body: unknown): { name: string; ttlSeconds: number | undefined } {
  const { name, ttl_seconds: ttlSeconds }: Record<string, unknown> = { ...(body as object | undefined) };
  const isTtl = ttlSeconds === undefined || Number.isInteger(ttlSeconds);
  if (typeof name === 'string' && isTtl) {
    return { name, ttlSeconds: ttlSeconds === undefined ? undefined : Number(ttlSeconds) };
  }
  throw new HttpRefusal(400, {
    error: 'invalid_request',
    message: 'Send {"name": text, "ttl_seconds": number}',
  });
}
