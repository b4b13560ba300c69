import type { Signer, Verifier } from '@ashlar/vault';

/** What a grant allows: one service, one purpose, these values, once. */
export interface Grant {
  readonly jti: string;
  /** The person on whose behalf; undefined for secrets that are nobody's in person. */
  readonly userId?: string | undefined;
  /** The service that may use it. */
  readonly caller: string;
  readonly purpose: string;
  /** Where the values are meant to go, when the purpose has such a place. */
  readonly endpoint?: string | undefined;
  /** The session, run or job that it is for. */
  readonly job?: string | undefined;
  readonly secrets: readonly GrantedSecret[];
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface GrantedSecret {
  readonly id: string;
  /** The newest when the grant was made: an older one is not given. */
  readonly version: number;
  /** Where a file is made of it. */
  readonly filename: string;
}

const prefix = 'ashlar_grant_';
const label = 'ashlar/secrets/grant/1';

/** Seconds that a grant lasts. */
export const grantLifetime = 60;

export function writeGrant(grant: Grant, writer: Signer): string {
  const payload = Buffer.from(JSON.stringify(grant)).toString('base64url');
  return `${prefix}${payload}.${writer.id}.${writer.sign(label, payload).toString('base64url')}`;
}

/** Undefined for everything that no known writer signed. Says nothing about time. */
export function readGrant(token: string, writers: Verifier): Grant | undefined {
  const [, payload = '', signer = '', signature = ''] =
    /^ashlar_grant_([A-Za-z0-9_-]{1,40000})\.([0-9a-f]{16})\.([A-Za-z0-9_-]{86})$/.exec(token) ?? [];
  if (payload === '' || !writers.verifies(signer, Buffer.from(signature, 'base64url'), label, payload))
    return undefined;
  // Signed by us, so of the shape that we write.
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Grant;
}
