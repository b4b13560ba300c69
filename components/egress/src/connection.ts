import { timeLimit } from '@ashlar/errors';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { errors } from 'undici';
import type { Destination } from './destination.js';
import { EgressFailure } from './egress.errors.js';

/** How a server proves who it is. */
export interface EgressTls {
  /** Certificates in PEM that the destination is known by, instead of the public ones. */
  readonly ca?: string;
  /** False: anybody may answer. For what somebody explicitly said so. Default true. */
  readonly verify?: boolean;
}

export interface OpenOptions {
  /** Undefined: in the clear. */
  readonly tls: EgressTls | undefined;
  /** The protocol that TLS is told of, where there is one. */
  readonly alpn?: string;
  /** TLS goes on with what was agreed to before, where the server remembers it. */
  readonly session?: Buffer | undefined;
  /** For all of it, TLS included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

interface Limits {
  /** Aborted when it took too long. */
  readonly timeout: AbortSignal;
  /** The same, or when the caller does not want it any more. */
  readonly stop: AbortSignal;
}

const limitsOf = (timeoutMs: number, signal: AbortSignal): Limits => {
  const timeout = timeLimit(timeoutMs);
  return { timeout, stop: AbortSignal.any([signal, timeout]) };
};

/** More addresses of one name are not tried. */
const mostAddresses = 4;

/**
 * Connects to a checked address, whatever the name resolves to by now; to the next one when nothing answers there. The
 * name stays in SNI, and the certificate must be for it.
 * @throws {EgressFailure} `connect`, `tls` or `timeout`
 */
export async function openConnection(
  destination: Destination,
  { tls, alpn, session, timeoutMs, signal }: OpenOptions,
): Promise<Socket> {
  const limits = limitsOf(timeoutMs, signal);
  const tried = destination.addresses.slice(0, mostAddresses);
  for (const [index, address] of tried.entries()) {
    let socket: Socket;
    try {
      socket = await openTcp(address, destination.port, limits);
    } catch (error) {
      if (limits.stop.aborted || index === tried.length - 1) throw error;
      continue;
    }
    return tls ? secure(socket, destination.host, tls, { alpn, session }, limits) : socket;
  }
  throw new EgressFailure('dns', 'The name has no address');
}

/** TLS over a connection that is there already, once both sides agreed to it. @throws {EgressFailure} */
export function startTls(
  socket: Duplex,
  host: string,
  { tls, alpn, session, timeoutMs, signal }: OpenOptions,
): Promise<TLSSocket> {
  return secure(socket, host, tls ?? {}, { alpn, session }, limitsOf(timeoutMs, signal));
}

function openTcp(address: string, port: number, limits: Limits): Promise<Socket> {
  const socket = connectTcp({ host: address, port, noDelay: true, lookup: refuseToResolve });
  return opened(socket, 'connect', limits);
}

function secure(
  socket: Duplex,
  host: string,
  { ca, verify = true }: EgressTls,
  { alpn, session }: Pick<OpenOptions, 'alpn' | 'session'>,
  limits: Limits,
): Promise<TLSSocket> {
  const over = connectTls({
    socket,
    // What the certificate must be for; an address is not told in SNI.
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    ...(alpn !== undefined && { ALPNProtocols: [alpn] }),
    ...(session && { session }),
    rejectUnauthorized: verify,
  });
  return opened(over, 'secureConnect', limits);
}

function opened<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  { stop, timeout }: Limits,
): Promise<S> {
  const failure = (cause: Error): EgressFailure =>
    new EgressFailure(event === 'connect' ? 'connect' : 'tls', cause.message, { cause });
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      socket.off(event, succeed).off('error', fail).off('close', close);
      stop.removeEventListener('abort', abort);
    };
    const giveUp = (error: Error): void => {
      leave();
      // Whatever it says from now on is of no interest.
      socket.on('error', () => undefined).destroy();
      reject(error);
    };
    const succeed = (): void => {
      leave();
      resolve(socket);
    };
    const fail = (error: Error): void => giveUp(failure(error));
    const close = (): void => giveUp(failure(new Error('The connection was closed')));
    const abort = (): void => {
      const late = new errors.ConnectTimeoutError('No connection in time');
      giveUp(
        timeout.aborted
          ? new EgressFailure('timeout', late.message, { cause: late })
          : (stop.reason as Error),
      );
    };
    socket.once(event, succeed).once('error', fail).once('close', close);
    stop.addEventListener('abort', abort, { once: true });
    if (stop.aborted) abort();
  });
}

/** Addresses are no names: nothing here is ever resolved again. */
const refuseToResolve = (): never => {
  throw new EgressFailure('dns', 'A connection does not resolve');
};
