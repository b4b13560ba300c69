import { EnvDuration, EnvSecret, EnvString, EnvUrl, type Secret } from '@ashlar/config';

export class DagsterRunsConfig {
  @EnvUrl('ASHLAR_RUNS_DAGSTER_URL', {
    optional: true,
    description:
      'The address of the Dagster webserver, with its path prefix: `http://dagster.science.svc:3000`. Without it there are no runs in Dagster. Private addresses must be in `ASHLAR_EGRESS_ALLOW_*`.',
  })
  readonly url: string | undefined;

  @EnvUrl('ASHLAR_RUNS_DAGSTER_PUBLIC_URL', {
    optional: true,
    description: 'Where people see it, for links. Default: the address itself.',
  })
  readonly publicUrl: string | undefined;

  @EnvSecret('ASHLAR_RUNS_DAGSTER_TOKEN', {
    optional: true,
    description: 'Sent with each call, for a Dagster behind a proxy or in the cloud.',
  })
  readonly token: Secret | undefined;

  @EnvString('ASHLAR_RUNS_DAGSTER_TOKEN_HEADER', {
    default: 'authorization',
    pattern: /^[A-Za-z][A-Za-z0-9-]{0,99}$/,
    description:
      'The header that carries it: in `authorization` as a bearer token, in any other as it is (`dagster-cloud-api-token`).',
  })
  readonly tokenHeader!: string;

  @EnvDuration('ASHLAR_RUNS_DAGSTER_TIMEOUT', {
    default: '10s',
    min: '100ms',
    max: '1m',
    description: 'How long one call may take; `ASHLAR_EGRESS_TIMEOUT` bounds it too.',
  })
  readonly timeoutMs!: number;

  @EnvDuration('ASHLAR_RUNS_DAGSTER_SETTLE', {
    default: '15s',
    min: '1ms',
    max: '10m',
    description:
      'How long after a lost answer Dagster may still record the run. Until then it is not launched again.',
  })
  readonly settleMs!: number;

  @EnvDuration('ASHLAR_RUNS_DAGSTER_FORCE_CANCEL', {
    default: '5m',
    min: '1s',
    max: '1d',
    description: 'A run that was asked to end and has not ended so long after is marked as cancelled.',
  })
  readonly forceCancelMs!: number;
}
