import type { Route } from '@ashlar/http';

/** Every operation of the secrets API, besides those that each service has. The first ones come with secrets. */
export function secretsApiRoutes(): readonly Route[] {
  return [];
}
