import type { EgressRequest } from '@ashlar/egress';
import type { S3Config } from '@ashlar/storage';
import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash } from 'node:crypto';
import { type Answer, type Fault, isFault, type Line } from '../line.js';
import { readRefusal, readXml } from './answers.js';

export type FoundAddressing = 'path' | 'virtual';

/** Where and how a bucket is called. */
export interface Place {
  readonly addressing: FoundAddressing;
  readonly region: string;
}

/** What the store answered, read as S3. */
export type S3Answer =
  | { readonly kind: 'done'; readonly answer: Answer }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** `AccessDenied`; undefined for an answer that is not of S3, or has no body. */
      readonly code: string | undefined;
      /** Where the bucket is, when the store says so. */
      readonly region: string | undefined;
      readonly answer: Answer;
    }
  | { readonly kind: 'broken'; readonly fault: Fault };

export interface S3Request {
  readonly method: EgressRequest['method'];
  /** Of the object; absent for the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly maxResponseBytes?: number | 'discard';
}

export interface S3ClientDeps {
  readonly line: Line;
  readonly config: S3Config;
  readonly credentials: Readonly<Record<string, string>>;
  /** By which requests are signed. */
  readonly now: () => Date;
}

export interface S3Client {
  call(place: Place, request: S3Request): Promise<S3Answer>;
  /** One page of what lies below the prefix. */
  list(place: Place, atMost: number, cursor?: string): Promise<S3Answer>;
}

/** RFC 3986: what the signature is made of has to be what is sent. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Base URL of a bucket. */
export function bucketUrl({ endpoint, bucket }: S3Config, addressing: FoundAddressing): URL {
  const url = new URL(endpoint);
  if (addressing === 'virtual') url.hostname = `${bucket}.${url.hostname}`;
  else url.pathname = `/${bucket}`;
  return url;
}

/** Calls a bucket, signed, and never any other address. */
export function createS3Client({ line, config, credentials, now }: S3ClientDeps): S3Client {
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = credentials;
  const { session_token: sessionToken } = credentials;
  const signs = config.auth !== 'anonymous' && accessKeyId !== undefined && secretAccessKey !== undefined;

  const signed = async (place: Place, url: URL, path: string, request: S3Request) => {
    const headers = {
      ...request.headers,
      ...(config.requesterPays && { 'x-amz-request-payer': 'requester' }),
    };
    if (!signs) return headers;
    const signer = new SignatureV4({
      service: 's3',
      region: place.region,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
      sha256: Hash.bind(null, 'sha256'),
      uriEscapePath: false,
      applyChecksum: true,
    });
    const { headers: all } = await signer.sign(
      {
        method: request.method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port !== '' && { port: Number(url.port) }),
        path,
        query: { ...request.query },
        headers: { ...headers, host: url.host },
        body: request.body,
      },
      { signingDate: now() },
    );
    // The connection has its own.
    return Object.fromEntries(Object.entries(all).filter(([name]) => name.toLowerCase() !== 'host'));
  };

  const call = async (place: Place, request: S3Request): Promise<S3Answer> => {
    const base = bucketUrl(config, place.addressing);
    const key = request.key === undefined ? '' : `/${request.key.split('/').map(escaped).join('/')}`;
    const path = `${base.pathname.replace(/\/$/, '')}${key}` || '/';
    const query = Object.entries(request.query ?? {})
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .join('&');
    const answer = await line.call({
      method: request.method,
      url: `${base.origin}${path}${query === '' ? '' : `?${query}`}`,
      headers: await signed(place, base, path, request),
      verifyTls: config.tlsVerify,
      ...(request.body && { body: request.body }),
      ...(request.maxResponseBytes !== undefined && { maxResponseBytes: request.maxResponseBytes }),
    });
    if (isFault(answer)) return { kind: 'broken', fault: answer };
    if (answer.status >= 200 && answer.status < 300) return { kind: 'done', answer };
    return { kind: 'refused', status: answer.status, answer, ...readRefusal(answer) };
  };

  return {
    call,
    async list(place, atMost, cursor) {
      const { prefix } = config;
      const listed = await call(place, {
        method: 'GET',
        query: {
          'list-type': '2',
          'max-keys': String(atMost),
          ...(prefix !== undefined && { prefix: `${prefix}/` }),
          ...(cursor !== undefined && { 'continuation-token': cursor }),
        },
        maxResponseBytes: atMost > 1 ? 4_194_304 : 262_144,
      });
      if (listed.kind !== 'done' || readXml(listed.answer.body, 'ListBucketResult')) return listed;
      return { kind: 'broken', fault: { fault: 'UNINTELLIGIBLE', at: 'connection' } };
    },
  };
}

/** How objects are encrypted with a key of the caller's own: their headers, for writing and for reading. */
export function customerKeyHeaders(key: string | undefined): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  const bytes = Buffer.from(key);
  return {
    'x-amz-server-side-encryption-customer-algorithm': 'AES256',
    'x-amz-server-side-encryption-customer-key': bytes.toString('base64'),
    'x-amz-server-side-encryption-customer-key-MD5': createHash('md5').update(bytes).digest('base64'),
  };
}
