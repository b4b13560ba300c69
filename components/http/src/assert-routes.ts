import { fieldsOf } from './dto.js';
import type { Route, RouteLink } from './route.js';

/**
 * What the type of a route cannot say.
 * @throws {TypeError} naming every fault.
 */
export function assertRoutes(routes: readonly Route[]): void {
  const faults = [
    ...repeated(routes.map(({ operationId }) => operationId)).map(
      (id) => `${id} is the name of two operations`,
    ),
    ...repeated(routes.map(addressOf)).map((address) => `${address} is declared twice`),
    ...routes.flatMap(({ operationId, links = [] }) =>
      links
        .filter((link) => !routes.some((other) => leadsTo(link, other)))
        .map((link) => `${operationId} links to ${link.operationId}, which has no {${link.parameter}}`),
    ),
    ...routes.flatMap((route) => faultsOf(route).map((fault) => `${route.operationId}: ${fault}`)),
  ];
  if (faults.length > 0) throw new TypeError(`Routes are wrong:\n${faults.join('\n')}`);
}

/** Two paths that differ only in the names of their parameters are one address. */
function addressOf({ method, path }: Route): string {
  return `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
}

function faultsOf(route: Route): string[] {
  const { path, pathParameters, method, body, creates, redirects, defers, success, permission } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
  const declared = pathParameters ? [...fieldsOf(pathParameters).keys()].sort() : [];
  return [
    ...(inPath.join() === declared.join() ? [] : [`pathParameters are not those of ${path}`]),
    ...(body && (method === 'get' || method === 'delete') ? [`${method.toUpperCase()} has no body`] : []),
    ...(creates && method !== 'put' ? ['only a PUT can say that it creates'] : []),
    ...(defers && method !== 'post' ? ['only a POST can defer'] : []),
    ...(redirects && method !== 'get' ? ['only a GET can redirect'] : []),
    ...(permission.kind !== 'open' && permission.anonymous && method !== 'get'
      ? ['only a GET can be for anonymous callers too']
      : []),
    ...(success.status === 204 && success.body ? ['204 has no body'] : []),
  ];
}

function leadsTo({ operationId, parameter }: RouteLink, route: Route): boolean {
  return route.operationId === operationId && route.path.includes(`{${parameter}}`);
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
