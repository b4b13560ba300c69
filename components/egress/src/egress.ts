import { timeLimit } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import { type Metrics, withSpan } from '@ashlar/telemetry';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Client, type Dispatcher } from 'undici';
import { type EgressTls, openConnection, startTls } from './connection.js';
import { createDestinations, type Destination, type Target } from './destination.js';
import type { EgressConfig } from './egress.config.js';
import { DestinationUnreachable, EgressFailure } from './egress.errors.js';
import { failureOf, holdToLimits } from './limits.js';
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
  /** False: anybody may answer; for https. Only where somebody explicitly said so. Default true. */
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

export interface EgressConnectRequest {
  /** A name, or an address in whatever spelling. */
  readonly host: string;
  readonly port: number;
  /** The port that the protocol is known by: allowed beside the configured ones. */
  readonly standardPort?: number;
  /** Absent: in the clear, and `startTls` may follow. */
  readonly tls?: EgressTls;
  /** Ends the connection early. */
  readonly signal?: AbortSignal;
  /** Milliseconds that it may be used for, connecting included. Default and most: as configured. */
  readonly timeoutMs?: number;
  /** What may be received in all. Default: as configured for answers. */
  readonly maxBytes?: number;
}

/** A connection to a checked address. It counts as a call until it is closed. */
export interface EgressConnection {
  /**
   * What is sent and received. Its error is a `DestinationUnreachable`: when it took too long, more was received than
   * was asked for, or the other side broke off.
   */
  readonly stream: Socket;
  /**
   * TLS from here on, for protocols that begin in the clear; `stream` is not to be used any more.
   * @throws {DestinationUnreachable}
   */
  startTls(tls?: EgressTls): Promise<Socket>;
  /**
   * In the clear, to another port of the very address that this one goes to, for protocols that move data beside their
   * commands. It is part of the same call, within its time, and ends with this one. Its TLS goes on with the session of
   * this one, which servers ask for as a proof of who connects.
   * @param maxBytes as of `connect`.
   * @throws {DestinationUnreachable} as above, also for a port that is not allowed.
   */
  beside(port: number, maxBytes?: number): Promise<EgressConnection>;
  close(): void;
}

/** The way out: every call of the system to an address that somebody gave. */
export interface Egress {
  /**
   * Resolves the name once, checks every address of it and connects to a checked one, with the name in SNI and Host.
   * @throws {DestinationUnreachable} whatever went wrong, with the reason as cause; also when it took too long.
   */
  request(request: EgressRequest): Promise<EgressResponse>;
  /**
   * A connection for what is not HTTP, checked in the same way.
   * @throws {DestinationUnreachable} as above.
   */
  connect(request: EgressConnectRequest): Promise<EgressConnection>;
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

  /** Waits for a turn, resolves and checks. The turn is kept by whoever gets the destination. */
  const reach = async <T>(
    target: Omit<Target, 'url'>,
    signal: AbortSignal,
    use: (destination: Destination, giveBack: () => void) => Promise<T>,
  ): Promise<T> => {
    const giveBack = await turns.take(`${target.host}:${target.port}`, signal);
    try {
      return await use(await unlessAborted(destinations.locate(target), signal), giveBack);
    } catch (error) {
      giveBack();
      throw error;
    }
  };

  const signalFor = ({ timeoutMs, signal }: Pick<EgressRequest, 'timeoutMs' | 'signal'>): AbortSignal => {
    const timeout = timeLimit(Math.min(timeoutMs ?? config.timeoutMs, config.timeoutMs));
    return signal ? AbortSignal.any([signal, timeout]) : timeout;
  };

  const measured = async <T>(host: string | undefined, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const observe = (outcome: 'answered' | 'failed'): void =>
      duration.observe((performance.now() - started) / 1000, { outcome });
    try {
      const result = await work();
      outcomes.inc({ outcome: 'answered' });
      observe('answered');
      return result;
    } catch (error) {
      observe('failed');
      return refuse(error, host);
    }
  };

