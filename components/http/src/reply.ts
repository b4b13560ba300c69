import type { Request, Response } from 'express';
import { contentTag, isUnchanged, versionTag } from './conditional.js';
import type { KeptReply } from './idempotency.repository.js';
import { pageHeaders } from './paging.js';
import { type Reply, type Route, successStatuses } from './route.js';

/** Turns a handler's reply into what goes out, and into what a repeated key would get again. */
export function finish(req: Request, route: Route, reply: Reply<unknown>): KeptReply {
  if (!successStatuses(route).includes(reply.status)) {
    throw new TypeError(`${route.operationId} answers ${reply.status}, which it does not declare`);
  }
  const body = reply.body === undefined ? null : JSON.stringify(reply.body);
  const address = new URL(req.originalUrl, 'http://ashlar.invalid');
  const headers = {
    ...(reply.version !== undefined && { ETag: versionTag(reply.version, reply.stamp) }),
    ...(reply.location !== undefined && { Location: reply.location }),
    ...reply.headers,
    ...(reply.page && pageHeaders(address, reply.page.request, reply.page.page)),
  };
  return { status: reply.status, headers, body, resourceId: reply.resourceId ?? null };
}

export function send(req: Request, res: Response, { status, headers, body }: KeptReply): void {
  res.status(status).set(headers);
  if (body === null) {
    res.end();
    return;
  }
  if (req.method === 'GET' || req.method === 'HEAD') {
    const tag = headers['ETag'] ?? contentTag(body);
    res.set('ETag', tag);
    if (isUnchanged(req.get('if-none-match'), tag)) {
      res.status(304).end();
      return;
    }
  }
  res
    .type('application/json')
    .set('Content-Length', String(Buffer.byteLength(body)))
    .end(body);
}
