import { EnvDuration, EnvInteger, EnvSecret, type Secret } from '@ashlar/config';

export class PipelinesConfig {
  @EnvSecret('ASHLAR_PIPELINES_KEY', {
    optional: true,
    minLength: 32,
    description:
      'From which the secrets are derived by which systems sign their reports of pipelines; another one makes all of them invalid. Without it reports are taken from callers with a token alone.',
  })
  readonly key: Secret | undefined;

  @EnvDuration('ASHLAR_PIPELINES_RETENTION', {
    default: '365d',
    min: '1h',
    max: '3650d',
    description: 'How long finished pipelines are kept.',
  })
  readonly retentionMs!: number;

  @EnvInteger('ASHLAR_PIPELINES_KEEP_PER_PROJECT', {
    default: 20_000,
    min: 1,
    max: 10_000_000,
    description:
      'How many pipelines of a project are kept; of those beyond, the finished ones go, the oldest first.',
  })
  readonly keepPerProject!: number;
}
