import { ValidationFailed } from '@ashlar/errors';
import { isUtf8 } from 'node:buffer';
import type { DotfileDifference } from '../dotfile-diff.js';
import type { MountClash } from '../effective-config.js';
import type { Dotfile, DotfileContent, DotfileUsage, Revision } from '../dotfiles.types.js';
import type { RevisionResponse } from './dotfile-revisions.dto.js';
import type {
  ChangedDotfileResponse,
  DotfileContentResponse,
  DotfileDifferenceResponse,
  DotfileResponse,
  DotfileUsageResponse,
} from './dotfiles.dto.js';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** @throws {ValidationFailed} for what is no base64 and says it is. */
export function toBytes(content: string, encoding: 'utf-8' | 'base64'): Buffer {
  if (encoding === 'utf-8') return Buffer.from(content);
  if (base64.test(content)) return Buffer.from(content, 'base64');
  throw new ValidationFailed('The content is no base64', {
    details: {
      errors: [
        { pointer: '#/body/content', field: 'content', rule: 'base64', message: 'content must be base64' },
      ],
    },
  });
}

export function toMode(mode: string): number {
  return Number.parseInt(mode, 8);
}

export function presentDotfile(file: Dotfile): DotfileResponse {
  return {
    id: file.id,
    owner: { ...file.owner },
    path: file.path,
    mode: presentMode(file.mode),
    sha256: file.sha256,
    size: file.size,
    version: file.version,
    created_by: file.createdBy ?? null,
    updated_by: file.updatedBy ?? null,
    created_at: file.createdAt.toISOString(),
    updated_at: file.updatedAt.toISOString(),
  };
}

/** @param clashes of this file and of others. */
export function presentChanged(file: Dotfile, clashes: readonly MountClash[]): ChangedDotfileResponse {
  const own = clashes.filter(({ path }) => path === file.path);
  return { ...presentDotfile(file), mount_clashes: own.slice(0, 1_000).map((clash) => ({ ...clash })) };
}

export function presentContent(
  file: DotfileContent,
  usage: DotfileUsage,
  clashes: readonly MountClash[],
): DotfileContentResponse {
  const encoding = isUtf8(file.content) && !file.content.includes(0) ? 'utf-8' : 'base64';
  return {
    ...presentDotfile(file),
    content: file.content.toString(encoding),
    encoding,
    usage: presentUsage(usage),
    mount_clashes: clashes.map((clash) => ({ ...clash })),
  };
}

export function presentDifference({
  path,
  change,
  before,
  after,
}: DotfileDifference): DotfileDifferenceResponse {
  return {
    ...{ path, change },
    before: before ? presentDotfile(before) : null,
    after: after ? presentDotfile(after) : null,
  };
}

export function presentUsage({ files, bytes, limits }: DotfileUsage): DotfileUsageResponse {
  return {
    files,
    files_limit: limits.files,
    bytes,
    bytes_limit: limits.bytes,
    bytes_per_file_limit: limits.bytesPerFile,
    path_length_limit: limits.pathLength,
  };
}

/** The same for a list, whose body is its items: a dictionary of structured fields (RFC 9651). */
export function usageHeader({ files, bytes, limits }: DotfileUsage): Readonly<Record<string, string>> {
  const parts = [
    `files=${files};limit=${limits.files}`,
    `bytes=${bytes};limit=${limits.bytes}`,
    `bytes-per-file;limit=${limits.bytesPerFile}`,
    `path-length;limit=${limits.pathLength}`,
  ];
  return { 'X-Usage': parts.join(', ') };
}

export function presentRevision(revision: Revision): RevisionResponse {
  return {
    version: revision.version,
    change: revision.change,
    path: revision.path,
    mode: presentMode(revision.mode),
    sha256: revision.sha256 ?? null,
    previous_sha256: revision.previousSha256 ?? null,
    size: revision.size ?? null,
    actor: { kind: revision.actor.kind, id: revision.actor.id ?? null },
    reason: revision.reason ?? null,
    created_at: revision.createdAt.toISOString(),
  };
}

function presentMode(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}
