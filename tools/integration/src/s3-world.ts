import { createEgress, type Egress, type EgressConfig } from '@ashlar/egress';
import { createSilentLogger } from '@ashlar/logging/testing';
import type { S3Config } from '@ashlar/storage';
import { createProbe, type IntendedUse, type ProbeReport } from '@ashlar/storage-checks';
import { createMetrics } from '@ashlar/telemetry';
import { createServer, request as requestOf, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { askMinio, type Keys, type Minio, startMinio } from './minio.js';
import type { Facts } from './server.types.js';

export const of = (facts: Facts, name: string): string => facts[name] ?? '';
export const minioOf = (facts: Facts): Omit<Minio, 'process'> => ({
  endpoint: of(facts, 'S3_ENDPOINT'),
  region: of(facts, 'S3_REGION'),
  root: {
    access_key_id: of(facts, 'S3_ACCESS_KEY_ID'),
    secret_access_key: of(facts, 'S3_SECRET_ACCESS_KEY'),
  },
});

/** A way out that may call this machine. */
export function localEgress(): Egress {
  const logger = createSilentLogger();
  const config: EgressConfig = {
    ...{ allowCidrs: ['127.0.0.0/8'], allowHosts: [], denyCidrs: [], dnsServers: [] },
    ...{ ports: ['1024-65535'], dnsTimeoutMs: 2_000, connectTimeoutMs: 2_000, timeoutMs: 15_000 },
    ...{ maxResponseBytes: 4_194_304, concurrency: 8, concurrencyPerHost: 8 },
  };
  return createEgress({ config, logger, metrics: createMetrics({ logger }) });
}

export interface Tried {
  readonly endpoint?: string;
  readonly config?: Partial<S3Config>;
  readonly keys?: Keys;
  readonly use?: IntendedUse;
  readonly now?: () => Date;
  /** Called before each request of the test. */
  readonly before?: (asked: { readonly method: string; readonly url: string }) => Promise<void> | void;
}

export const configOf = ({ endpoint, region }: Pick<Minio, 'endpoint' | 'region'>): S3Config => ({
  ...{ type: 's3', provider: 'Minio', endpoint, region, bucket: 'results' },
  ...{ addressing: 'auto', tlsVerify: true, auth: 'keys', requesterPays: false },
});

/** As S3 has paths of objects. */
export const escapedPath = (path: string): string =>
  path
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replaceAll(
        /[!'()*]/g,
        (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');

export async function tryIt(minio: Omit<Minio, 'process'>, tried: Tried): Promise<ProbeReport> {
  const { keys = minio.root, before } = tried;
  const egress = localEgress();
  const probe = createProbe({
    egress: {
      ...egress,
      async request(request) {
        await before?.(request);
        return egress.request(request);
      },
    },
    ...(tried.now && { now: tried.now }),
  });
  return probe({
    config: { ...configOf(minio), ...(tried.endpoint && { endpoint: tried.endpoint }), ...tried.config },
    credentials: { ...keys },
    use: tried.use ?? 'write',
    signal: AbortSignal.timeout(60_000),
  });
}

/** `{ dns: 'pass OK', ... }`, and the rest of what was found out. */
export function expectReport(
  report: ProbeReport,
  checks: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const found: Record<string, unknown> = {
    ...Object.fromEntries(report.checks.map(({ name, status, code }) => [name, `${status} ${code}`])),
    ...{ region: report.region?.suggested, endpoint: report.endpoint },
  };
  for (const [name, wanted] of Object.entries({ ...checks, ...more })) {
    if (found[name] !== wanted)
      throw new Error(
        `${name} is ${String(found[name])} and not ${String(wanted)}: ${JSON.stringify(report)}`,
      );
  }
}

export const allOf = (codes: string): Readonly<Record<string, string>> =>
  Object.fromEntries(codes.split(', ').map((each) => each.split(': ') as [string, string]));
export const reached = 'dns: pass OK, tls: skip PLAIN_HTTP';

/** What is allowed on the bucket, as a statement of a policy. */
export const allow = (actions: readonly string[], resource: string, condition?: object): object => ({
  ...{
    Effect: 'Allow',
    Action: actions.map((action) => `s3:${action}`),
    Resource: [`arn:aws:s3:::${resource}`],
  },
  ...(condition && { Condition: condition }),
});

/** One of its own, for what stops it. */
export async function withOwn<T>(facts: Facts, name: string, work: (minio: Minio) => Promise<T>): Promise<T> {
  const minio = await startMinio(of(facts, 'S3_PROGRAM'), join(of(facts, 'S3_WORK_DIR'), name));
  try {
    await askMinio(minio, { method: 'PUT', path: '/results' });
    return await work(minio);
  } finally {
    await minio.process.kill();
  }
}

/** In front of it: passes on what the script does not answer itself. */
export async function withProxy<T>(
  { endpoint }: Pick<Minio, 'endpoint'>,
  script: (method: string, path: string, response: ServerResponse) => boolean,
  work: (endpoint: string) => Promise<T>,
): Promise<T> {
  const upstream = new URL(endpoint);
  const server = createServer((request, response) => {
    if (script(request.method ?? '', request.url ?? '', response)) {
      request.resume();
      return;
    }
    const { method, url: path, headers } = request;
    const passed = requestOf(
      { host: upstream.hostname, port: upstream.port, method, path, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export const isList = (method: string, path: string): boolean =>
  method === 'GET' && path.includes('list-type=2');
