import type { Egress } from '@ashlar/egress';
import {
  type ListContents,
  type S3Config,
  type StorageDescription,
  UsageListingError,
} from '@ashlar/storage';
import type { CheckCode } from '../probe/codes.js';
import { createLine, isFault, usualProbeLimits } from '../probe/line.js';
import { readListing } from '../probe/s3/answers.js';
import { assumeRole } from '../probe/s3/assume-role.js';
import { createS3Client, type Place, type S3Answer } from '../probe/s3/client.js';
import { findPlace } from '../probe/s3/probe-s3.js';
import { isDenied, storeFault } from '../probe/s3/verdicts.js';
import { type FetchValues, ValuesUnavailable } from './values.js';

export interface UsageListerDeps {
  readonly egress: Pick<Egress, 'request'>;
  readonly values: FetchValues;
  readonly now?: () => Date;
}

/** How a storage is listed: kept for a while, since a page of it comes after the other. */
interface Known {
  readonly values: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly until: number;
}

const keptMs = 60_000;
const keptAtMost = 64;
const pageSize = 1_000;
const pageBytes = 4_194_304;

/** Lists S3, a page of 1,000 objects a call; of other stores the code says that they are not listed. */
export function createUsageLister({ egress, values, now = () => new Date() }: UsageListerDeps): ListContents {
  const known = new Map<string, Known>();

  const clientFor = (
    config: S3Config,
    credentials: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => {
    const limits = { ...usualProbeLimits, callMs: 10_000, answerBytes: pageBytes, cleanUpMs: 0 };
    return createS3Client({ line: createLine({ egress, limits, signal }), config, credentials, now });
  };

  const signInWith = async (
    config: S3Config,
    credentials: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>> => {
    if (config.auth !== 'role') return credentials;
    const line = createLine({ egress, limits: { ...usualProbeLimits, cleanUpMs: 0 }, signal });
    const assumed = await assumeRole({ line, config, credentials, now });
    if (isFault(assumed)) throw failure(assumed.fault);
    return assumed;
  };

  const valuesOf = async ({ id, config, credentials: refs }: StorageDescription) => {
    try {
      return await values({ purpose: 'storage-usage', config, about: 'storage', id, refs });
    } catch (error) {
      if (error instanceof ValuesUnavailable) throw failure('CREDENTIALS_UNAVAILABLE', error);
      throw error;
    }
  };

  const open = async (
    key: string,
    storage: StorageDescription,
    config: S3Config,
    signal: AbortSignal,
  ): Promise<Known> => {
    const before = known.get(key);
    if (before && before.until > performance.now()) return before;
    const stored = await valuesOf(storage);
    const credentials = await signInWith(config, stored, signal);
    const { place } = await findPlace(clientFor(config, credentials, signal), config);
    const found = { values: credentials, place, until: performance.now() + keptMs };
    known.delete(key);
    for (const old of known.keys()) {
      if (known.size < keptAtMost) break;
      known.delete(old);
    }
    known.set(key, found);
    return found;
  };

  return async (ctx, storage, cursor) => {
    const { config } = storage;
    if (config.type !== 's3') throw new UsageListingError('USAGE_NOT_LISTED');
    if (config.auth === 'web-identity') throw failure('SIGN_IN_NOT_TESTED');
    // What was had for one version of the storage is no good for another.
    const key = `${storage.id} ${storage.version}`;
    const { values: credentials, place } = await open(key, storage, config, ctx.signal);
    const answer = await clientFor(config, credentials, ctx.signal).list(place, pageSize, cursor);
    const listing = answer.kind === 'done' ? readListing(answer.answer.body) : undefined;
    if (!listing) {
      known.delete(key);
      throw failure(codeOf(answer));
    }
    if (listing.next === undefined) known.delete(key);
    return {
      objects: BigInt(listing.objects.length),
      bytes: listing.objects.reduce((sum, { bytes }) => sum + bytes, 0n),
      next: listing.next,
    };
  };
}

function failure(code: CheckCode, cause?: unknown): UsageListingError {
  return new UsageListingError(code, { cause });
}

function codeOf(answer: S3Answer): CheckCode {
  if (answer.kind === 'broken') return answer.fault.fault;
  if (answer.kind === 'done') return 'UNINTELLIGIBLE';
  return isDenied(answer) ? 'LIST_DENIED' : storeFault(answer);
}
