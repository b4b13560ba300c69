import { EnvChoice } from '@ashlar/config';

import { type LogLevel, logLevels } from './logging.types.js';

export class LoggingConfig {
  @EnvChoice('ASHLAR_LOG_LEVEL', {
    choices: logLevels,
    default: 'info',
    description: 'The least important level that is written.',
  })
  readonly level!: LogLevel;

  @EnvChoice('ASHLAR_LOG_FORMAT', {
    choices: ['json', 'pretty'],
    default: 'json',
    description: '`json` for machines, one object per line; `pretty` for people.',
  })
  readonly format!: 'json' | 'pretty';
}
