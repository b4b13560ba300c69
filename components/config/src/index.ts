export { ConfigurationError, ProcessUnavailableError, UNAVAILABLE_EXIT_CODE } from './config.errors.js';
export type {
  Config,
  ConfigClass,
  ConfigRow,
  ConfigSpec,
  ConfigurationFault,
  DurationText,
  Environment,
} from './config.types.js';
export type { VariableDecorator, VariableOptions } from './decorators.js';
export { describeConfig, renderConfigTable } from './describe-config.js';
export {
  type BooleanOptions,
  type ChoiceOptions,
  type DurationOptions,
  EnvBoolean,
  EnvChoice,
  EnvDuration,
  EnvInteger,
  EnvList,
  EnvNumber,
  EnvSecret,
  EnvString,
  EnvUrl,
  type ListOptions,
  type NumberOptions,
  type SecretOptions,
  type StringOptions,
  type TextLimits,
  type UrlOptions,
} from './kinds.js';
export { loadConfig } from './load-config.js';
export { CONFIGURATION_EXIT_CODE, runMain } from './run-main.js';
export { Secret } from './secret.js';
