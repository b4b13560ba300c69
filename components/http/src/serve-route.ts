import { type Actor, anonymous, contextFor, type OperationContext } from '@ashlar/database';
import {
  DomainError,
  Forbidden,
  PayloadTooLarge,
  RateLimited,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
} from '@ashlar/errors';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { expectedVersion, mustNotExist } from './conditional.js';
import { type Idempotency, idempotencyKeyOf } from './idempotency.js';
import type { KeptReply } from './idempotency.repository.js';
import { inTime } from './in-time.js';
import { type Fault, parse, read, refuse } from './parse.js';
import type { Around, Authenticator, Authorizer, Exchange, PresentedRequest, RateLimiter } from './ports.js';
import { rateLimitHeaders } from './rate-limit.js';
import { finish, send } from './reply.js';
import { type RequestScope, scopeOf } from './request-scope.js';
import { bodyTypesOf, type Route, type RouteInput, type ServerSentEvent, takesAnonymous } from './route.js';
import { sendEvents } from './send-events.js';
import { RequestTimeout } from './unroutable.js';

export interface RouteServices {
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly rateLimiter: RateLimiter;
  /** Absent on services that change nothing by POST. */
  readonly idempotency?: Idempotency;
  readonly around?: Around | undefined;
}

interface Answer {
  readonly reply: KeptReply;
  readonly replayed: boolean;
  readonly events?: AsyncIterable<ServerSentEvent> | undefined;
}

const defaultBodyLimit = 1_048_576;

/** Bodies as they came, of routes that keep them. */
const bodies = new WeakMap<object, Buffer>();
const noBytes = Buffer.alloc(0);

/**
 * Serves one route, in an order that gives away nothing: who is it, is it too much, may it, is it well formed, and
 * only then the work.
 */
export function serveRoute(route: Route, services: RouteServices): RequestHandler {
  const readJson = express.json({
    limit: route.bodyLimit ?? defaultBodyLimit,
    strict: false,
    type: () => true,
    ...(route.keepsBytes && { verify: (req, _res, bytes) => void bodies.set(req, bytes) }),
  });
  return async (req, res) => {
    const scope = scopeOf(req);
    scope.route = route;
    const { signal } = scope.controller;
    const work = (): Promise<Answer> => answer(req, res, scope);
    const { around } = services;
    const { reply, replayed, events } = await inTime(
      signal,
      around ? around(exchangeOf(req, res), work) : work(),
      () => tooLate(res, scope),
    );
    if (events) {
      await sendEvents(res, scope, events);
      return;
    }
    if (replayed) res.setHeader('Idempotent-Replayed', 'true');
    if (route.secret) res.setHeader('Cache-Control', 'no-store');
    send(req, res, reply);
  };

  async function answer(req: Request, res: Response, scope: RequestScope): Promise<Answer> {
    const actor = await identify(req, res, route, services, scope);
    scope.actor = actor;
    const ctx = contextFor(actor, { requestId: scope.requestId, signal: scope.controller.signal });
    const path = parse(route.pathParameters ?? Empty, req.params, 'path');
    assertInScope(actor, route);
    await authorize(ctx, route, path, services.authorizer);
    const { input, key, raw } = await readInput(req, res, scope, actor, path);
    if (key === undefined || !services.idempotency) {
      const given = await route.handle({ ...input, ctx });
      return { reply: finish(req, route, given), replayed: false, events: given.events };
    }
    const request = {
      key,
      actor,
      operationId: route.operationId,
      payload: [path, req.originalUrl, raw],
      secret: route.secret ?? false,
    };
    return services.idempotency.once(ctx, request, async (tx) =>
      finish(req, route, await route.handle({ ...input, ctx: tx })),
    );
  }

  /** Everything that can be wrong with a request that its caller may make, at once. */
  async function readInput(req: Request, res: Response, scope: RequestScope, actor: Actor, path: object) {
    scope.receiving = true;
    const raw = route.body ? await readBody(req, res, route, readJson) : {};
    scope.receiving = false;
    const query = read(route.query ?? Empty, req.query, 'query');
    const body = read(route.body ?? Empty, raw, 'body');
    const key = keepsAnswer(route, actor) ? idempotencyKeyOf(req.get('idempotency-key')) : noKey;
    const faults = [...query.faults, ...body.faults, ...key.faults];
    if (faults.length > 0) refuse(faults);
    const conditions = { ifMatch: req.get('if-match'), ifNoneMatch: req.get('if-none-match') };
    const input: Omit<RouteInput<object, object, object>, 'ctx'> = {
      actor,
      path,
      query: query.value,
      body: body.value,
      mustNotExist: mustNotExist(route, conditions),
      expected: expectedVersion(route, conditions),
      header: (name) => req.get(name),
      bytes: bodies.get(req) ?? noBytes,
    };
    return { input, key: key.key, raw };
  }
}

