import { defineError, type DomainErrorClass } from './errors.js';
import type { ErrorDefinition } from './errors.types.js';

export const ValidationFailed = defineError({
  code: 'VALIDATION_FAILED',
  kind: 'invalid-input',
  title: 'The request does not have the right form',
  remedy: 'Correct every fault named in details.errors and send it again.',
});

export const PageTooDeep = defineError({
  code: 'PAGE_TOO_DEEP',
  kind: 'invalid-input',
  title: 'Numbered pages end at row 10,000',
  remedy: 'Follow the next link, or narrow the filter.',
});

export const Unauthenticated = defineError({
  code: 'UNAUTHENTICATED',
  kind: 'unauthenticated',
  title: 'This needs a valid credential',
  remedy: 'Send a current access token in the Authorization header.',
});

export const Forbidden = defineError({
  code: 'FORBIDDEN',
  kind: 'forbidden',
  title: 'You may not do this',
  remedy: 'Ask an owner of the object, or an administrator, for the role that the operation needs.',
});

export const NotFound = defineError({
  code: 'NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such thing, or it is not visible to you',
  remedy: 'Check the address and the caller.',
});

export const Conflict = defineError({
  code: 'CONFLICT',
  kind: 'conflict',
  title: 'This contradicts something that exists',
  remedy: 'Read the current state and decide again.',
});

export const StillReferenced = defineError({
  code: 'STILL_REFERENCED',
  kind: 'conflict',
  title: 'Something else still depends on this',
  remedy: 'Remove what depends on it first.',
});

export const PreconditionFailed = defineError({
  code: 'PRECONDITION_FAILED',
  kind: 'precondition-failed',
  title: 'It has changed since you read it',
  remedy: 'Read it again, repeat your change on the new version and send its ETag as If-Match.',
});

export const PreconditionRequired = defineError({
  code: 'PRECONDITION_REQUIRED',
  kind: 'precondition-required',
  title: 'A change must say which version it changes',
  remedy: 'Send the ETag you read as If-Match.',
});

export const PayloadTooLarge = defineError({
  code: 'PAYLOAD_TOO_LARGE',
  kind: 'too-large',
  title: 'The request body is too large',
  remedy: 'Send less at once.',
});

export const UnsupportedMediaType = defineError({
  code: 'UNSUPPORTED_MEDIA_TYPE',
  kind: 'unsupported-media-type',
  title: 'The body is not in a format that this operation reads',
  remedy: 'Send application/json, or application/merge-patch+json with PATCH.',
});

export const Unprocessable = defineError({
  code: 'UNPROCESSABLE',
  kind: 'unprocessable',
  title: 'The request is well formed, but a rule refuses it',
  remedy: 'See the message.',
});

export const ReferenceMissing = defineError({
  code: 'REFERENCE_MISSING',
  kind: 'unprocessable',
  title: 'The request names something that does not exist',
  remedy: 'Create it first, or name another.',
});

export const IdempotencyKeyReused = defineError({
  code: 'IDEMPOTENCY_KEY_REUSED',
  kind: 'unprocessable',
  title: 'This Idempotency-Key was used for another request',
  remedy: 'Use a new key for each new request.',
});

export const IdempotencyInProgress = defineError({
  code: 'IDEMPOTENCY_IN_PROGRESS',
  kind: 'conflict',
  title: 'A request with this Idempotency-Key is still running',
  remedy: 'Wait for Retry-After and send the same request again.',
});

export const IdempotentReplyWithheld = defineError({
  code: 'IDEMPOTENT_REPLY_WITHHELD',
  kind: 'conflict',
  title: 'This was done before; its answer carried a secret and was not kept',
  remedy: 'Read the object named in details.id, or replace its secret.',
});

export const RateLimited = defineError({
  code: 'RATE_LIMITED',
  kind: 'rate-limited',
  title: 'Too many requests',
  remedy: 'Wait for Retry-After.',
});

export const Unavailable = defineError({
  code: 'UNAVAILABLE',
  kind: 'unavailable',
  title: 'Something that this needs does not answer',
  remedy: 'Wait for Retry-After and send the same request again.',
});

export const Internal = defineError({
  code: 'INTERNAL',
  kind: 'internal',
  title: 'Something went wrong on our side',
  remedy: 'Report the request id.',
});

/** The errors that any operation may answer with; bricks define the rest beside the code that throws them. */
export const foundationErrors: readonly DomainErrorClass[] = [
  ValidationFailed,
  PageTooDeep,
  Unauthenticated,
  Forbidden,
  NotFound,
  Conflict,
  StillReferenced,
  PreconditionFailed,
  PreconditionRequired,
  PayloadTooLarge,
  UnsupportedMediaType,
  Unprocessable,
  ReferenceMissing,
  IdempotencyKeyReused,
  IdempotencyInProgress,
  IdempotentReplyWithheld,
  RateLimited,
  Unavailable,
  Internal,
];

/**
 * The catalogue of a deployable, sorted by code.
 * @throws {TypeError} when two definitions share a code.
 */
export function errorCatalogue(classes: readonly DomainErrorClass[]): readonly ErrorDefinition[] {
  const byCode = new Map<string, ErrorDefinition>();
  for (const { definition } of classes) {
    const known = byCode.get(definition.code);
    if (known && known !== definition) throw new TypeError(`Error code ${definition.code} is defined twice`);
    byCode.set(definition.code, definition);
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
