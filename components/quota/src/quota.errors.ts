import { defineError } from '@ashlar/errors';

export const QuotaExceeded = defineError({
  code: 'QUOTA_EXCEEDED',
  kind: 'rate-limited',
  title: 'A quota leaves less than was asked for',
  remedy: 'See details.refusals for who limits what, and when that begins anew; or ask for more quota.',
});

export const QuotaTypeUnknown = defineError({
  code: 'QUOTA_TYPE_UNKNOWN',
  kind: 'unprocessable',
  title: 'There is no such type of quota',
  remedy: 'See GET /api/data/quota-types.',
});

export const QuotaSubjectNotFound = defineError({
  code: 'QUOTA_SUBJECT_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such user, group, project or domain, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const QuotaKeyReused = defineError({
  code: 'QUOTA_KEY_REUSED',
  kind: 'unprocessable',
  title: 'This key stands for another call',
  remedy: 'Use a new key for each call, and the same one only to repeat it.',
  inside: true,
});

export const QuotaHoldNotFound = defineError({
  code: 'QUOTA_HOLD_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such hold, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const QuotaHoldExpired = defineError({
  code: 'HOLD_EXPIRED',
  kind: 'conflict',
  title: 'The hold has run out',
  remedy: 'Reserve again; what was held is free since it ran out.',
});

export const QuotaHoldEnded = defineError({
  code: 'HOLD_ENDED',
  kind: 'conflict',
  title: 'The hold has ended otherwise',
  remedy: 'A hold is committed or released, once, and committed again only with the same amounts.',
});

export const QuotaNotFound = defineError({
  code: 'QUOTA_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such quota, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const QuotaNameTaken = defineError({
  code: 'QUOTA_NAME_TAKEN',
  kind: 'conflict',
  title: 'There is a quota of this name already',
  remedy: 'Choose another name; upper and lower case count as equal.',
});

export const QuotaInUse = defineError({
  code: 'QUOTA_IN_USE',
  kind: 'conflict',
  title: 'Somebody has this quota, or had it',
  remedy: 'Disable it instead of deleting it, and make another one instead of changing its type.',
});

export const QuotaValueMismatch = defineError({
  code: 'QUOTA_VALUE_MISMATCH',
  kind: 'unprocessable',
  title: 'The value does not fit the type of the quota',
  remedy:
    'MAX_SIZE takes max_size, MAX_ORDER_TIMES takes max_order_times, others take max; only periodic types a period.',
});

export const QuotaAssignmentConflict = defineError({
  code: 'USER_QUOTA_TYPE_CONFLICT',
  kind: 'conflict',
  title: 'There is a quota of this type already',
  remedy: 'Replace it, or take it away first; details name it.',
});

export const QuotaAssignmentNotFound = defineError({
  code: 'QUOTA_ASSIGNMENT_NOT_FOUND',
  kind: 'not-found',
  title: 'This quota is not assigned, or it is not visible to you',
  remedy: 'Check the ids and the caller.',
});

export const QuotaDisabled = defineError({
  code: 'QUOTA_DISABLED',
  kind: 'unprocessable',
  title: 'A disabled or expired quota cannot be assigned',
  remedy: 'Enable it first.',
});

export const QuotaTypeTaken = defineError({
  code: 'QUOTA_TYPE_TAKEN',
  kind: 'conflict',
  title: 'There is a type of this name already',
  remedy: 'Choose another name.',
});

export const QuotaTypesFull = defineError({
  code: 'QUOTA_TYPES_FULL',
  kind: 'conflict',
  title: 'There are as many types of quota as there can be',
  remedy: 'Use a type that is there: one can be described anew, and there are at most 1000.',
});

export const QuotaPolicyNotFound = defineError({
  code: 'QUOTA_POLICY_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such policy',
  remedy: 'See GET /api/data/quota-policies.',
});

export const QuotaRequestNotFound = defineError({
  code: 'QUOTA_REQUEST_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such request, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const QuotaRequestPending = defineError({
  code: 'QUOTA_REQUEST_PENDING',
  kind: 'conflict',
  title: 'A request for this type is waiting already',
  remedy: 'Wait until it is decided.',
});

export const QuotaRequestDecided = defineError({
  code: 'QUOTA_REQUEST_DECIDED',
  kind: 'conflict',
  title: 'The request is decided already',
  remedy: 'Make a new one.',
});
