export { DomainError, defineError, type DomainErrorClass } from './errors.js';
export { errorKinds, type DomainErrorOptions, type ErrorDefinition, type ErrorKind } from './errors.types.js';
export {
  Conflict,
  errorCatalogue,
  Forbidden,
  foundationErrors,
  IdempotencyInProgress,
  IdempotencyKeyReused,
  IdempotentReplyWithheld,
  Internal,
  NotFound,
  PageTooDeep,
  PayloadTooLarge,
  PreconditionFailed,
  PreconditionRequired,
  RateLimited,
  ReferenceMissing,
  StillReferenced,
  Unauthenticated,
  Unavailable,
  Unprocessable,
  UnsupportedMediaType,
  ValidationFailed,
} from './catalogue.js';
export { timeLimit, withTimeLimit } from './time-limit.js';
