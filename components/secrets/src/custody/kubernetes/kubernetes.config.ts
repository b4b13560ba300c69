import { EnvList } from '@ashlar/config';

/** Where the secrets API may make Kubernetes Secrets. How the cluster is reached is told by `ServiceAccountsConfig`. */
export class KubernetesDeliveryConfig {
  @EnvList('ASHLAR_SECRETS_NAMESPACES', {
    optional: true,
    maxItems: 200,
    pattern: /^[^=]{1,255}=[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:[a-z0-9][a-z0-9.-]{0,99})?$/,
    description:
      'In which namespace which service may have Kubernetes Secrets made: service=namespace, or service=namespace:prefix for names that begin so. All else is refused.',
  })
  readonly namespaces: readonly string[] | undefined;
}
