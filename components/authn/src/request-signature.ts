import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SignedRequest } from './key-pairs.types.js';

/** What an Authorization header of this scheme says. */
export interface Credential {
  readonly accessKey: string;
  /** 32 bytes. */
  readonly signature: Buffer;
}

/** What of a request its signature covers; the body is not among it, since the clients sign that of an empty one. */
export interface SignedParts {
  readonly text: string;
  /** The day by the clock of the client, `20260823`, and the host that it called: both go into the signing key. */
  readonly day: string;
  readonly host: string;
  readonly date: Date;
}

export const schemeName = 'BackendAI';

const credentialShape = /^BackendAI +signMethod=HMAC-SHA256, *credential=([A-Z2-7]{20}):([0-9a-fA-F]{64})$/;
const dateShape = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/;
const emptyBody = createHash('sha256').digest('hex');

export function readCredential(authorization: string): Credential | undefined {
  const [, accessKey, signature] = credentialShape.exec(authorization) ?? [];
  return accessKey !== undefined && signature !== undefined
    ? { accessKey, signature: Buffer.from(signature, 'hex') }
    : undefined;
}

/** Undefined for a request that lacks a part, or has a date without an offset. */
export function signedPartsOf({ method, target, header }: SignedRequest): SignedParts | undefined {
  const [date = '', host = '', version = ''] = [
    header('date'),
    header('host'),
    header('x-backendai-version'),
  ];
  const [, year, month, day] = dateShape.exec(date) ?? [];
  const parsed = new Date(date);
  if (host === '' || version === '' || day === undefined || Number.isNaN(parsed.getTime())) return undefined;
  const mediaType = (header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const text = [
    ...[method.toUpperCase(), target, date, `host:${host}`, `content-type:${mediaType}`],
    ...[`x-backendai-version:${version}`, emptyBody],
  ].join('\n');
  return { text, host, day: `${year}${month}${day}`, date: parsed };
}

/** The secret half that belongs to an access key under this key of the server: 40 characters, 240 bits. */
export function secretKeyOf(serverKey: Buffer, accessKey: string): string {
  const bytes = hkdfSync('sha256', serverKey, Buffer.alloc(0), `ashlar key pair ${accessKey}`, 30);
  return Buffer.from(bytes).toString('base64url');
}

export function signatureOf(secretKey: string, { text, day, host }: SignedParts): Buffer {
  const ofDay = createHmac('sha256', secretKey).update(day).digest();
  const ofHost = createHmac('sha256', ofDay).update(host).digest();
  return createHmac('sha256', ofHost).update(text).digest();
}

/** In a time that says nothing of where they differ, nor under which key. */
export function isSigned(serverKeys: readonly Buffer[], credential: Credential, parts: SignedParts): boolean {
  const matches = serverKeys.map((key) =>
    timingSafeEqual(signatureOf(secretKeyOf(key, credential.accessKey), parts), credential.signature),
  );
  return matches.includes(true);
}
