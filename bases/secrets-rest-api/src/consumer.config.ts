import {
  EnvChoice,
  EnvDuration,
  EnvInteger,
  EnvSecret,
  EnvString,
  EnvUrl,
  type Secret,
} from '@ashlar/config';

/** Of both modes in which the image uses secrets instead of keeping keys. */
export class ConsumerConfig {
  @EnvUrl('ASHLAR_SECRETS_URL', { description: 'Where the secrets API is, without its path.' })
  readonly secretsUrl!: string;

  @EnvUrl('ASHLAR_DATA_URL', {
    optional: true,
    description: 'Where the data API is, without its path: it exchanges standing grants.',
  })
  readonly dataUrl: string | undefined;

  @EnvString('ASHLAR_WORKLOAD_TOKEN_FILE', {
    default: '/var/run/secrets/tokens/ashlar',
    maxLength: 1_000,
    description: 'The credential of this workload, read anew at each use: a projected service-account token.',
  })
  readonly tokenFile!: string;

  @EnvString('ASHLAR_SECRETS_PURPOSE', {
    default: 'session',
    maxLength: 64,
    description: 'What for; as in the standing grant.',
  })
  readonly purpose!: string;
}

export class FilesConfig {
  @EnvSecret('ASHLAR_SECRETS_GRANT', {
    optional: true,
    description: 'A grant for one fetch, for a container that ends when the files are there.',
  })
  readonly grant: Secret | undefined;

  @EnvString('ASHLAR_SECRETS_STANDING_GRANT', {
    optional: true,
    maxLength: 36,
    description: 'Id of a standing grant, for a container that keeps the files up to date.',
  })
  readonly standingGrant: string | undefined;

  @EnvString('ASHLAR_SECRETS_FOLDER', {
    default: '/secrets',
    maxLength: 1_000,
    description: 'An empty folder that nothing else writes to: a volume in memory.',
  })
  readonly folder!: string;

  @EnvChoice('ASHLAR_SECRETS_FORMAT', {
    choices: ['files', 'dotenv'],
    default: 'files',
    description: 'A file for each secret, or one that is called .env.',
  })
  readonly format!: 'files' | 'dotenv';

  @EnvDuration('ASHLAR_SECRETS_REFRESH', {
    default: '0s',
    max: '1d',
    description: 'How often the files are brought up to date. 0s: once, and then the process ends.',
  })
  readonly refreshMs!: number;

  @EnvChoice('ASHLAR_SECRETS_VOLUME', {
    choices: ['memory', 'any'],
    default: 'memory',
    description: 'Whether the folder must be in memory.',
  })
  readonly volume!: 'memory' | 'any';
}

export class ExternalSecretsConfig {
  @EnvSecret('ASHLAR_SECRETS_WEBHOOK_TOKEN', {
    description: 'What External Secrets Operator sends as bearer token; at least 32 characters.',
  })
  readonly webhookToken!: Secret;

  @EnvString('ASHLAR_HTTP_HOST', { default: '0.0.0.0', maxLength: 255, description: 'Address to listen on.' })
  readonly host!: string;

  @EnvInteger('ASHLAR_HTTP_PORT', { default: 8080, min: 0, max: 65_535, description: 'Port to listen on.' })
  readonly port!: number;
}
