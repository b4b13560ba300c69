import type { ConfigurationFault } from './config.types.js';

/** Everything that is wrong with the environment, at once. Never holds a value, so it is safe to print. */
export class ConfigurationError extends Error {
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    const lines = faults.map(({ variable, message }) => `  ${variable}: ${message}`);
    super(['The configuration is not valid:', ...lines].join('\n'));
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

/** EX_UNAVAILABLE of sysexits.h: what the process depends on does not answer. */
export const UNAVAILABLE_EXIT_CODE = 69;

/** Ends a process with exit code 69 and its message alone: it is for the operator, and a stack would not help. */
export class ProcessUnavailableError extends Error {
  override readonly name = 'ProcessUnavailableError';
}
