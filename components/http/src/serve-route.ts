import { type Actor, anonymous, contextFor, type OperationContext } from '@ashlar/database';
import { RateLimited, Unauthenticated, UnsupportedMediaType } from '@ashlar/errors';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { contentTag, expectedVersion, isUnchanged, versionTag } from './conditional.js';
import { type Idempotency, idempotencyKey } from './idempotency.js';
import type { KeptReply } from './idempotency.repository.js';
import { pageHeaders } from './paging.js';
import { parse } from './parse.js';
import type { Authenticator, Authoriser, RateLimiter } from './ports.js';
import { rateLimitHeaders } from './rate-limit.js';
import { type RequestScope, scopeOf } from './request-scope.js';
import type { Reply, Route, RouteInput } from './route.js';

export interface RouteServices {
  readonly authenticator: Authenticator;
  readonly authoriser: Authoriser;
  readonly rateLimiter: RateLimiter;
  /** Absent on services that change nothing by POST. */
  readonly idempotency?: Idempotency;
}

const defaultBodyLimit = 1_048_576;
const bodyTypes = ['application/json', 'application/merge-patch+json'];

/**
 * Serves one route, in an order that gives away nothing: who is it, is it too much, may it, is it well formed, and
 * only then the work.
 */
export function serveRoute(route: Route, services: RouteServices): RequestHandler {
  const readJson = express.json({
    limit: route.bodyLimit ?? defaultBodyLimit,
    strict: false,
    type: () => true,
  });
  return async (req, res) => {
    const scope = scopeOf(req);
    scope.route = route;
    const actor = await identify(req, route, services, scope);
    scope.actor = actor;
    await meter(req, res, route, actor, services.rateLimiter);
    const ctx = contextFor(actor, { requestId: scope.requestId, signal: scope.controller.signal });
    const path = parse(route.pathParameters ?? Empty, req.params, 'path');
    await authorise(ctx, route, path, services.authoriser);

    const query = parse(route.query ?? Empty, req.query, 'query');
    const body: unknown = route.body ? await readBody(req, res, readJson) : {};
    const mustNotExist = req.get('if-none-match')?.trim() === '*' && route.method === 'put';
    const input: Omit<RouteInput<object, object, object>, 'ctx'> = {
      actor,
      query,
      path,
      body: parse(route.body ?? Empty, body, 'body'),
      mustNotExist,
      expected: expectedVersion(route, req.get('if-match'), mustNotExist),
    };
    const key = keyOf(req, route, actor);
    if (key === undefined || !services.idempotency) {
      send(req, res, finish(req, await route.handle({ ...input, ctx })));
      return;
    }
    const request = {
      key,
      actor,
      operationId: route.operationId,
      payload: [path, req.originalUrl, body],
      secret: route.secret ?? false,
    };
    const { reply, replayed } = await services.idempotency.once(ctx, request, async (tx) =>
      finish(req, await route.handle({ ...input, ctx: tx })),
    );
    if (replayed) res.setHeader('Idempotent-Replayed', 'true');
    send(req, res, reply);
  };
}

class Empty {}

async function identify(
  req: Request,
  route: Route,
  { authenticator }: RouteServices,
  { controller }: RequestScope,
): Promise<Actor> {
  if (route.probe) return anonymous;
  const actor = await authenticator.authenticate(req.get('authorization'), { signal: controller.signal });
  if (actor.kind === 'anonymous' && route.permission.kind !== 'open') {
    throw new Unauthenticated('This operation needs an access token');
  }
  return actor;
}

async function meter(
  req: Request,
  res: Response,
  route: Route,
  actor: Actor,
  limiter: RateLimiter,
): Promise<void> {
  if (route.probe) return;
  const caller = actor.kind === 'anonymous' ? `address:${req.ip ?? ''}` : `${actor.kind}:${actor.id}`;
  const state = await limiter.take(caller);
  res.set(rateLimitHeaders(state));
  if (!state.allowed) {
    throw new RateLimited(`More than ${state.limit} requests in ${state.windowSeconds} s`, {
      retryAfterSeconds: state.resetSeconds,
    });
  }
}

async function authorise(
  ctx: OperationContext,
  route: Route,
  path: object,
  authoriser: Authoriser,
): Promise<void> {
  if (route.permission.kind !== 'granted') return;
  const { permission, objectId } = route.permission;
  await authoriser.authorise(ctx, objectId ? { permission, objectId: objectId(path) } : { permission });
}

async function readBody(req: Request, res: Response, readJson: RequestHandler): Promise<unknown> {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is(bodyTypes)) {
    throw new UnsupportedMediaType(`This operation reads ${bodyTypes.join(' or ')}`);
  }
  await new Promise<void>((resolve, reject) => {
    readJson(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error)));
  });
  return req.body;
}

function keyOf(req: Request, { method, idempotency }: Route, actor: Actor): string | undefined {
  // Anonymous callers have no identity to keep an answer for.
  if (method !== 'post' || idempotency === 'ignored' || actor.kind === 'anonymous') return undefined;
  return idempotencyKey(req.get('idempotency-key'));
}

/** Turns a handler's reply into what goes out, and into what a repeated key would get again. */
function finish(req: Request, reply: Reply<unknown>): KeptReply {
  const body = reply.body === undefined ? null : JSON.stringify(reply.body);
  const tag = reply.version === undefined ? undefined : versionTag(reply.version);
  const headers = {
    ...(tag !== undefined && { ETag: tag }),
    ...(reply.location !== undefined && { Location: reply.location }),
    ...(reply.page && pageHeaders(addressOf(req), reply.page.request, reply.page.page)),
  };
  return { status: reply.status, headers, body, resourceId: reply.resourceId ?? null };
}

function addressOf(req: Request): URL {
  return new URL(req.originalUrl, 'http://ashlar.invalid');
}

function send(req: Request, res: Response, { status, headers, body }: KeptReply): void {
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
  res.type('application/json').end(body);
}
