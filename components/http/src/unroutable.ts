import { defineError, type DomainErrorClass } from '@ashlar/errors';
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

/** Errors of the edge itself, which belong to no operation. */
export const RequestTimeout = defineError({
  code: 'REQUEST_TIMEOUT',
  kind: 'too-late',
  title: 'The request did not arrive in time',
  remedy: 'Send it again, faster or smaller.',
});

export const HeadersTooLarge = defineError({
  code: 'HEADERS_TOO_LARGE',
  kind: 'header-too-large',
  title: 'The headers are larger than 16 KiB',
  remedy: 'Send fewer or shorter headers.',
});

export const edgeErrors: readonly DomainErrorClass[] = [
  RouteNotFound,
  MethodNotAllowed,
  RequestTimeout,
  HeadersTooLarge,
];

/** What no route took: 404, or 405 with the methods that the address does have in `Allow`. */
export function unroutable(routes: readonly Route[]): RequestHandler {
  const patterns = routes.map(({ method, path }) => ({
    methods: method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    pattern: new RegExp(`^${path.replaceAll(/[.]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  return (req, res, next) => {
    const allowed = [
      ...new Set(patterns.filter(({ pattern }) => pattern.test(req.path)).flatMap(({ methods }) => methods)),
    ];
    if (allowed.length === 0) {
      next(new RouteNotFound('There is no operation at this address'));
      return;
    }
    res.set('Allow', allowed.join(', '));
    next(new MethodNotAllowed(`${req.method} is not possible here; ${allowed.join(', ')} is`));
  };
}
