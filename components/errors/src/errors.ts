import type { DomainErrorOptions, ErrorDefinition } from './errors.types.js';

/** An error that a caller is meant to see. Anything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly definition: ErrorDefinition,
    message: string,
    { details, retryAfterSeconds, cause }: DomainErrorOptions = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = definition.code;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get code(): string {
    return this.definition.code;
  }
}

/** The class of one catalogued error: `throw new StorageNotFound()`, or with a message about the case. */
export interface DomainErrorClass {
  readonly definition: ErrorDefinition;
  /** @param message the title when left out */
  new (message?: string, options?: DomainErrorOptions): DomainError;
}

/** Adds an error to the vocabulary of a brick. Routes list the classes that they may throw. */
export function defineError(definition: ErrorDefinition): DomainErrorClass {
  if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(definition.code)) {
    throw new TypeError(`"${definition.code}" is not an UPPER_SNAKE error code`);
  }
  const frozen = Object.freeze({ ...definition });
  return class extends DomainError {
    static readonly definition = frozen;

    constructor(message: string = frozen.title, options?: DomainErrorOptions) {
      super(frozen, message, options);
    }
  };
}
