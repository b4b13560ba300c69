import type { Logger } from '@ashlar/logging';
import { type Metrics, withSpan } from '@ashlar/telemetry';
import { buildConnector, Client, type Dispatcher } from 'undici';
import { createDestinations, type Destination } from './destination.js';
import type { EgressConfig } from './egress.config.js';
import { DestinationUnreachable, EgressFailure } from './egress.errors.js';
import { createResolve } from './resolver.js';
import { createTurns } from './turns.js';

export interface EgressRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PROPFIND';
  /** http or https, without credentials. */
  readonly url: string;
  /** `Host` and what belongs to the connection cannot be set. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Ends the call early. */
  readonly signal?: AbortSignal;
  /** Milliseconds for all of it. Default and most: as configured. */
  readonly timeoutMs?: number;
  /** Certificates in PEM that the destination is known by, instead of the public ones; for https. */
  readonly ca?: string;
  /** False: whatever certificate is taken, where an administrator said so. Default true. */
  readonly verifyTls?: boolean;
  /** Longer answers fail. `discard`: the body is not read at all. Default: as configured. */
  readonly maxResponseBytes?: number | 'discard';
}

export interface EgressResponse {
  /** Redirects are answers like any other: nothing follows them. */
  readonly status: number;
  /** Names in lower case; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when it was discarded. */
  readonly body: Buffer;
  readonly durationMs: number;
}

/** The way out: every HTTP call of the system to an address that somebody gave. */
export interface Egress {
  /**
   * Resolves the name once, checks every address of it and connects to a checked one, with the name in SNI and Host.
   * @throws {DestinationUnreachable} whatever went wrong, with the reason as cause; also when it took too long.
   */
  request(request: EgressRequest): Promise<EgressResponse>;
  /**
   * Refuses what can be refused without resolving: for settings when they are saved.
   * @throws {DestinationUnreachable}
   */
  assertUrl(url: string): void;
}

export interface EgressDeps {
  readonly config: EgressConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** @throws {TypeError} when an allowed or denied range is none. */
export function createEgress({ config, logger, metrics }: EgressDeps): Egress {
  const log = logger.child({ brick: 'egress' });
  const destinations = createDestinations(config, createResolve(config));
  const turns = createTurns(config.concurrency, config.concurrencyPerHost);
  const outcomes = metrics.counter('ashlar_egress_requests_total', 'Outbound calls by how they ended.', [
    'outcome',
  ]);
  const duration = metrics.histogram('ashlar_egress_request_seconds', 'Duration of outbound calls.', [
    'outcome',
  ]);

  const refuse = (error: unknown, host: string | undefined): never => {
    const cause = error instanceof EgressFailure ? error : failureOf(error);
    outcomes.inc({ outcome: cause.reason });
    log.warn('An outbound call was refused or failed', { reason: cause.reason, host, error: cause });
    throw new DestinationUnreachable(undefined, { cause });
  };

  return {
    assertUrl(url) {
      try {
        destinations.parse(url);
      } catch (error) {
        refuse(error, hostForLog(url));
      }
    },
    async request(request) {
      const started = performance.now();
      const timeout = AbortSignal.timeout(Math.min(request.timeoutMs ?? config.timeoutMs, config.timeoutMs));
      const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
      const host = hostForLog(request.url);
      try {
        return await withSpan(
          'egress.request',
          { 'server.address': host ?? '', 'http.method': request.method },
          async () => {
            const { url } = { url: destinations.parse(request.url) };
            const giveBack = await turns.take(url.host, signal);
            try {
              const destination = await unlessAborted(destinations.locate(request.url), signal);
              const answer = await call(destination, request, signal, config);
              const durationMs = performance.now() - started;
              outcomes.inc({ outcome: 'answered' });
              duration.observe(durationMs / 1000, { outcome: 'answered' });
              return { ...answer, durationMs };
            } finally {
              giveBack();
            }
          },
        );
      } catch (error) {
        duration.observe((performance.now() - started) / 1000, { outcome: 'failed' });
        return refuse(error, host);
      }
    },
  };
}

/** A connection of its own for each call, so that no call runs over one that was checked for another. */
async function call(
  destination: Destination,
  { method, headers = {}, body, maxResponseBytes, ca, verifyTls = true }: EgressRequest,
  signal: AbortSignal,
  config: EgressConfig,
): Promise<Omit<EgressResponse, 'durationMs'>> {
  const { url } = destination;
  const limit = maxResponseBytes ?? config.maxResponseBytes;
  const client = new Client(url.origin, {
    connect: pinnedTo(destination, config.connectTimeoutMs, ca, verifyTls),
    headersTimeout: config.timeoutMs,
    bodyTimeout: config.timeoutMs,
    pipelining: 0,
    maxHeaderSize: 16_384,
    allowH2: false,
  });
  try {
    const response = await client.request({
      method,
      path: `${url.pathname}${url.search}`,
      headers: allowedHeaders(headers),
      body: body ?? null,
      signal,
    });
    const content = limit === 'discard' ? Buffer.alloc(0) : await readBody(response, limit);
    return { status: response.statusCode, headers: flat(response.headers), body: content };
  } finally {
    await client.destroy();
  }
}

/** Connects to the checked address, whatever the name resolves to by now. The name stays in SNI, Host and certificate. */
function pinnedTo(
  { address, host, port, url }: Destination,
  timeout: number,
  ca: string | undefined,
  verifyTls: boolean,
): buildConnector.connector {
  const connect = buildConnector({
    timeout,
    allowH2: false,
    autoSelectFamily: false,
    ...(ca !== undefined && { ca }),
    ...(!verifyTls && { rejectUnauthorized: false }),
  });
  return (options, callback) => {
    const servername = url.protocol === 'https:' && address !== host ? host : undefined;
    connect(
      {
        ...options,
        hostname: address,
        host: address,
        port: String(port),
        ...(servername !== undefined && { servername }),
      },
      callback,
    );
  };
}

const refusedHeaders = new Set([
  'host',
  'connection',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'expect',
]);

function allowedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const refused = Object.keys(headers).find((name) => refusedHeaders.has(name.toLowerCase()));
  if (refused !== undefined) throw new TypeError(`The header ${refused} belongs to the connection`);
  return { ...headers };
}

async function readBody({ body }: Dispatcher.ResponseData, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > limit) throw new EgressFailure('too-large', `The answer is longer than ${limit} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function failureOf(cause: unknown): EgressFailure {
  // A mistake of the code that calls, not of the address.
  if (cause instanceof TypeError && !('code' in cause)) throw cause;
  const { name, code, message = '' } = Object(cause) as { name?: string; code?: unknown; message?: string };
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(String(code)))
    return new EgressFailure('timeout', message, { cause });
  if (name === 'AbortError') return new EgressFailure('aborted', message, { cause });
  if (String(code).startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW')
    return new EgressFailure('protocol', message, { cause });
  return new EgressFailure('connect', message, { cause });
}

function hostForLog(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
