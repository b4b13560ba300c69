import { EnvList } from '@ashlar/config';

export class QueueRunsConfig {
  @EnvList('ASHLAR_RUNS_QUEUE_JOBS', {
    default: [],
    maxItems: 100,
    pattern: /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/,
    description:
      'Jobs of the message queue that schedules and pipelines may have run, of those that are offered: `schedules.announce`. Without it there are none.',
  })
  readonly jobs!: readonly string[];
}
