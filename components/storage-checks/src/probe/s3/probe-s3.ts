import type { S3Config } from '@ashlar/storage';
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { Detected, ProbeReport } from '../../checks.types.js';
import type { CheckCode } from '../codes.js';
import { type Fault, isFault, type Line } from '../line.js';
import { contact } from '../contact.js';
import { nothingFound, type Sheet } from '../sheet.js';
import { readListing } from './answers.js';
import { assumeRole } from './assume-role.js';
import {
  bucketUrl,
  createS3Client,
  customerKeyHeaders,
  type FoundAddressing,
  type Place,
  type S3Answer,
  type S3Client,
} from './client.js';
import { isDenied, isMisaddressed, signInFault, storeFault } from './verdicts.js';

/** What the names of objects of tests begin with; none is left when a test gets as far as removing it. */
export const objectPrefix = '.ashlar-check-';

/** What services sign for that never heard of regions. */
const usualRegion = 'us-east-1';
/** From here on, stores begin to refuse signatures soon. */
const noticeableSkewSeconds = 300;
/** From here on, they refuse them all. */
const refusedSkewSeconds = 900;

interface S3ProbeDeps {
  readonly line: Line;
  readonly sheet: Sheet;
  readonly config: S3Config;
  readonly credentials: Readonly<Record<string, string>>;
  readonly now: () => Date;
}

/** Tries a bucket as the intended use would use it. */
export async function probeS3({ line, sheet, config, credentials, now }: S3ProbeDeps): Promise<ProbeReport> {
  const { endpoint, auth } = config;
  // The token is for who mounts the storage: nobody here has one.
  if (auth === 'web-identity') {
    await contact({ line, sheet, url: endpoint, tlsVerify: config.tlsVerify, now });
    sheet.note('auth', 'skip', 'SIGN_IN_NOT_TESTED');
    return sheet.report({ ...nothingFound, endpoint }, 'SIGN_IN_NOT_TESTED');
  }
  if (
    (auth === 'keys' || auth === 'role') &&
    !(credentials['access_key_id'] && credentials['secret_access_key'])
  ) {
    await contact({ line, sheet, url: endpoint, tlsVerify: config.tlsVerify, now });
    sheet.fail('auth', 'CREDENTIALS_MISSING');
    return sheet.report({ ...nothingFound, endpoint });
  }
  const first = config.addressing === 'virtual' ? bucketUrl(config, 'virtual').origin : endpoint;
  const met = await contact({ line, sheet, url: first, tlsVerify: config.tlsVerify, now });
  if (!met) return sheet.report({ ...nothingFound, endpoint: first });

  const own = auth === 'role' ? await assumeRole({ line, config, credentials, now }) : credentials;
  if (isFault(own)) {
    sheet.fail('auth', own.fault);
    return sheet.report({ ...nothingFound, endpoint: first, clockSkewSeconds: met.clockSkewSeconds });
  }
  const client = createS3Client({ line, config, credentials: own, now });
  const found = await findPlace(client, config);
  const skew = met.clockSkewSeconds;
  const about = {
    ...nothingFound,
    endpoint: bucketUrl(config, found.place.addressing).origin,
    addressing: detected(config.addressing, found.place.addressing),
    region: detected(config.region, found.region ?? found.place.region),
    clockSkewSeconds: skew,
  };
  const settled = noteEntry(sheet, config, found, skew);
  if (!settled) return sheet.report(about);
  await noteBucket(sheet, client, found.place, config);
  if (sheet.isWell('bucket')) await tryObjects({ ...{ line, sheet, client, config, credentials }, found });
  return sheet.report(about);
}

function detected(set: string | undefined, used: string): Detected {
  return { used, suggested: set === used || set === 'auto' ? undefined : used };
}

export interface Found {
  readonly place: Place;
  readonly listed: S3Answer;
  /** Where the bucket is, when that is not where it was looked for. */
  readonly region: string | undefined;
}

/** How the bucket is called with success, or else as it is set. */
export async function findPlace(client: S3Client, config: S3Config): Promise<Found> {
  const region = config.region ?? usualRegion;
  const orders = addressingsOf(config);
  let best: Found | undefined;
  for (const addressing of orders) {
    const tried = await inRegion(client, { addressing, region }, config.region === undefined);
    best ??= tried;
    if (!isMisaddressed(tried.listed)) {
      // Better than an answer that looked lost, unless that one was lost for another reason.
      if (tried.listed.kind !== 'broken') best = tried;
      break;
    }
  }
  // There is always one to try.
  return best as Found;
}

