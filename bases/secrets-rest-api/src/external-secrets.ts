import { type Environment, loadConfig, runMain } from '@ashlar/config';
import { createSecretsClient, exchangeStandingGrant, SecretsRefused } from '@ashlar/secrets/client';
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConsumerConfig, ExternalSecretsConfig } from './consumer.config.js';

export interface ExternalSecretsProvider {
  readonly url: string;
  stop(): Promise<void>;
}

const shortestToken = 32;
const path = /^\/secrets\/([0-9a-f-]{36})$/;

/**
 * What the webhook provider of External Secrets Operator asks: `GET /secrets/{standing grant}?key={filename}` answers
 * `{ "value": "..." }`, without a key `{ "values": { ... } }`. Each is exchanged and fetched anew: nothing is kept.
 * @throws {TypeError} for a webhook token that is too short.
 */
export async function startExternalSecrets(env: Environment): Promise<ExternalSecretsProvider> {
  const { consumer, provider } = loadConfig(
    { consumer: ConsumerConfig, provider: ExternalSecretsConfig },
    env,
  );
  const { secretsUrl, dataUrl, tokenFile, purpose } = consumer;
  const expected = provider.webhookToken.reveal();
  if (expected.length < shortestToken) throw new TypeError('The webhook token has fewer than 32 characters');
  if (dataUrl === undefined) throw new TypeError('ASHLAR_DATA_URL is needed to exchange standing grants');
  const token = async (): Promise<string> => (await readFile(tokenFile, 'utf8')).trim();
  const secrets = createSecretsClient({ baseUrl: secretsUrl, token });

  const valuesOf = async (grantId: string): Promise<ReadonlyMap<string, string>> => {
    const grant = await exchangeStandingGrant({ dataUrl, token, grantId, purpose });
    const values = new Map<string, string>();
    for (const { filename, value } of await secrets.fetch(grant)) {
      values.set(filename, value.toString('utf8'));
      value.fill(0);
    }
    return values;
  };

  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://provider');
    const [, grantId] = path.exec(url.pathname) ?? [];
    if (url.pathname === '/healthz') return answer(res, 200, {});
    if (!isSame(req.headers.authorization ?? '', `Bearer ${expected}`)) return answer(res, 401, {});
    if (req.method !== 'GET' || grantId === undefined) return answer(res, 404, {});
    const key = url.searchParams.get('key');
    valuesOf(grantId).then(
      (values) => {
        if (key === null) return answer(res, 200, { values: Object.fromEntries(values) });
        const value = values.get(key);
        // The operator takes 404 for a secret that is gone, and then keeps to its deletion policy.
        return value === undefined ? answer(res, 404, {}) : answer(res, 200, { value });
      },
      (error: unknown) => answer(res, statusOf(error), {}),
    );
  });
  await new Promise<void>((listening) => server.listen(provider.port, provider.host, listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${provider.host}:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The main function of the image as provider for External Secrets Operator. */
export function runExternalSecrets(env: Environment): Promise<void> {
  return runMain(async () => {
    const { stop } = await startExternalSecrets(env);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  });
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}

/** Gone is 404; whatever else went wrong is for the operator to try again. */
function statusOf(error: unknown): number {
  return error instanceof SecretsRefused && (error.status === 404 || error.status === 403) ? 404 : 503;
}

function isSame(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
