import { type DocumentInfo, openApiDocument } from './openapi.js';
import { operationsRoutes } from './operations.js';
import type { Route } from './route.js';

/** The document of a service that serves `own` besides the operations that each has, with nothing running. */
export function serviceDocument(
  info: DocumentInfo & { readonly prefix: string },
  own: readonly Route[],
): object {
  const { prefix, title: name, version } = info;
  const operations = operationsRoutes({
    ...{ prefix, name, version, checks: [] },
    onFailedCheck: () => undefined,
    isDraining: () => false,
    document: () => ({}),
  });
  return openApiDocument(info, [...operations, ...own]);
}

/** In place of use cases, and of what is found in them, for routes that are only described. Calling it throws. */
export function standIn<T extends object>(): T {
  const refuse = (): never => {
    throw new TypeError('These routes are for documents only: nothing stands behind them');
  };
  return new Proxy(refuse, { get: () => standIn(), set: refuse, has: refuse }) as unknown as T;
}
