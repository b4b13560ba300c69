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