function exchangeOf(req: Request, res: Response): Exchange {
  return {
    header: (name) => req.get(name),
    answer(name, value) {
      if (!res.headersSent) res.setHeader(name, value);
    },
  };
}

/** Why a request was given up: its body did not come, or its answer. */
function tooLate(res: Response, { controller, receiving }: RequestScope): DomainError {
  const options = { cause: controller.signal.reason as unknown };
  if (!receiving) return new Unavailable('Not answered in time', options);
  // The rest of the body may still come, and would be taken for the next request.
  res.setHeader('Connection', 'close');
  return new RequestTimeout('The body did not arrive in time', options);
}

class Empty {}

const noKey: { readonly key?: string; readonly faults: readonly Fault[] } = { faults: [] };

/** Who calls. Counts the call as that caller's; one with a bad credential as its address's. */
export async function identify(
  req: Request,
  res: Response,
  route: Pick<Route, 'probe' | 'permission' | 'scheme'>,
  { authenticator, rateLimiter }: RouteServices,
  { controller }: RequestScope,
): Promise<Actor> {
  if (route.probe) return anonymous;
  const address = `address:${req.ip ?? ''}`;
  let actor: Actor;
  try {
    const authorization = req.get('authorization');
    actor =
      authorization !== undefined && route.scheme?.recognises(authorization)
        ? await route.scheme.authenticate(authorization, presented(req))
        : await authenticator.authenticate(authorization, { signal: controller.signal });
    if (actor.kind === 'anonymous' && !takesAnonymous(route)) {
      throw new Unauthenticated('This operation needs an access token');
    }
  } catch (error) {
    if (error instanceof DomainError) await meter(res, address, rateLimiter);
    throw error;
  }
  await meter(res, actor.kind === 'anonymous' ? address : `${actor.kind}:${actor.id}`, rateLimiter);
  return actor;
}

function presented(req: Request): PresentedRequest {
  return { method: req.method, target: req.originalUrl, header: (name) => req.get(name) };
}

async function meter(res: Response, caller: string, limiter: RateLimiter): Promise<void> {
  const state = await limiter.take(caller);
  res.set(rateLimitHeaders(state));
  if (!state.allowed) {
    throw new RateLimited(`More than ${state.limit} requests in ${state.windowSeconds} s`, {
      retryAfterSeconds: state.resetSeconds,
    });
  }
}

/** A credential may be limited to less than what its bearer may do. What is open to anybody stays open to it. */
export function assertInScope(
  { scopes }: Actor,
  { method, tag, permission }: Pick<Route, 'method' | 'tag' | 'permission'>,
): void {
  if (scopes === undefined || permission.kind === 'open') return;
  const need = method === 'get' ? 'read' : 'write';
  if (scopes.includes(need) || scopes.includes(`${tag}:${need}`)) return;
  throw new Forbidden(`This access token lacks the scope ${tag}:${need}`);
}

async function authorize(
  ctx: OperationContext,
  route: Route,
  path: object,
  authorizer: Authorizer,
): Promise<void> {
  if (route.permission.kind !== 'granted') return;
  const { permission, object } = route.permission;
  if (object?.askedByUseCase) return;
  try {
    await authorizer.authorize(ctx, object ? { permission, objectId: object.idOf(path) } : { permission });
  } catch (error) {
    // Word for word what the use case says of an object that is not there.
    throw object && error instanceof DomainError && error.definition.kind === 'not-found'
      ? new object.missing()
      : error;
  }
}

async function readBody(
  req: Request,
  res: Response,
  route: Route,
  readJson: RequestHandler,
): Promise<unknown> {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (!hasBody) return undefined;
  const types = bodyTypesOf(route);
  if (!req.is([...types])) {
    throw new UnsupportedMediaType(`This operation reads ${types.join(' or ')}`);
  }
  // The parser says so too, but only when all of it has arrived.
  if (Number(req.headers['content-length'] ?? 0) > (route.bodyLimit ?? defaultBodyLimit)) {
    throw new PayloadTooLarge('The body is larger than this operation reads');
  }
  await new Promise<void>((resolve, reject) => {
    readJson(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error)));
  });
  return req.body;
}

function keepsAnswer({ method, idempotency }: Route, actor: Actor): boolean {
  // Anonymous callers have no identity to keep an answer for.
  return method === 'post' && idempotency !== 'ignored' && actor.kind !== 'anonymous';
}