  const connecting = (address: string, open: () => Promise<EgressConnection>): Promise<EgressConnection> =>
    measured(address, () => withSpan('egress.connect', { 'server.address': address }, open));

  const connectionOver = (
    socket: Socket,
    destination: Pick<Destination, 'host' | 'port'>,
    { signal, maxBytes, session }: ConnectionLimits,
  ): EgressConnection => {
    const { host } = destination;
    const address = `${host}:${destination.port}`;
    const limits = { timeoutMs: config.connectTimeoutMs, signal };
    const held = holdToLimits(socket, signal, maxBytes);
    // Kept, since a connection that is closed has none any more.
    const peer = held.remoteAddress;
    let current: Socket = held;
    return {
      stream: held,
      async startTls(tls = {}) {
        try {
          const secured = await startTls(held, host, { tls, session: session?.(), ...limits });
          current = holdToLimits(secured, signal, maxBytes);
          return current;
        } catch (error) {
          held.destroy();
          return refuse(error, address);
        }
      },
      beside: (port, bytes = maxBytes) =>
        connecting(`${host}:${port}`, async () => {
          const target = destinations.parseHost(host, port, undefined);
          if (peer === undefined || current.destroyed)
            throw new EgressFailure('connect', 'The connection is closed');
          const other = await openConnection({ ...target, addresses: [peer] }, { tls: undefined, ...limits });
          const end = (): void => void other.destroy();
          held.once('close', end);
          other.once('close', () => held.off('close', end));
          if (held.destroyed) end();
          return connectionOver(other, target, {
            ...{ signal, maxBytes: bytes },
            session: () => (current instanceof TLSSocket ? current.getSession() : undefined),
          });
        }),
      close: () => void held.destroy(),
    };
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
      const signal = signalFor(request);
      const host = hostForLog(request.url);
      const about = { 'server.address': host ?? '', 'http.method': request.method };
      return measured(host, () =>
        withSpan('egress.request', about, async () => {
          const target = destinations.parse(request.url);
          return reach(target, signal, async (destination, giveBack) => {
            const answer = await call(target.url, destination, request, signal, config);
            giveBack();
            return { ...answer, durationMs: performance.now() - started };
          });
        }),
      );
    },
    async connect(request) {
      const signal = signalFor(request);
      const { host, port, standardPort, tls, maxBytes = config.maxResponseBytes } = request;
      return connecting(`${host}:${port}`, async () => {
        const target = destinations.parseHost(host, port, standardPort);
        return reach(target, signal, async (destination, giveBack) => {
          const socket = await openConnection(destination, {
            ...{ tls, timeoutMs: config.connectTimeoutMs, signal },
          });
          socket.once('close', giveBack);
          return connectionOver(socket, destination, { signal, maxBytes });
        });
      });
    },
  };
}

interface ConnectionLimits {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** What TLS goes on with, if it comes to that. */
  readonly session?: () => Buffer | undefined;
}

/** A connection of its own for each call, so that no call runs over one that was checked for another. */
async function call(
  url: URL,
  destination: Destination,
  { method, headers = {}, body, maxResponseBytes, ca, verifyTls = true }: EgressRequest,
  signal: AbortSignal,
  config: EgressConfig,
): Promise<Omit<EgressResponse, 'durationMs'>> {
  const limit = maxResponseBytes ?? config.maxResponseBytes;
  const tls = url.protocol === 'https:' ? { ...(ca !== undefined && { ca }), verify: verifyTls } : undefined;
  const client = new Client(url.origin, {
    connect: (_, callback) => {
      openConnection(destination, { tls, alpn: 'http/1.1', timeoutMs: config.connectTimeoutMs, signal }).then(
        (socket) => callback(null, socket),
        (error: unknown) => callback(error as Error, null),
      );
    },
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

function hostForLog(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
