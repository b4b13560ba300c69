import { createEgress, type Egress, type EgressConfig } from '@ashlar/egress';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import type { S3Config } from '@ashlar/storage';
import { createMetrics } from '@ashlar/telemetry';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check, CheckName } from '../checks.types.js';

/** A way out that may call this machine. */
export function localEgress(more: Partial<EgressConfig> = {}): Egress & { readonly logger: RecordingLogger } {
  const logger = createRecordingLogger();
  const config: EgressConfig = {
    ...{ allowCidrs: ['127.0.0.0/8'], allowHosts: [], denyCidrs: [], dnsServers: [] },
    ...{ ports: ['80', '443', '1024-65535'], dnsTimeoutMs: 2_000, connectTimeoutMs: 2_000, timeoutMs: 5_000 },
    ...{ maxResponseBytes: 1_048_576, concurrency: 8, concurrencyPerHost: 8 },
    ...more,
  };
  return { ...createEgress({ config, logger, metrics: createMetrics({ logger }) }), logger };
}

/** Keys as S3 has them, made anew. */
export function newKeys(): { readonly access_key_id: string; readonly secret_access_key: string } {
  return {
    access_key_id: `AK${randomBytes(9).toString('hex').toUpperCase()}`,
    secret_access_key: randomBytes(30).toString('base64url'),
  };
}

export function s3At(endpoint: string, more: Partial<S3Config> = {}): S3Config {
  return {
    ...{ type: 's3', provider: 'Other', endpoint, bucket: 'results', addressing: 'auto' },
    ...{ tlsVerify: true, auth: 'keys', requesterPays: false, region: 'us-east-1' },
    ...more,
  };
}

interface S3rver {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}

const load = createRequire(import.meta.url);

/** A server that speaks S3, from npm, with a bucket and keys of its own. */
export async function startS3(bucket = 'results') {
  const Server = load('@20minutes/s3rver') as new (options: object) => S3rver;
  const { DUMMY_ACCOUNT: account } = load('@20minutes/s3rver/lib/models/account.js') as {
    readonly DUMMY_ACCOUNT: {
      createKeyPair(id: string, secret: string): void;
      revokeAccessKey(id: string): void;
    };
  };
  const credentials = newKeys();
  account.createKeyPair(credentials.access_key_id, credentials.secret_access_key);
  const directory = await mkdtemp(join(tmpdir(), 'ashlar-s3-'));
  const server = new Server({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory, resetOnClose: false },
    ...{ configureBuckets: [{ name: bucket, configs: [] }], vhostBuckets: false },
  });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    credentials,
    /** From here on the keys are those of nobody. */
    revoke: () => account.revokeAccessKey(credentials.access_key_id),
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
export type S3Server = Awaited<ReturnType<typeof startS3>>;

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** Answers as it is told; what it says nothing to hangs. */
export type Script = (asked: Asked, response: ServerResponse, socket: Socket) => void;

/** A server that does what stores do when something is wrong. */
export async function startScripted(script: Script) {
  const asked: Asked[] = [];
  let current = script;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://store');
    const one = {
      ...{ method: request.method ?? '', path: url.pathname, query: url.searchParams },
      headers: request.headers,
    };
    asked.push(one);
    request.resume();
    request.on('end', () => current(one, response, request.socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<unknown> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    become: (other: Script): void => {
      current = other;
    },
    stop,
  };
}
export type ScriptedServer = Awaited<ReturnType<typeof startScripted>>;

/** An error as S3 writes it, with words in it that nobody may see again. */
export function refusal(response: ServerResponse, status: number, code: string, more = ''): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>upstream-words</Message>${more}</Error>`,
    );
}

export function listing(response: ServerResponse, keys: readonly string[] = [], next?: string): void {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>7</Size></Contents>`).join('');
  const truncated = next === undefined ? 'false' : 'true';
  const token = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  response
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(
      `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${truncated}</IsTruncated>${token}${contents}</ListBucketResult>`,
    );
}

/** `{ dns: 'pass OK', ... }` */
export function briefly(checks: readonly Check[]): Readonly<Partial<Record<CheckName, string>>> {
  return Object.fromEntries(checks.map(({ name, status, code }) => [name, `${status} ${code}`]));
}
