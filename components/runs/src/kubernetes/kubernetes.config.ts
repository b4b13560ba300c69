import { EnvDuration, EnvInteger, EnvList, EnvString, EnvUrl } from '@ashlar/config';

const account = '/var/run/secrets/kubernetes.io/serviceaccount';
const name = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const quantity = /^\d{1,12}(\.\d{1,3})?(m|[kMGTPE]i?)?$/;

export class KubernetesRunsConfig {
  @EnvString('ASHLAR_RUNS_KUBERNETES_NAMESPACE', {
    optional: true,
    pattern: name,
    description:
      'Where Jobs are made, a namespace for nothing else. Without it there are no runs in Kubernetes.',
  })
  readonly namespace: string | undefined;

  @EnvUrl('ASHLAR_RUNS_KUBERNETES_URL', {
    default: 'https://kubernetes.default.svc',
    description:
      'The API server. A private address must be in `ASHLAR_EGRESS_ALLOW_*`: `ASHLAR_EGRESS_ALLOW_HOSTS=kubernetes.default.svc`.',
  })
  readonly url!: string;

  @EnvString('ASHLAR_RUNS_KUBERNETES_TOKEN_PATH', {
    default: `${account}/token`,
    maxLength: 500,
    description: 'The file with the bearer token; read again for each call, because it is renewed.',
  })
  readonly tokenPath!: string;

  @EnvString('ASHLAR_RUNS_KUBERNETES_CA_PATH', {
    default: `${account}/ca.crt`,
    maxLength: 500,
    description: 'The file with the certificates that the API server is known by, for https.',
  })
  readonly caPath!: string;

  @EnvDuration('ASHLAR_RUNS_KUBERNETES_TIMEOUT', {
    default: '10s',
    min: '100ms',
    max: '1m',
    description: 'How long one call may take; `ASHLAR_EGRESS_TIMEOUT` bounds it too.',
  })
  readonly timeoutMs!: number;

  @EnvList('ASHLAR_RUNS_KUBERNETES_IMAGES', {
    default: [],
    pattern: /^[a-z0-9][a-zA-Z0-9./:@_-]{0,400}\*?$/,
    maxItems: 200,
    description: 'Images that may be run; one that ends in `*` stands for all that begin so. None: any.',
  })
  readonly images!: readonly string[];

  @EnvList('ASHLAR_RUNS_KUBERNETES_SECRETS', {
    default: [],
    pattern: name,
    maxItems: 200,
    description: 'Secrets of the namespace that runs may be given by name.',
  })
  readonly secrets!: readonly string[];

  @EnvList('ASHLAR_RUNS_KUBERNETES_PULL_SECRETS', {
    default: [],
    pattern: name,
    maxItems: 20,
    description: 'Secrets with which images are pulled.',
  })
  readonly pullSecrets!: readonly string[];

  @EnvString('ASHLAR_RUNS_KUBERNETES_SERVICE_ACCOUNT', {
    default: 'default',
    pattern: name,
    description: 'Under which pods run. Its token is never mounted.',
  })
  readonly serviceAccount!: string;

  @EnvString('ASHLAR_RUNS_KUBERNETES_CPU', {
    default: '1',
    pattern: quantity,
    description: 'What a run gets of processors when it asks for nothing, as a Kubernetes quantity.',
  })
  readonly cpu!: string;

  @EnvString('ASHLAR_RUNS_KUBERNETES_MEMORY', {
    default: '1Gi',
    pattern: quantity,
    description: 'What a run gets of memory when it asks for nothing.',
  })
  readonly memory!: string;

  @EnvInteger('ASHLAR_RUNS_KUBERNETES_USER', {
    default: 65_532,
    min: 1,
    max: 2_147_483_647,
    description: 'The user and group under which containers run; never root.',
  })
  readonly user!: number;

  @EnvDuration('ASHLAR_RUNS_KUBERNETES_KEEP', {
    default: '1d',
    min: '1m',
    max: '30d',
    description: 'How long Jobs that have ended are kept; until then their end must have been asked for.',
  })
  readonly keepMs!: number;
}
