import { EnvChoice, EnvDuration, EnvList, EnvString, EnvUrl } from '@ashlar/config';

/** Services that prove who they are with a projected service-account token of their cluster. */
export class ServiceAccountsConfig {
  @EnvUrl('ASHLAR_KUBERNETES_ISSUER', {
    optional: true,
    description:
      'Issuer of the service-account tokens of the cluster, as in `iss`. Without it none is accepted.',
  })
  readonly issuer: string | undefined;

  @EnvString('ASHLAR_KUBERNETES_AUDIENCE', {
    default: 'ashlar',
    maxLength: 255,
    description: 'The one audience of such a token.',
  })
  readonly audience!: string;

  @EnvList('ASHLAR_KUBERNETES_SERVICE_ACCOUNTS', {
    optional: true,
    maxItems: 200,
    pattern: /^[a-z0-9-]+:[a-z0-9.-]+=[A-Za-z0-9._-]+$/,
    description: 'Who is which service: namespace:account=service. No other account is accepted.',
  })
  readonly accounts: readonly string[] | undefined;

  @EnvChoice('ASHLAR_KUBERNETES_CHECK', {
    choices: ['keys', 'token-review'],
    default: 'keys',
    description:
      'Check such tokens with the published keys of the cluster, or ask its API, which also knows of deleted pods.',
  })
  readonly check!: 'keys' | 'token-review';

  @EnvUrl('ASHLAR_KUBERNETES_API', {
    default: 'https://kubernetes.default.svc',
    description: 'The API of the cluster, for token-review.',
  })
  readonly apiUrl!: string;

  @EnvString('ASHLAR_KUBERNETES_CA_FILE', {
    optional: true,
    maxLength: 1_000,
    description:
      'Certificates (PEM) of who signs for the API of the cluster; in a pod, /var/run/secrets/kubernetes.io/serviceaccount/ca.crt. Without it those of the system, and NODE_EXTRA_CA_CERTS. Read at start.',
  })
  readonly caFile: string | undefined;

  @EnvString('ASHLAR_KUBERNETES_TOKEN_FILE', {
    default: '/var/run/secrets/kubernetes.io/serviceaccount/token',
    maxLength: 1_000,
    description: 'Our own token for that API; read anew at each use, because the cluster replaces it.',
  })
  readonly tokenFile!: string;

  @EnvDuration('ASHLAR_KUBERNETES_TIMEOUT', {
    default: '3s',
    min: '100ms',
    max: '30s',
    description: 'How long keys, a review or a call about a Kubernetes Secret may take.',
  })
  readonly timeoutMs!: number;
}