function addressingsOf({ endpoint, bucket, addressing }: S3Config): readonly FoundAddressing[] {
  const { hostname, protocol } = new URL(endpoint);
  const noNames = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (addressing === 'path') return noNames ? ['path'] : ['path', 'virtual'];
  if (addressing === 'virtual') return ['virtual', 'path'];
  if (noNames) return ['path'];
  // A certificate for *.host does not cover a bucket with dots.
  const dotted = protocol === 'https:' && bucket.includes('.');
  return hostname.endsWith('.amazonaws.com') && !dotted ? ['virtual', 'path'] : ['path', 'virtual'];
}

/** Signed for the region, and again for the one that the store names, where none is set. */
async function inRegion(client: S3Client, place: Place, mayMove: boolean): Promise<Found> {
  const listed = await client.list(place, 1);
  const named = listed.kind === 'refused' ? listed.region : undefined;
  const region = named === place.region ? undefined : named;
  // The name of a region is no reason to say that it is wrong, where something else was.
  const isElsewhere = region !== undefined && listed.kind === 'refused' && !signInFault(listed);
  if (!isElsewhere) return { place, listed, region: undefined };
  if (!mayMove) return { place, listed, region };
  const moved = { ...place, region };
  return { place: moved, listed: await client.list(moved, 1), region };
}

/** Who signs in, and whether the bucket answers. @returns false when nothing else can be tried. */
function noteEntry(sheet: Sheet, config: S3Config, found: Found, skew: number | undefined): boolean {
  const { listed, place, region } = found;
  const skewed = Math.abs(skew ?? 0);
  if (listed.kind === 'broken') {
    noteFault(sheet, listed.fault);
    return false;
  }
  const passed = (): void => {
    if (config.auth === 'anonymous') sheet.note('auth', 'skip', 'ANONYMOUS');
    else if (skewed >= noticeableSkewSeconds) sheet.note('auth', 'warn', 'CLOCK_SKEW');
    else if (config.region === undefined && region !== undefined)
      sheet.note('auth', 'warn', 'REGION_DETECTED');
    else sheet.pass('auth');
  };
  const wrongAddressing = config.addressing !== 'auto' && config.addressing !== place.addressing;
  if (listed.kind === 'done' || isDenied(listed)) {
    passed();
    if (wrongAddressing) {
      sheet.fail('bucket', 'WRONG_ADDRESSING');
      return false;
    }
    if (listed.kind === 'done') {
      sheet.pass('list');
      return true;
    }
    sheet.fail('list', 'LIST_DENIED');
    return true;
  }
  const fault = signInFault(listed);
  if (fault) {
    sheet.fail('auth', skewed >= refusedSkewSeconds ? 'CLOCK_SKEW' : fault);
    return false;
  }
  if (region !== undefined && region !== place.region) {
    sheet.fail('auth', 'WRONG_REGION');
    return false;
  }
  const code = storeFault(listed);
  if (code === 'BUCKET_MISSING') {
    passed();
    sheet.fail('bucket', code);
  } else sheet.fail('auth', code);
  return false;
}

/** A fault belongs to the step that it shows, whatever was being tried. */
function noteFault(sheet: Sheet, { fault, at }: Fault): void {
  sheet.fail(at === 'connection' ? 'auth' : at, fault);
}

/** Asked of the bucket itself, since listing below a prefix says nothing of the rest. */
async function noteBucket(sheet: Sheet, client: S3Client, place: Place, config: S3Config): Promise<void> {
  const isListed = sheet.codeOf('list') === 'OK';
  if (isListed && config.prefix === undefined) {
    sheet.pass('bucket');
    return;
  }
  const head = await client.call(place, { method: 'HEAD', maxResponseBytes: 'discard' });
  if (head.kind === 'done') sheet.pass('bucket');
  else if (head.kind === 'broken') sheet.fail('bucket', head.fault.fault);
  else if (isListed) sheet.note('bucket', 'warn', 'PREFIX_ONLY');
  else if (head.status === 404) sheet.fail('bucket', 'BUCKET_MISSING');
  else if (head.status === 403 || head.status === 401) sheet.note('bucket', 'warn', 'BUCKET_UNCONFIRMED');
  else sheet.fail('bucket', storeFault(head));
}

