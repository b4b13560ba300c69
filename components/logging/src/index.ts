export { createLogger } from './logger.js';
export { LoggingConfig } from './logging.config.js';
export {
  type LogFields,
  type Logger,
  type LoggerOptions,
  type LogLevel,
  logLevels,
  type RootLogger,
} from './logging.types.js';
export { redact } from './redact.js';
export { redactText } from './redact-text.js';
