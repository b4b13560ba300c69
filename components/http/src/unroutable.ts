import { defineError } from '@ashlar/errors';
import type { RequestHandler } from 'express';
import type { Route } from './route.js';

export const RouteNotFound = defineError({
  code: 'ROUTE_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no operation at this address',
  remedy: 'See the reference page of the service.',
});

export const MethodNotAllowed = defineError({
  code: 'METHOD_NOT_ALLOWED',
  kind: 'unsupported-operation',
  title: 'This address does not have this method',
  remedy: 'Use one of the methods in the Allow header.',
});

/** What no route took: 404, or 405 with the methods that the address does have in `Allow`. */
export function unroutable(routes: readonly Route[]): RequestHandler {
  const patterns = routes.map(({ method, path }) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replaceAll(/[.]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  }));
  return (req, res, next) => {
    const allowed = [
      ...new Set(patterns.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method)),
    ];
    if (allowed.length === 0) {
      next(new RouteNotFound('There is no operation at this address'));
      return;
    }
    res.set('Allow', allowed.join(', '));
    next(new MethodNotAllowed(`${req.method} is not possible here; ${allowed.join(', ')} is`));
  };
}
