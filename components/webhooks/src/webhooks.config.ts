import { EnvDuration, EnvInteger, EnvSecret, type Secret } from '@ashlar/config';

export class WebhooksConfig {
  @EnvSecret('ASHLAR_WEBHOOKS_KEY', {
    optional: true,
    minLength: 32,
    description:
      'From which the secrets of webhooks are derived, the same in data API and worker; another one makes all of them invalid. Without it there are no webhooks.',
  })
  readonly key: Secret | undefined;

  @EnvInteger('ASHLAR_WEBHOOKS_CONCURRENCY', {
    default: 32,
    min: 1,
    max: 500,
    description: 'Deliveries under way at once in one process.',
  })
  readonly concurrency!: number;

  @EnvInteger('ASHLAR_WEBHOOKS_CONCURRENCY_PER_WEBHOOK', {
    default: 4,
    min: 1,
    max: 100,
    description: 'Of these, to one webhook, over all processes.',
  })
  readonly concurrencyPerWebhook!: number;

  @EnvDuration('ASHLAR_WEBHOOKS_TIMEOUT', {
    default: '15s',
    min: '100ms',
    max: '1m',
    description: 'How long a receiver may take to answer.',
  })
  readonly timeoutMs!: number;

  @EnvInteger('ASHLAR_WEBHOOKS_MAX_FAILURES', {
    default: 500,
    min: 1,
    max: 1_000_000,
    description: 'A webhook is disabled after so many failed attempts in a row.',
  })
  readonly maxFailures!: number;

  @EnvDuration('ASHLAR_WEBHOOKS_MAX_FAILING', {
    default: '5d',
    min: '1m',
    max: '90d',
    description: 'A webhook is disabled when nothing has arrived for so long, while attempts were made.',
  })
  readonly maxFailingMs!: number;

  @EnvDuration('ASHLAR_WEBHOOKS_RETENTION', {
    default: '30d',
    min: '1h',
    max: '365d',
    description: 'How long it is kept what was delivered or given up.',
  })
  readonly retentionMs!: number;
}
