/** What went wrong, in words that know nothing of HTTP. The edge turns a kind into a status. */
export const errorKinds = [
  'invalid-input',
  'unauthenticated',
  'forbidden',
  'not-found',
  'unsupported-operation',
  'conflict',
  'gone',
  'precondition-failed',
  'precondition-required',
  'too-late',
  'too-large',
  'header-too-large',
  'unsupported-media-type',
  'unprocessable',
  'rate-limited',
  'unavailable',
  'internal',
] as const;

export type ErrorKind = (typeof errorKinds)[number];

/** One line of the catalogue. */
export interface ErrorDefinition {
  /** Stable, UPPER_SNAKE: the public contract. Never reused for another meaning. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** Fixed for the code; the particular case is in the error's message. */
  readonly title: string;
  /** What the caller can do about it. */
  readonly remedy: string;
  /** No answer of an API has it: code that meets it does something about it, or a command line prints it. */
  readonly inside?: true;
}

export interface DomainErrorOptions {
  /** Facts for the caller. Becomes `details` on the wire, so no secrets and no personal data of others. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whole seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number;
  /** For the log only; never shown to the caller. */
  readonly cause?: unknown;
}
