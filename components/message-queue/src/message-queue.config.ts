import { EnvBoolean, EnvChoice, EnvDuration, EnvInteger, EnvSecret, type Secret } from '@ashlar/config';

export class MessageQueueConfig {
  @EnvSecret('ASHLAR_QUEUE_REDIS_URL', {
    optional: true,
    pattern: /^(rediss?|redis\+sentinel|redis\+cluster):\/\/\S+$/,
    description:
      'Carries jobs over BullMQ on Redis or Valkey: `redis://` or `rediss://host:port/db`, ' +
      '`redis+sentinel://host:port,host:port/name`, `redis+cluster://host:port,host:port`. Without eviction, with an append-only file.',
  })
  readonly redisUrl: Secret | undefined;

  @EnvBoolean('ASHLAR_QUEUE_BULLMQ', {
    default: false,
    description:
      'Without Redis: carries jobs over the tables of BullMQ in PostgreSQL. Otherwise workers take them straight from the outbox.',
  })
  readonly bullmq!: boolean;

  @EnvInteger('ASHLAR_QUEUE_CONCURRENCY', {
    default: 8,
    min: 1,
    max: 200,
    description:
      'Jobs that one process runs at once. Each takes a connection; the pool needs two more for the relay and checks.',
  })
  readonly concurrency!: number;

  @EnvDuration('ASHLAR_QUEUE_POLL_INTERVAL', {
    default: '500ms',
    min: '10ms',
    max: '1m',
    description: 'How often the outbox is looked at when no notification comes.',
  })
  readonly pollIntervalMs!: number;

  @EnvDuration('ASHLAR_QUEUE_LOCK_DURATION', {
    default: '8s',
    min: '1s',
    max: '10m',
    description: 'A job whose worker has died runs again after 1 to 1.5 times this.',
  })
  readonly lockDurationMs!: number;

  @EnvDuration('ASHLAR_QUEUE_STOP_DEADLINE', {
    default: '20s',
    max: '10m',
    description:
      'How long running jobs may go on after the signal to stop; in a one-shot task four seconds at most.',
  })
  readonly stopDeadlineMs!: number;

  @EnvDuration('ASHLAR_QUEUE_EFFECTS_RETENTION', {
    default: '7d',
    min: '1h',
    max: '365d',
    description: 'How long the record is kept that a job has taken effect.',
  })
  readonly effectsRetentionMs!: number;

  @EnvDuration('ASHLAR_QUEUE_FAILED_RETENTION', {
    default: '30d',
    min: '1h',
    max: '365d',
    description: 'How long a failed job is kept.',
  })
  readonly failedRetentionMs!: number;
}

export class JobBoardConfig {
  @EnvChoice('ASHLAR_JOBS_BOARD', {
    choices: ['off', 'read', 'write'],
    default: 'read',
    description:
      'Pages that show the background jobs to administrators of the platform at `/api/data/jobs-board`; `write` has buttons to retry and cancel.',
  })
  readonly mode!: 'off' | 'read' | 'write';
}
