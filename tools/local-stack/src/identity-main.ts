// The process `identity`: the stand-in for Keycloak, and beside it a desk that hands out tokens to whoever knows the
// secret of this start.
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startIdentityProvider } from '@ashlar/test-identity';
import type { IdentityReport } from './identity.js';

const { IDENTITY_PORT: port, IDENTITY_STATE: stateDir = '', TOKEN_DESK_SECRET: secret = '' } = process.env;

const provider = await startIdentityProvider({ host: '127.0.0.1', port: Number(port), stateDir });
const desk = createServer((request, response) => {
  void answer(request, response).catch((error: unknown) => end(response, 500, String(error)));
});
await new Promise<void>((done) => desk.listen(0, '127.0.0.1', done));

process.send?.({
  url: provider.url,
  issuer: provider.issuer,
  port: provider.port,
  tokenNames: provider.tokenNames,
  deskUrl: `http://127.0.0.1:${(desk.address() as AddressInfo).port}`,
} satisfies IdentityReport);

process.once('SIGTERM', () => {
  desk.close();
  desk.closeAllConnections();
  void provider.stop();
});

/** `POST /tokens/<name>?ttl_seconds=<n>` */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const name = decodeURIComponent(/^\/tokens\/([^/]+)$/.exec(url.pathname)?.[1] ?? '');
  if (!knowsSecret(request.headers.authorization ?? '')) return end(response, 401, 'Wrong secret');
  if (request.method !== 'POST' || !provider.tokenNames.includes(name)) {
    return end(response, 404, `Names: ${provider.tokenNames.join(', ')}`);
  }
  const ttlSeconds = Number(url.searchParams.get('ttl_seconds') ?? 3_600);
  end(response, 200, await provider.issueToken(name, { ttlSeconds }));
}

function knowsSecret(header: string): boolean {
  const [given, wanted] = [header, `Bearer ${secret}`].map((text) => Buffer.from(text));
  return (
    given !== undefined &&
    wanted !== undefined &&
    given.length === wanted.length &&
    timingSafeEqual(given, wanted)
  );
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(text);
}
