import { type Actor, toDomainError } from '@ashlar/database';
import {
  type DomainError,
  type ErrorKind,
  Internal,
  PayloadTooLarge,
  UnsupportedMediaType,
  ValidationFailed,
} from '@ashlar/errors';
import { fault } from './parse.js';

/** The one place where a kind of error becomes a status. */
export const statusOf: Readonly<Record<ErrorKind, number>> = {
  'invalid-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'unsupported-operation': 405,
  conflict: 409,
  gone: 410,
  'precondition-failed': 412,
  'too-late': 408,
  'too-large': 413,
  'header-too-large': 431,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'precondition-required': 428,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
};

/** RFC 9457 and the EOM envelope in one body. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly error_code: string;
  readonly http_status: number;
  readonly error_msg: string;
  /** The authenticated caller's id, never what a header claims; null for anonymous. */
  readonly x_user: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly request_id: string;
}

/** What the caller may know of an error. Whatever is not a domain error becomes a blank 500. */
export function callersError(error: unknown): DomainError {
  return (
    expressError(error) ??
    toDomainError(error) ??
    new Internal('Something went wrong on our side', { cause: error })
  );
}

export function problemOf(error: DomainError, requestId: string, actor: Actor | undefined): Problem {
  const { code, kind, title } = error.definition;
  const status = statusOf[kind];
  const detail = kind === 'internal' ? title : error.message;
  return {
    type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail,
    instance: `urn:request:${requestId}`,
    error_code: code,
    http_status: status,
    error_msg: detail,
    x_user: actor && actor.kind !== 'anonymous' ? actor.id : null,
    details: kind === 'internal' ? {} : (error.details ?? {}),
    request_id: requestId,
  };
}

/** What a caller is told when the error names no time of its own. */
const retryAfterSeconds: Partial<Record<ErrorKind, number>> = { 'rate-limited': 60, unavailable: 5 };

/** Whole seconds for Retry-After; undefined when another try makes no sense. */
export function retryAfterOf(error: DomainError): number | undefined {
  return error.retryAfterSeconds ?? retryAfterSeconds[error.definition.kind];
}

/** Express and its body parser mark the caller's faults with a `status`, and most of them with a `type`. */
function expressError(error: unknown): DomainError | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  if (error.status === 413) {
    return new PayloadTooLarge('The body is larger than this operation reads', { cause: error });
  }
  if (error.status === 415) {
    return new UnsupportedMediaType('The body has an encoding that is not read here', { cause: error });
  }
  if (error.status < 400 || error.status >= 500) return undefined;
  const [source, message] =
    error instanceof URIError
      ? ['path', 'The address is not valid percent-encoded UTF-8']
      : ['body', 'The body is not valid JSON'];
  return new ValidationFailed(message, {
    cause: error,
    details: { errors: [fault(source, '', 'form', message)] },
  });
}
