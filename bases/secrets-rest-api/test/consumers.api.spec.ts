import { contextFor } from '@ashlar/database';
import { DomainError } from '@ashlar/errors';
import { createHttpClient } from '@ashlar/test-http';
import { eventually } from '@ashlar/test-postgres';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { deliverFiles, type ExternalSecretsProvider, startExternalSecrets } from '../src/index.js';
import { openWorld, type World } from './replicas.fixture.js';

let world: World;
/** The data API, as far as consumers ask it: the real exchange behind one route. */
let dataApi: Server;
let dataAway = false;
let env: Readonly<Record<string, string>>;
let folder: string;

beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'ashlar-consumers-'));
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, await world.identity.issueToken('notebooks'));
  dataApi = createServer((req, res) => {
    const [, id = ''] = /^\/api\/data\/secret-grants\/([^/]+)\/tokens$/.exec(req.url ?? '') ?? [];
    let text = '';
    const answer = (status: number, body: object): void =>
      void res.writeHead(status).end(JSON.stringify(body));
    req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    req.on('end', () => {
      if (dataAway) return answer(503, { error_code: 'UNAVAILABLE' });
      const ctx = contextFor({ kind: 'service', id: 'notebooks', roles: ['service'] });
      const about = JSON.parse(text) as { readonly purpose: string };
      world.owner.grants.exchange(ctx, id, about).then(
        ({ token }) => answer(200, { token }),
        (error: unknown) => answer(error instanceof DomainError ? 404 : 500, { error_code: String(error) }),
      );
    });
  });
  await new Promise<void>((listening) => dataApi.listen(0, '127.0.0.1', listening));
  env = {
    ASHLAR_SECRETS_URL: world.replicas[1].url,
    ASHLAR_DATA_URL: `http://127.0.0.1:${(dataApi.address() as AddressInfo).port}`,
    ASHLAR_WORKLOAD_TOKEN_FILE: tokenFile,
    ASHLAR_SECRETS_PURPOSE: 'session',
  };
}, 60_000);
afterAll(async () => {
  expect(await world.leaks()).toEqual([]);
  await world.stop();
  dataApi.closeAllConnections();
  await new Promise((closed) => dataApi.close(closed));
  rmSync(folder, { recursive: true });
});

const standing = async (...secretIds: string[]): Promise<string> =>
  (await world.owner.grants.create(world.owner.ctx, { service: 'notebooks', purpose: 'session', secretIds }))
    .id;

describe('the image that writes files', () => {
  const target = () => mkdtempSync(join(folder, 'files-'));
  const settings = (at: string, more: object) => ({
    ...env,
    ASHLAR_SECRETS_FOLDER: at,
    ASHLAR_SECRETS_VOLUME: 'any',
    ...more,
  });

  it('writes them once with a grant, to the byte, for nobody else to read', async () => {
    const [one, two] = [world.value(), world.value()];
    const ids = [await world.owner.keep('one.key', one), await world.owner.keep('two.key', two)];
    const at = target();
    const lines: string[] = [];
    const { signal } = new AbortController();
    const grant = { ASHLAR_SECRETS_GRANT: await world.owner.grant(...ids) };
    await deliverFiles(settings(at, grant), { signal, report: (line) => lines.push(line) });
    expect(readdirSync(at).sort()).toEqual(['one.key', 'two.key']);
    expect(readFileSync(join(at, 'one.key')).equals(one)).toBe(true);
    expect(readFileSync(join(at, 'two.key')).equals(two)).toBe(true);
    expect(statSync(join(at, 'one.key')).mode & 0o777).toBe(0o440);
    expect(lines).toEqual(['Secrets: written']);
    await expect(deliverFiles(settings(at, grant), { signal, report: () => undefined })).rejects.toThrow(
      'refused',
    );
    expect(readdirSync(at)).toEqual([]);
  });

  it('keeps them up to date: newer values, outages, secrets that go', async () => {
    const [first, second] = [world.value(), world.value()];
    const id = await world.owner.keep('kept.key', first);
    const at = target();
    const stop = new AbortController();
    const lines: string[] = [];
    const waiting: (() => void)[] = [];
    const next = (text: string) =>
      new Promise<void>((resolve) => {
        const look = (): void => (lines.at(-1)?.startsWith(text) ? resolve() : void waiting.push(look));
        look();
      });
    const report = (line: string): void => {
      lines.push(line);
      for (const look of waiting.splice(0)) look();
    };
    const more = { ASHLAR_SECRETS_STANDING_GRANT: await standing(id), ASHLAR_SECRETS_REFRESH: '20ms' };
    const running = deliverFiles(settings(at, more), { signal: stop.signal, report });
    await next('Secrets: written');
    expect(readFileSync(join(at, 'kept.key')).equals(first)).toBe(true);
    await world.owner.replace(id, second);
    await eventuallyEqual(() => readFileSync(join(at, 'kept.key')), second);
    dataAway = true;
    await next('Secrets: not refreshed');
    expect(readFileSync(join(at, 'kept.key')).equals(second)).toBe(true);
    dataAway = false;
    await world.owner.secrets.delete(world.owner.ctx, world.owner.owner, id, 'any');
    await next('Secrets: removed');
    expect(readdirSync(at)).toEqual([]);
    stop.abort();
    await running;
    // What had not changed was not fetched again.
    const fetched = await world.query(
      `select from secrets.audit where event->>'action' = 'fetch' and event->>'outcome' = 'done' and event->'secrets' @> $1::jsonb`,
      [JSON.stringify([{ id }])],
    );
    expect(fetched).toHaveLength(2);
  });

  it('writes a .env that is read back, and refuses a disk', async () => {
    const id = await world.owner.keep('TOKEN', Buffer.from('a "b" # c\nd'));
    const at = target();
    const { signal } = new AbortController();
    const more = { ASHLAR_SECRETS_GRANT: await world.owner.grant(id), ASHLAR_SECRETS_FORMAT: 'dotenv' };
    await deliverFiles(settings(at, more), { signal, report: () => undefined });
    expect(parseEnv(readFileSync(join(at, '.env'), 'utf8'))).toEqual({ TOKEN: 'a "b" # c\nd' });
    const onDisk = { ...settings('/etc', more), ASHLAR_SECRETS_VOLUME: 'memory' };
    await expect(deliverFiles(onDisk, { signal, report: () => undefined })).rejects.toThrow('not in memory');
  });
});

