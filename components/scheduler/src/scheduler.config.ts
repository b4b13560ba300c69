import { EnvDuration } from '@ashlar/config';

export class SchedulerConfig {
  @EnvDuration('ASHLAR_SCHEDULES_SCAN_INTERVAL', {
    default: '500ms',
    min: '50ms',
    max: '1m',
    description: 'Between two looks for schedules that are due, in the resident worker.',
  })
  readonly scanMs!: number;

  @EnvDuration('ASHLAR_SCHEDULES_POLL_INTERVAL', {
    default: '5s',
    min: '100ms',
    max: '10m',
    description: 'Between two questions about a run.',
  })
  readonly pollMs!: number;

  @EnvDuration('ASHLAR_SCHEDULES_LEASE', {
    default: '30s',
    min: '5s',
    max: '1h',
    description: 'After so long a session that a process has claimed is taken over by another.',
  })
  readonly leaseMs!: number;

  @EnvDuration('ASHLAR_SCHEDULES_LAUNCH_PATIENCE', {
    default: '10m',
    min: '1s',
    max: '12h',
    description:
      'For so long a launch without an answer is asked for again, by the same key; then the attempt has failed.',
  })
  readonly patienceMs!: number;

  @EnvDuration('ASHLAR_SCHEDULES_RETENTION', {
    default: '90d',
    min: '1h',
    max: '3650d',
    description: 'How long sessions that ended, and ticks, are kept.',
  })
  readonly retentionMs!: number;
}
