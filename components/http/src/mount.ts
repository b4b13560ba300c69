import { contextFor, type Actor } from '@ashlar/database';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { scopeOf } from './request-scope.js';
import { granted } from './route.js';
import { assertInScope, identify, type RouteServices } from './serve-route.js';
import { MethodNotAllowed } from './unroutable.js';

/** An application of somebody else's library under one path, such as a board. It is no route: nothing describes it. */
export interface Mount {
  /** Such as `/api/worker/board`, without a slash at its end. All below it is the application's. */
  readonly path: string;
  /** What a caller needs on the platform to reach any of it. */
  readonly permission: string;
  /** Answers nothing but GET and HEAD. */
  readonly readOnly: boolean;
  /** Gets requests with the path taken off their URL; `next` answers that there is nothing. */
  readonly app: (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;
}

/** In the order of routes: who is it, is it too much, may it, and only then the application. */
export function serveMount(
  { permission, readOnly, app }: Mount,
  services: RouteServices,
): readonly RequestHandler[] {
  const guard: RequestHandler = async (req, res, next) => {
    const scope = scopeOf(req);
    const guarded = { permission: granted(permission) };
    const actor: Actor = await identify(req, res, guarded, services, scope);
    scope.actor = actor;
    const reads = req.method === 'GET' || req.method === 'HEAD';
    assertInScope(actor, { method: reads ? 'get' : 'post', tag: 'board', ...guarded });
    const ctx = contextFor(actor, { requestId: scope.requestId, signal: scope.controller.signal });
    await services.authorizer.authorize(ctx, { permission });
    if (readOnly && !reads) throw new MethodNotAllowed('This can only be looked at');
    next();
  };
  // Its pages and what they load come from here and from nowhere else.
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      frameAncestors: ["'none'"],
    },
  });
  return [guard, policy, app];
}
