import type { SignedBundles } from '@ashlar/config-bundles';
import type { Route } from '@ashlar/http';
import type { Custody } from '@ashlar/secrets/custody';
import { custodyRoutes } from '@ashlar/secrets/custody/http';
import { bundleRoutes } from './bundle-delivery.js';

export interface SecretsApiUseCases {
  /** Undefined where no keys are configured. */
  readonly custody: Custody | undefined;
  readonly bundles: SignedBundles;
}

/** Every operation of the secrets API, besides those that each service has. */
export function secretsApiRoutes({ custody, bundles }: SecretsApiUseCases): readonly Route[] {
  return [...bundleRoutes({ custody, bundles }), ...custodyRoutes({ custody })];
}