async function eventuallyEqual(read: () => Buffer, expected: Buffer): Promise<void> {
  expect(await eventually(() => read().equals(expected))).toBe(true);
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** What the webhook provider of a SecretStore may say, by the CRD of External Secrets Operator. */
const webhookFields: Readonly<Record<string, string>> = {
  ...{ auth: 'object', body: 'string', caBundle: 'string', caProvider: 'object', headers: 'object' },
  ...{ method: 'string', result: 'object', secrets: 'object', timeout: 'string', url: 'string' },
};

describe('the provider for External Secrets Operator', () => {
  const file = fileURLToPath(new URL('../../../deploy/kubernetes/external-secrets.yaml', import.meta.url));
  const manifests = parseAllDocuments(readFileSync(file, 'utf8')).map((one) => one.toJSON() as Manifest);
  const store = manifests.find(({ kind }) => kind === 'SecretStore');
  const webhook = (
    store?.spec as { readonly provider: { readonly webhook: Readonly<Record<string, unknown>> } }
  ).provider.webhook as {
    readonly url: string;
    readonly method: string;
    readonly timeout: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly result: { readonly jsonPath: string };
    readonly secrets: readonly {
      readonly name: string;
      readonly secretRef: Readonly<Record<string, string>>;
    }[];
  };
  const webhookToken = 'a-token-that-is-made-for-this-spec-alone';
  let provider: ExternalSecretsProvider;
  beforeAll(async () => {
    provider = await startExternalSecrets({
      ...env,
      ASHLAR_SECRETS_WEBHOOK_TOKEN: webhookToken,
      ASHLAR_HTTP_HOST: '127.0.0.1',
      ASHLAR_HTTP_PORT: '0',
    });
  });
  afterAll(async () => {
    await provider.stop();
  });

  /** What the operator does with a store of this kind: fill the templates in, call, take the result out. */
  async function asOperator(
    key: string,
    property: string,
    token = webhookToken,
  ): Promise<{ status: number; value: unknown }> {
    const fill = (template: string): string =>
      template
        .replaceAll(/\{\{ \.remoteRef\.key \}\}/g, key)
        .replaceAll(/\{\{ \.remoteRef\.property \}\}/g, property)
        .replaceAll(/\{\{ \.(\w+)\.(\w+) \}\}/g, (_, name: string, field: string) => {
          const known = webhook.secrets.find((one) => one.name === name && one.secretRef['key'] === field);
          return known ? token : '<no value>';
        });
    const url = new URL(fill(webhook.url));
    const headers = Object.fromEntries(
      Object.entries(webhook.headers).map(([name, value]) => [name, fill(value)]),
    );
    const answer = await createHttpClient(provider.url).call(webhook.method, `${url.pathname}${url.search}`, {
      headers,
    });
    const [, field = ''] = /^\$\.(\w+)$/.exec(webhook.result.jsonPath) ?? [];
    return { status: answer.status, value: (answer.json as Readonly<Record<string, unknown>>)[field] };
  }

  it('has a manifest of the shape that the operator takes', () => {
    expect(store?.apiVersion).toBe('external-secrets.io/v1');
    for (const [field, value] of Object.entries(webhook))
      expect([field, typeof value]).toEqual([field, webhookFields[field]]);
    expect(webhook.timeout).toMatch(/^\d+s$/);
    const external = manifests.find(({ kind }) => kind === 'ExternalSecret')?.spec as {
      readonly secretStoreRef: object;
      readonly data: readonly object[];
    };
    expect(external.secretStoreRef).toEqual({ kind: 'SecretStore', name: store?.metadata.name });
    expect(external.data[0]).toEqual({
      secretKey: expect.any(String),
      remoteRef: { key: expect.stringMatching(/^[0-9a-f-]{36}$/), property: expect.any(String) },
    });
  });

  it('gives the operator the newest value each time, and 404 once it is gone', async () => {
    const id = await world.owner.keep('password', Buffer.from('first'));
    const grantId = await standing(id);
    expect(await asOperator(grantId, 'password')).toEqual({ status: 200, value: 'first' });
    await world.owner.replace(id, Buffer.from('second'));
    expect(await asOperator(grantId, 'password')).toEqual({ status: 200, value: 'second' });
    expect((await asOperator(grantId, 'other')).status).toBe(404);
    expect((await asOperator(grantId, 'password', 'wrong')).status).toBe(401);
    dataAway = true;
    expect((await asOperator(grantId, 'password')).status).toBe(503);
    dataAway = false;
    await world.owner.grants.revoke(world.owner.ctx, grantId, 'any');
    expect((await asOperator(grantId, 'password')).status).toBe(404);
  });

  it('does not start with a token that can be guessed', async () => {
    const short = startExternalSecrets({ ...env, ASHLAR_SECRETS_WEBHOOK_TOKEN: 'short' });
    await expect(short).rejects.toThrow('fewer than 32');
  });
});
