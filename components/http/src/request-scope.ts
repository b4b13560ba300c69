import { type Actor, newId } from '@ashlar/database';
import type { Request, Response } from 'express';
import type { Route } from './route.js';

/** What is known about a request while it is served, and what its log line says at the end. */
export interface RequestScope {
  readonly requestId: string;
  readonly controller: AbortController;
  readonly response: Response;
  readonly startedAt: number;
  actor?: Actor;
  route?: Route;
  /** The body is being read: if it is not all there in time, that is the caller's doing. */
  receiving?: boolean;
  /** The cause of a 5xx, or of the end of a stream, for the log alone. */
  fault?: unknown;
}

const scopes = new WeakMap<Request, RequestScope>();

/** Takes over the caller's X-Request-Id when it is fit for a log, else makes one; the answer carries it either way. */
export function openScope(req: Request, res: Response): RequestScope {
  const asked = req.get('x-request-id');
  const requestId = asked !== undefined && /^[\w.:/-]{1,128}$/.test(asked) ? asked : newId();
  res.setHeader('X-Request-Id', requestId);
  const scope: RequestScope = {
    requestId,
    controller: new AbortController(),
    response: res,
    startedAt: performance.now(),
  };
  scopes.set(req, scope);
  return scope;
}

export function scopeOf(req: Request): RequestScope {
  const scope = scopes.get(req);
  if (!scope) throw new TypeError('A request was served without its scope');
  return scope;
}
