import type { ExpectedVersion } from '@ashlar/database';
import { PreconditionFailed, PreconditionRequired } from '@ashlar/errors';
import { createHash } from 'node:crypto';
import type { Route } from './route.js';

export type { ExpectedVersion } from '@ashlar/database';

/** The conditions of a request, as its headers carry them. */
export interface Preconditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/**
 * The strong ETag of a resource's version: `"3"`, or `"3.pass-1"` where the platform notes something beside it (`stamp`:
 * letters, digits, `_` and `-`). If-None-Match compares the whole of it, and If-Match the version alone, so that what the
 * platform notes never refuses a change of somebody who has not seen it.
 */
export function versionTag(version: number, stamp?: string): string {
  return stamp === undefined ? `"${version}"` : `"${version}.${stamp}"`;
}

/** The strong ETag of what has no version of its own, such as a list: a digest of the bytes. */
export function contentTag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** How If-Match counts for a route. */
export function concurrencyOf({ method, concurrency }: Route): 'required' | 'optional' | 'none' {
  return concurrency ?? (method === 'put' || method === 'patch' || method === 'delete' ? 'required' : 'none');
}

/** Whether the caller demands that nothing is there yet. */
export function mustNotExist({ creates }: Route, { ifNoneMatch }: Preconditions): boolean {
  return creates === true && ifNoneMatch?.trim() === '*';
}

const largestVersion = 2_147_483_647;

/**
 * The versions that the caller accepts. The UPDATE itself compares them, so nothing can slip in between.
 * @throws {PreconditionRequired} when the route demands If-Match and there is none.
 * @throws {PreconditionFailed} when If-Match names nothing that could be a version.
 */
export function expectedVersion(route: Route, conditions: Preconditions): ExpectedVersion {
  const concurrency = concurrencyOf(route);
  const { ifMatch } = conditions;
  if (concurrency === 'none') return 'any';
  if (ifMatch === undefined) {
    if (concurrency === 'optional' || mustNotExist(route, conditions)) return 'any';
    throw new PreconditionRequired('Send If-Match with the ETag of the version you change');
  }
  if (ifMatch.trim() === '*') return 'any';
  // Weak tags and tags of anything else never match a version (RFC 9110, strong comparison).
  const versions = entityTags(ifMatch)
    .flatMap((tag) => /^"([1-9]\d{0,9})(?:\.[\w-]{1,64})?"$/.exec(tag)?.[1] ?? [])
    .map(Number)
    .filter((version) => version <= largestVersion);
  if (versions.length === 0) throw new PreconditionFailed('If-Match names no version of this');
  return versions;
}

/** Whether a GET can be answered with 304. */
export function isUnchanged(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return entityTags(ifNoneMatch).some((candidate) => candidate.replace(/^W\//, '') === tag);
}

function entityTags(header: string): readonly string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}
