import type { ErrorRequestHandler, Request } from 'express';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { newId } from '@ashlar/database';
import { type DomainError, ValidationFailed } from '@ashlar/errors';
import { callersError, problemOf, retryAfterOf, statusOf } from './problem.js';
import { scopeOf } from './request-scope.js';
import { HeadersTooLarge, RequestTimeout } from './unroutable.js';

/** Answers whatever was thrown with a problem body. */
export const answerErrors: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const scope = scopeOf(req);
  const answer = callersError(error);
  const status = statusOf[answer.definition.kind];
  if (status >= 500) scope.fault = error;
  if (res.headersSent) {
    next(error);
    return;
  }
  if (status === 401) {
    const hadCredential = req.get('authorization') !== undefined;
    res.set('WWW-Authenticate', `Bearer realm="ashlar"${hadCredential ? ', error="invalid_token"' : ''}`);
  }
  const retryAfter = retryAfterOf(answer);
  if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
  res.vary('Accept');
  res
    .status(status)
    .type(takesPlainJsonAlone(req) ? 'application/json' : 'application/problem+json')
    .end(JSON.stringify(problemOf(answer, scope.requestId, scope.actor)));
};

function takesPlainJsonAlone(req: Request): boolean {
  return req.accepts('application/problem+json') === false && req.accepts('application/json') !== false;
}

/** Answers what Node could not even read as a request. There is no response object yet, only the connection. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const requestId = newId();
  const answer = unreadable(error.code);
  const status = statusOf[answer.definition.kind];
  const body = JSON.stringify(problemOf(answer, requestId, undefined));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function unreadable(code: string | undefined): DomainError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTimeout();
  if (code === 'HPE_HEADER_OVERFLOW') return new HeadersTooLarge();
  return new ValidationFailed('This is not an HTTP request');
}
