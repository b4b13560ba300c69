import { PreconditionFailed, PreconditionRequired } from '@ashlar/errors';
import type { ExpectedVersion } from '@ashlar/database';
import { createHash } from 'node:crypto';
import type { Route } from './route.js';

export type { ExpectedVersion } from '@ashlar/database';

/** The strong ETag of a resource's version. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/** The strong ETag of what has no version of its own, such as a list: a digest of the bytes. */
export function contentTag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** How If-Match counts for a route. */
export function concurrencyOf({ method, concurrency }: Route): 'required' | 'optional' | 'none' {
  return concurrency ?? (method === 'put' || method === 'patch' || method === 'delete' ? 'required' : 'none');
}

/**
 * The versions that the caller accepts. The UPDATE itself compares them, so nothing can slip in between.
 * @throws {PreconditionRequired} when the route demands If-Match and there is none.
 */
export function expectedVersion(
  route: Route,
  ifMatch: string | undefined,
  mustNotExist: boolean,
): ExpectedVersion {
  const concurrency = concurrencyOf(route);
  if (concurrency === 'none' || (ifMatch === undefined && (concurrency === 'optional' || mustNotExist)))
    return 'any';
  if (ifMatch === undefined)
    throw new PreconditionRequired('Send If-Match with the ETag of the version you change');
  if (ifMatch.trim() === '*') return 'any';
  const versions = entityTags(ifMatch)
    .flatMap((tag) => /^"(\d{1,9})"$/.exec(tag)?.[1] ?? [])
    .map(Number);
  // Weak tags and tags of anything else never match a version (RFC 9110, strong comparison).
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
