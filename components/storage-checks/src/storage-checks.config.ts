import { EnvDuration, EnvInteger, EnvSecret, EnvString, EnvUrl, type Secret } from '@ashlar/config';

/** Of the data API. */
export class StorageChecksConfig {
  @EnvString('ASHLAR_STORAGE_CHECKS_SERVICE', {
    optional: true,
    maxLength: 255,
    description:
      'The service that tests storages, as its credential names it: it may have credentials of storages granted. Without it they are kept untested.',
  })
  readonly service: string | undefined;

  @EnvInteger('ASHLAR_STORAGE_CHECKS_PER_MINUTE', {
    default: 10,
    min: 1,
    max: 10_000,
    description: 'Connection tests that one caller may ask for.',
  })
  readonly perMinute!: number;

  @EnvDuration('ASHLAR_STORAGE_CHECKS_WAIT', {
    default: '20s',
    min: '0s',
    max: '25s',
    description: 'How long a request for a test waits for its end before it is answered 202.',
  })
  readonly waitMs!: number;
}

/** Of the worker. */
export class StorageTesterConfig {
  @EnvUrl('ASHLAR_DATA_URL', {
    optional: true,
    description:
      'Where the data API is, without its path: it grants credentials of storages. Without it only storages that need none are tested.',
  })
  readonly dataUrl: string | undefined;

  @EnvUrl('ASHLAR_SECRETS_URL', {
    optional: true,
    description: 'Where the secrets API is, without its path.',
  })
  readonly secretsUrl: string | undefined;

  @EnvString('ASHLAR_WORKLOAD_TOKEN_FILE', {
    optional: true,
    maxLength: 1_000,
    description: 'The credential of this workload, read anew at each use: a projected service-account token.',
  })
  readonly tokenFile: string | undefined;

  @EnvUrl('ASHLAR_WORKLOAD_TOKEN_URL', {
    optional: true,
    description:
      'Where the identity provider gives tokens, for a workload that signs in instead of having a file.',
  })
  readonly tokenUrl: string | undefined;

  @EnvString('ASHLAR_WORKLOAD_CLIENT_ID', {
    optional: true,
    maxLength: 255,
    description: 'As whom it signs in there.',
  })
  readonly clientId: string | undefined;

  @EnvSecret('ASHLAR_WORKLOAD_CLIENT_SECRET', { optional: true, description: 'With which secret.' })
  readonly clientSecret: Secret | undefined;

  @EnvDuration('ASHLAR_STORAGE_CHECKS_INTERVAL', {
    default: '6h',
    min: '0s',
    max: '30d',
    description:
      'Between two tests of an enabled storage that nobody asked for. After failures sooner, then ever later. 0 s: storages are tested only when somebody asks.',
  })
  readonly intervalMs!: number;

  @EnvDuration('ASHLAR_STORAGE_CHECKS_RETENTION', {
    default: '30d',
    min: '1h',
    max: '3650d',
    description: 'How long tests of storages are kept.',
  })
  readonly retentionMs!: number;

  @EnvInteger('ASHLAR_STORAGE_CHECKS_CONCURRENCY', {
    default: 8,
    min: 1,
    max: 100,
    description: 'Tests at once in one process; half of them may be ones that nobody asked for.',
  })
  readonly concurrency!: number;

  @EnvDuration('ASHLAR_STORAGE_USAGE_INTERVAL', {
    default: '1d',
    min: '1m',
    max: '30d',
    description: 'Between two counts of what a storage holds.',
  })
  readonly usageIntervalMs!: number;
}
