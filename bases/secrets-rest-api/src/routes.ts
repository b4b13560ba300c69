import type { Route } from '@ashlar/http';
import type { Custody } from '@ashlar/secrets/custody';
import { custodyRoutes } from '@ashlar/secrets/custody/http';

export interface SecretsApiUseCases {
  /** Undefined where no keys are configured. */
  readonly custody: Custody | undefined;
}

/** Every operation of the secrets API, besides those that each service has. */
export function secretsApiRoutes({ custody }: SecretsApiUseCases): readonly Route[] {
  return custodyRoutes({ custody });
}
