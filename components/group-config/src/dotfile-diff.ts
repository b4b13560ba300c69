import { createTwoFilesPatch } from 'diff';
import { isUtf8 } from 'node:buffer';
import type { Dotfile, Revision } from './dotfiles.types.js';

/** What two owners have at one path, where it is not the same. */
export interface DotfileDifference {
  readonly path: string;
  /** `added`: only the second has it; `removed`: only the first; `changed`: content or mode differ. */
  readonly change: 'added' | 'removed' | 'changed';
  readonly before: Dotfile | undefined;
  readonly after: Dotfile | undefined;
}

/** By path. */
export function differences(
  before: readonly Dotfile[],
  after: readonly Dotfile[],
): readonly DotfileDifference[] {
  const [first, second] = [before, after].map((files) => new Map(files.map((file) => [file.path, file])));
  const paths = [...new Set([...before, ...after].map(({ path }) => path))].toSorted();
  return paths.flatMap((path): readonly DotfileDifference[] => {
    const [one, other] = [first?.get(path), second?.get(path)];
    if (!one || !other) return [{ path, change: one ? 'removed' : 'added', before: one, after: other }];
    if (one.sha256 === other.sha256 && one.mode === other.mode) return [];
    return [{ path, change: 'changed', before: one, after: other }];
  });
}

/** One version of a dotfile beside another. */
export interface RevisionDiff {
  readonly from: Revision;
  readonly to: Revision;
  /** Unified; undefined where one is no text, or they have too little in common. */
  readonly patch: string | undefined;
}

/** Lines that may be added and removed before it is too much for a patch. */
const mostEdits = 2_000;

export interface RevisionContent {
  readonly path: string;
  /** Undefined where it went. */
  readonly content: Buffer | undefined;
}

/** A unified diff, where both are text and not altogether different. What went is empty. */
export function patchOf(from: RevisionContent, to: RevisionContent): string | undefined {
  const [before, after] = [from, to].map(({ content }) => content ?? Buffer.alloc(0));
  if (!before || !after || [before, after].some((content) => !isUtf8(content) || content.includes(0))) {
    return undefined;
  }
  return createTwoFilesPatch(
    ...([from.path, to.path, before.toString(), after.toString()] as const),
    undefined,
    undefined,
    { context: 3, maxEditLength: mostEdits },
  );
}
