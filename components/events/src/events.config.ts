import { EnvDuration, EnvInteger, EnvSecret, EnvString, type Secret } from '@ashlar/config';

export class EventsConfig {
  @EnvDuration('ASHLAR_EVENTS_RETENTION', {
    default: '30d',
    min: '1h',
    max: '365d',
    description: 'How long events are kept for those who read or replay them.',
  })
  readonly retentionMs!: number;

  @EnvSecret('REDIS_URL', {
    protocols: ['redis', 'rediss'],
    optional: true,
    description: 'Where events are also written to a stream. Without it they are not.',
  })
  readonly redisUrl: Secret | undefined;

  @EnvString('ASHLAR_EVENTS_STREAM', {
    default: 'ashlar:events',
    maxLength: 200,
    description: 'Key of that stream.',
  })
  readonly stream!: string;

  @EnvInteger('ASHLAR_EVENTS_STREAM_LENGTH', {
    default: 1_000_000,
    min: 1_000,
    max: 100_000_000,
    description: 'About how many entries the stream keeps; consumer groups must read faster than it forgets.',
  })
  readonly streamLength!: number;
}
