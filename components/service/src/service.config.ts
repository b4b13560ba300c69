import { EnvDuration } from '@ashlar/config';

export class ServiceConfig {
  @EnvDuration('ASHLAR_TASK_DATABASE_WAIT', {
    default: '30s',
    max: '1h',
    description:
      'How long a one-shot task waits for the database to answer and fit. A resident service waits for as long as it runs.',
  })
  readonly taskDatabaseWaitMs!: number;

  @EnvDuration('ASHLAR_TASK_BUDGET', {
    default: '4m',
    min: '1s',
    max: '1d',
    description: 'A one-shot task works for so long at most; what is left the next run takes up.',
  })
  readonly taskBudgetMs!: number;
}