interface ObjectDeps extends Omit<S3ProbeDeps, 'now'> {
  readonly client: S3Client;
  readonly found: Found;
}

async function tryObjects(deps: ObjectDeps): Promise<void> {
  if (deps.sheet.wants('write')) await tryOwnObject(deps);
  else if (deps.sheet.wants('read')) await tryAnyObject(deps);
}

/** Reads one byte of what is there. */
async function tryAnyObject({ sheet, client, found, credentials }: ObjectDeps): Promise<void> {
  const { listed, place } = found;
  const listing = listed.kind === 'done' ? readListing(listed.answer.body) : undefined;
  // Folders that consoles make are objects of no bytes.
  const object = listing?.objects[0];
  if (!object) {
    sheet.note('read', 'skip', 'NOTHING_TO_READ');
    return;
  }
  const read = await client.call(place, {
    method: 'GET',
    key: object.key,
    headers: {
      ...(object.bytes > 0n && { range: 'bytes=0-0' }),
      ...customerKeyHeaders(credentials['sse_customer_key']),
    },
    maxResponseBytes: 'discard',
  });
  noteObject(sheet, 'read', read, 'READ_DENIED');
}

/** Writes an object, reads it and removes it, also when its fate is unknown. */
async function tryOwnObject({ line, sheet, client, found, config, credentials }: ObjectDeps): Promise<void> {
  const { place } = found;
  const name = `${objectPrefix}${randomBytes(12).toString('hex')}`;
  const key = config.prefix === undefined ? name : `${config.prefix}/${name}`;
  const body = Buffer.from(`${randomBytes(24).toString('hex')}\n`);
  const ofKey = customerKeyHeaders(credentials['sse_customer_key']);
  const written = await client.call(place, {
    method: 'PUT',
    key,
    body,
    headers: {
      ...{ 'content-type': 'text/plain', ...ofKey },
      ...(config.serverSideEncryption && { 'x-amz-server-side-encryption': config.serverSideEncryption }),
      ...(config.sseKmsKeyId !== undefined && {
        'x-amz-server-side-encryption-aws-kms-key-id': config.sseKmsKeyId,
      }),
      ...(config.storageClass !== undefined && { 'x-amz-storage-class': config.storageClass }),
    },
  });
  noteObject(sheet, 'write', written, 'WRITE_DENIED');
  if (written.kind === 'refused') return;
  if (written.kind === 'done') {
    if (sheet.codeOf('bucket') === 'BUCKET_UNCONFIRMED') sheet.note('bucket', 'warn', 'PREFIX_ONLY');
    const read = await client.call(place, { method: 'GET', key, headers: ofKey, maxResponseBytes: 4_096 });
    const differs = read.kind === 'done' && !read.answer.body.equals(body);
    if (differs) sheet.fail('read', 'READ_DIFFERS');
    else noteObject(sheet, 'read', read, 'READ_DENIED');
  }
  line.cleanUp();
  const version = written.kind === 'done' ? written.answer.headers['x-amz-version-id'] : undefined;
  await remove(sheet, client, place, key, version === 'null' ? undefined : version);
}

async function remove(
  sheet: Sheet,
  client: S3Client,
  place: Place,
  key: string,
  versionId: string | undefined,
): Promise<void> {
  const removal = { method: 'DELETE', key } as const;
  if (versionId !== undefined) {
    const gone = await client.call(place, { ...removal, query: { versionId } });
    if (gone.kind === 'done') return sheet.pass('delete');
  }
  const gone = await client.call(place, removal);
  noteObject(sheet, 'delete', gone, 'DELETE_DENIED');
  if (gone.kind === 'done' && versionId !== undefined) sheet.note('delete', 'warn', 'VERSIONS_REMAIN');
}

function noteObject(
  sheet: Sheet,
  name: 'write' | 'read' | 'delete',
  answer: S3Answer,
  denied: CheckCode,
): void {
  if (answer.kind === 'done') sheet.pass(name);
  else if (answer.kind === 'broken') sheet.fail(name, answer.fault.fault);
  else sheet.fail(name, isDenied(answer) ? denied : storeFault(answer));
}
