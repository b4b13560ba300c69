import type { CheckCode } from '../codes.js';
import type { S3Answer } from './client.js';

type Refused = Extract<S3Answer, { readonly kind: 'refused' }>;

/** What is wrong with who signs in: the store says so whatever was asked for. */
const signIn: Readonly<Record<string, CheckCode>> = {
  InvalidAccessKeyId: 'ACCESS_KEY_UNKNOWN',
  InvalidAccessKey: 'ACCESS_KEY_UNKNOWN',
  SignatureDoesNotMatch: 'SECRET_KEY_WRONG',
  ExpiredToken: 'SESSION_TOKEN_REFUSED',
  InvalidToken: 'SESSION_TOKEN_REFUSED',
  TokenRefreshRequired: 'SESSION_TOKEN_REFUSED',
  RequestTimeTooSkewed: 'CLOCK_SKEW',
  RequestExpired: 'CLOCK_SKEW',
  InvalidSecurity: 'CREDENTIALS_REFUSED',
  AccountProblem: 'CREDENTIALS_REFUSED',
  UnauthorizedAccess: 'CREDENTIALS_REFUSED',
  Unauthorized: 'CREDENTIALS_REFUSED',
};

const ofStore: Readonly<Record<string, CheckCode>> = {
  NoSuchBucket: 'BUCKET_MISSING',
  SlowDown: 'STORE_BUSY',
  ServiceUnavailable: 'STORE_BUSY',
  TooManyRequests: 'STORE_BUSY',
  InternalError: 'STORE_ERROR',
  QuotaExceeded: 'STORE_FULL',
  XMinioStorageFull: 'STORE_FULL',
  EntityTooLarge: 'STORE_FULL',
};

/** @returns undefined when the store knows who calls. */
export function signInFault({ code }: Refused): CheckCode | undefined {
  return code === undefined ? undefined : signIn[code];
}

export function isDenied({ status, code }: Refused): boolean {
  return (
    code === 'AccessDenied' ||
    code === 'AllAccessDisabled' ||
    code === 'MethodNotAllowed' ||
    (status === 403 && code === undefined)
  );
}

/** What a refusal means that is neither about who calls nor what they may. */
export function storeFault({ status, code }: Refused): CheckCode {
  const known = code === undefined ? undefined : (ofStore[code] ?? signIn[code]);
  if (known) return known;
  if (status >= 300 && status < 400) return 'REDIRECTED';
  if (status === 503 || status === 429) return 'STORE_BUSY';
  if (status >= 500) return 'STORE_ERROR';
  return code === undefined ? 'UNINTELLIGIBLE' : 'REQUEST_REFUSED';
}

/** Whether an answer reads as if the bucket were looked for in the wrong part of the URL. */
export function isMisaddressed(answer: S3Answer): boolean {
  if (answer.kind === 'done') return false;
  if (answer.kind === 'broken')
    return answer.fault.at !== 'connection' || answer.fault.fault === 'UNINTELLIGIBLE';
  const { status, code, region } = answer;
  if (region !== undefined) return false;
  if (code === undefined) return status === 404 || status === 405 || (status >= 300 && status < 400);
  return (
    ['NoSuchBucket', 'InvalidURI', 'InvalidBucketName', 'PermanentRedirect'].includes(code) ||
    code.endsWith('DomainForbidden')
  );
}
