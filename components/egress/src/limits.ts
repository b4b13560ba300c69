import type { Socket } from 'node:net';
import { DestinationUnreachable, EgressFailure } from './egress.errors.js';

/** Ends it when it takes too long, or more is received than was asked for. */
export function holdToLimits<S extends Socket>(stream: S, signal: AbortSignal, maxBytes: number): S {
  const end = (cause: EgressFailure): void =>
    void stream.destroy(new DestinationUnreachable(undefined, { cause }));
  const abort = (): void => end(failureOf(signal.reason));
  let received = 0;
  const push = stream.push.bind(stream);
  // Here and not by listening: who listens for what is received makes it flow.
  stream.push = (chunk: Uint8Array | null, encoding) => {
    received += chunk?.length ?? 0;
    if (received <= maxBytes) return push(chunk, encoding);
    end(new EgressFailure('too-large', `More than ${maxBytes} bytes were received`));
    return false;
  };
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  // Nobody has to listen for its error: what is done with it fails as well.
  return stream.on('error', () => undefined).once('close', () => signal.removeEventListener('abort', abort));
}

const malformed = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

/** Why a call failed, by what was thrown. @throws {TypeError} for a mistake of the code that calls. */
export function failureOf(cause: unknown): EgressFailure {
  // A mistake of the code that calls, not of the address.
  if (cause instanceof TypeError && !('code' in cause)) throw cause;
  const { name, code, message = '' } = Object(cause) as { name?: string; code?: unknown; message?: string };
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(String(code)))
    return new EgressFailure('timeout', message, { cause });
  if (name === 'AbortError') return new EgressFailure('aborted', message, { cause });
  if (name === 'HTTPParserError' || malformed.has(String(code)))
    return new EgressFailure('protocol', message, { cause });
  return new EgressFailure('connect', message, { cause });
}
