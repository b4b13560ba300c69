import type { EgressRequest } from '@ashlar/egress';
import type { GcsConfig, HttpConfig, WebdavConfig } from '@ashlar/storage';
import { importPKCS8, SignJWT } from 'jose';
import type { ProbeReport } from '../checks.types.js';
import type { CheckCode } from './codes.js';
import { contact } from './contact.js';
import { type Answer, isFault, type Line } from './line.js';
import { readXml } from './s3/answers.js';
import { nothingFound, type Sheet } from './sheet.js';

export interface ServerProbeDeps<C> {
  readonly line: Line;
  readonly sheet: Sheet;
  readonly config: C;
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/** How a store is listed by somebody who has signed in. */
export interface Listing {
  readonly request: Pick<EgressRequest, 'method' | 'url' | 'headers' | 'body'>;
  /** Where each request is signed by itself: adds the signature to its headers. */
  readonly sign?: (method: 'GET', url: string, headers: Headers) => Headers;
  /** What a refusal means, where the store says more than the status. */
  readonly faultOf?: (answer: Answer, clockSkewSeconds: number | undefined) => CheckCode | undefined;
  readonly isAnonymous: boolean;
  /** URLs of what is listed; undefined for an answer that is no listing. */
  readonly read: (answer: Answer) => readonly string[] | undefined;
}

type Headers = Readonly<Record<string, string>>;
export type Tree = Readonly<Record<string, unknown>>;
export const treesIn = (value: unknown): readonly Tree[] =>
  Array.isArray(value) ? (value as readonly unknown[]).map((one) => Object(one) as Tree) : [];

/** Lists, and reads the first of what is listed. Nothing is written. */
export async function probeByListing(
  deps: Omit<ServerProbeDeps<{ readonly tlsVerify: boolean }>, 'credentials'>,
  origin: string,
  listing: () => Promise<Listing | CheckCode>,
): Promise<ProbeReport> {
  const { line, sheet, config, now } = deps;
  const { tlsVerify } = config;
  const met = await contact({ line, sheet, url: origin, tlsVerify, now });
  const about = { ...nothingFound, endpoint: origin, clockSkewSeconds: met?.clockSkewSeconds };
  if (!met) return sheet.report(about);
  const how = await listing();
  if (typeof how === 'string') {
    sheet.note('auth', how === 'CREDENTIALS_MISSING' ? 'fail' : 'skip', how);
    return sheet.report(about, how === 'CREDENTIALS_MISSING' ? 'NOT_REACHED' : how);
  }
  const answer = await line.call({ ...signed(how, how.request), verifyTls: tlsVerify });
  const isSuccess = !isFault(answer) && answer.status >= 200 && answer.status < 300;
  const listed = isSuccess ? how.read(answer) : undefined;
  const signedIn = (): void => {
    if (how.isAnonymous) sheet.note('auth', 'skip', 'ANONYMOUS');
    else sheet.pass('auth');
  };
  const told = isFault(answer) ? undefined : how.faultOf?.(answer, met.clockSkewSeconds);
  if (isFault(answer)) sheet.fail('auth', answer.fault);
  else if (told) sheet.fail('auth', told);
  else if (answer.status === 404) {
    signedIn();
    sheet.fail('bucket', 'BUCKET_MISSING');
  } else if (answer.status === 403 && !how.isAnonymous) {
    sheet.fail('auth', 'ACCESS_DENIED');
  } else if (listed) {
    signedIn();
    for (const name of ['bucket', 'list'] as const) sheet.pass(name);
    if (sheet.wants('read')) await readFirst(deps, how, listed, origin);
    return sheet.report(about, 'PROTOCOL_NOT_TESTED');
  } else sheet.fail('auth', faultOf(answer));
  return sheet.report(about);
}

async function readFirst(
  {
    line,
    sheet,
    config,
  }: Pick<ServerProbeDeps<{ readonly tlsVerify: boolean }>, 'line' | 'sheet' | 'config'>,
  how: Listing,
  listed: readonly string[],
  origin: string,
): Promise<void> {
  // A listing may name what lies elsewhere: credentials go to the storage alone.
  const url = listed.find((one) => URL.canParse(one) && new URL(one).origin === new URL(origin).origin);
  if (url === undefined) {
    sheet.note('read', 'skip', 'NOTHING_TO_READ');
    return;
  }
  const { depth: _, ...headers } = how.request.headers ?? {};
  const answer = await line.call({
    ...signed(how, { method: 'GET', url, headers: { ...headers, range: 'bytes=0-0' } }),
    ...{ verifyTls: config.tlsVerify, maxResponseBytes: 'discard' },
  });
  if (isFault(answer)) sheet.fail('read', answer.fault);
  else if (answer.status < 300 || answer.status === 416) sheet.pass('read');
  else sheet.fail('read', answer.status === 401 || answer.status === 403 ? 'READ_DENIED' : faultOf(answer));
}

function signed({ sign }: Listing, request: Listing['request']): Listing['request'] {
  if (!sign || request.method !== 'GET') return request;
  return { ...request, headers: sign('GET', request.url, request.headers ?? {}) };
}

function faultOf({ status }: Answer): CheckCode {
  if (status === 401 || status === 403) return 'CREDENTIALS_REFUSED';
  if (status >= 300 && status < 400) return 'REDIRECTED';
  if (status === 429 || status === 503) return 'STORE_BUSY';
  if (status === 507) return 'STORE_FULL';
  return status >= 500 ? 'STORE_ERROR' : 'UNINTELLIGIBLE';
}

/** A folder below an address. */
function folderUrl(base: string, path: string | undefined): string {
  const url = new URL(base);
  const below = path === undefined ? '' : `/${path.split('/').map(encodeURIComponent).join('/')}`;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}${below}/`;
}

export function probeWebdav(deps: ServerProbeDeps<WebdavConfig>): Promise<ProbeReport> {
  const { config, credentials } = deps;
  const { pass, bearer_token: token } = credentials;
  return probeByListing(deps, new URL(config.url).origin, async () => {
    const authorization =
      config.auth === 'bearer'
        ? token && `Bearer ${token}`
        : config.auth === 'basic'
          ? pass && `Basic ${Buffer.from(`${config.user ?? ''}:${pass}`).toString('base64')}`
          : '';
    if (authorization === undefined) return 'CREDENTIALS_MISSING';
    return {
      request: {
        method: 'PROPFIND',
        url: folderUrl(config.url, config.path),
        headers: {
          ...{ depth: '1', 'content-type': 'application/xml' },
          ...(authorization !== '' && { authorization }),
        },
        body: '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>',
      },
      isAnonymous: config.auth === 'anonymous',
      read: ({ status, body }) => {
        const tree = status === 207 ? readXml(body, 'multistatus') : undefined;
        return tree && filesIn(tree, config.url);
      },
    };
  });
}

function filesIn(tree: Tree, base: string): readonly string[] {
  return treesIn(tree['response']).flatMap(({ href, propstat }) => {
    const text = typeof href === 'string' ? href : '';
    const { prop } = Object(Array.isArray(propstat) ? propstat[0] : propstat) as Tree;
    const { resourcetype: type } = Object(prop) as Tree;
    const isFolder =
      text.endsWith('/') || (typeof type === 'object' && type !== null && 'collection' in type);
    return isFolder || !URL.canParse(text, base) ? [] : [new URL(text, base).href];
  });
}

export function probeHttp(deps: ServerProbeDeps<HttpConfig>): Promise<ProbeReport> {
  const { config } = deps;
  return probeByListing(deps, new URL(config.url).origin, () =>
    Promise.resolve({
      request: { method: 'GET', url: folderUrl(config.url, config.path) },
      isAnonymous: true,
      read: ({ headers, body }) => {
        if (!(headers['content-type'] ?? '').startsWith('text/html')) return undefined;
        const links = [...body.toString('utf8').matchAll(/<a\s[^>]*?href="([^"#?]*[^"#?/])"/gi)];
        const base = folderUrl(config.url, config.path);
        return links.flatMap(([, href = '']) => (URL.canParse(href, base) ? [new URL(href, base).href] : []));
      },
    }),
  );
}

const googleStorage = 'https://storage.googleapis.com';

export function probeGcs(deps: ServerProbeDeps<GcsConfig>): Promise<ProbeReport> {
  const { config, credentials, now } = deps;
  const origin = config.endpoint ?? googleStorage;
  return probeByListing(deps, origin, async () => {
    const { service_account_credentials: account } = credentials;
    const isAnonymous = config.auth === 'anonymous';
    if (!isAnonymous && account === undefined) return 'CREDENTIALS_MISSING';
    const token = account === undefined ? undefined : await signedByAccount(account, now());
    if (!isAnonymous && token === undefined) return 'CREDENTIALS_MISSING';
    const url = new URL(`${origin}/storage/v1/b/${encodeURIComponent(config.bucket)}/o`);
    url.searchParams.set('maxResults', '1');
    if (config.prefix !== undefined) url.searchParams.set('prefix', `${config.prefix}/`);
    if (config.userProject !== undefined) url.searchParams.set('userProject', config.userProject);
    return {
      request: {
        method: 'GET',
        url: url.href,
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      },
      isAnonymous,
      read: ({ body }) => {
        const { kind, items } = jsonOf(body);
        if (kind !== 'storage#objects') return undefined;
        return treesIn(items).flatMap(({ name }) =>
          typeof name === 'string'
            ? [`${url.origin}${url.pathname}/${encodeURIComponent(name)}?alt=media`]
            : [],
        );
      },
    };
  });
}

function jsonOf(body: Buffer): Tree {
  try {
    return Object(JSON.parse(body.toString('utf8'))) as Tree;
  } catch {
    return {};
  }
}

/** The service takes tokens that the key of the account signed itself: the key goes nowhere. */
async function signedByAccount(text: string, now: Date): Promise<string | undefined> {
  try {
    const { client_email: email, private_key: pem } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof email !== 'string' || typeof pem !== 'string') return undefined;
    const seconds = Math.floor(now.getTime() / 1_000);
    return await new SignJWT({ scope: 'https://www.googleapis.com/auth/devstorage.read_only' })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(email)
      .setSubject(email)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 300)
      .sign(await importPKCS8(pem, 'RS256'));
  } catch {
    return undefined;
  }
}
