import { isNativeError } from 'node:util/types';
import {
  Conflict,
  DomainError,
  ReferenceMissing,
  StillReferenced,
  Unavailable,
  Unprocessable,
  ValidationFailed,
} from '@ashlar/errors';

/** What a failure of the database means for another try of the same transaction. */
export type Failure =
  /** The server rolled back because of others: nothing was written, another try is right. */
  | 'contention'
  /** The connection is gone or the server is not serving: another try is right unless COMMIT was under way. */
  | 'connection'
  /** A time limit: trying again at once would make it worse. */
  | 'timeout'
  /** Anything else: our bug or the caller's data. Never retried. */
  | 'other';

const networkCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
const lostConnection = /Connection terminated|Client has encountered a connection error/;
/** What the pool says when all of its connections were busy for too long. */
const poolExhausted = /timeout exceeded when trying to connect/;

interface ServerError extends Error {
  readonly code?: string;
  readonly constraint?: string;
  readonly detail?: string;
}

/** The driver's own error below whatever wraps it. */
export function serverError(error: unknown): ServerError | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && isNativeError(current); depth += 1) {
    if ('driverError' in current) current = current.driverError;
    else if ('code' in current && typeof current.code === 'string') return current as ServerError;
    else if (lostConnection.test(current.message) || poolExhausted.test(current.message)) return current;
    else current = current.cause;
  }
  return undefined;
}

export function classify(error: unknown): Failure {
  if (error instanceof DomainError) return 'other';
  const found = serverError(error);
  if (!found) return 'other';
  const code = found.code ?? '';
  if (code === '40001' || code === '40P01') return 'contention';
  if (/^(08|57P0[1-3])/.test(code) || networkCodes.has(code) || lostConnection.test(found.message))
    return 'connection';
  if (code === '57014' || code === '55P03' || code === '53300' || poolExhausted.test(found.message))
    return 'timeout';
  return 'other';
}

/**
 * Whether a connection could not be had for a reason that others can mend while this process waits: the server is away
 * or busy, or does not know this login or database yet.
 */
export function isDatabaseAway(error: unknown): boolean {
  const failure = classify(error);
  if (failure === 'connection' || failure === 'timeout') return true;
  return /^(28|3D)/.test(serverError(error)?.code ?? '') && !(error instanceof DomainError);
}

/**
 * The error a caller should see for a failure that no repository has translated. Repositories translate the
 * constraints they know (`onConstraint`); this is the net below them.
 */
export function toDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const found = serverError(error);
  if (!found) return undefined;
  const options = { cause: error };
  switch (found.code) {
    case '23505':
      return new Conflict('Something with these properties exists already', options);
    case '23503':
      return found.detail?.includes('still referenced')
        ? new StillReferenced('Something else still depends on this', options)
        : new ReferenceMissing('The request names something that does not exist', options);
    case '23514':
    case '23502':
      return new Unprocessable('A rule of the data refuses this', options);
    case '22P02':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
      return new ValidationFailed('A value does not have the right form', options);
  }
  return classify(error) === 'other'
    ? undefined
    : new Unavailable('The database is busy or does not answer', { ...options, retryAfterSeconds: 2 });
}

/** Turns the violation of a named constraint into the error that a brick has for it; throws whatever else it is. */
export function onConstraint(error: unknown, translations: Readonly<Record<string, () => Error>>): never {
  const constraint = serverError(error)?.constraint;
  const translate = constraint === undefined ? undefined : translations[constraint];
  throw translate ? translate() : error;
}
