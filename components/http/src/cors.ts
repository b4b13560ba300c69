import type { RequestHandler } from 'express';

const readable = [
  ...['ETag', 'Idempotent-Replayed', 'Link', 'Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After'],
  ...['Authz-Revision', 'WWW-Authenticate', 'X-Request-Id', 'X-Total-Count', 'X-Total-Exact', 'traceparent'],
].join(', ');
const sendable =
  'Authorization, Authz-Revision, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, traceparent';

/** Lets web applications of the listed origins call the API. Tokens travel in a header, so no credentials mode. */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (req, res, next) => {
    const origin = req.get('origin');
    if (origins.length > 0) res.vary('Origin');
    if (origin === undefined || !allowed.has(origin)) {
      next();
      return;
    }
    res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': readable });
    if (req.method !== 'OPTIONS' || req.get('access-control-request-method') === undefined) {
      next();
      return;
    }
    res.set({
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': sendable,
      'Access-Control-Max-Age': '600',
    });
    res.status(204).end();
  };
}
