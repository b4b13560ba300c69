import type { OperationContext } from '@ashlar/database';
import { foldersOf } from './dotfile-path.js';
import type { Dotfile, OwnerRef } from './dotfiles.types.js';

/** One file that a run finds, and what it stands before. */
export interface EffectiveFile<F extends Dotfile = Dotfile> {
  readonly file: F;
  /** At the same path, of wider owners; the nearest first. */
  readonly shadows: readonly F[];
}

/** A file that no run finds, because a narrower owner has a file where it needs a folder, or the other way round. */
export interface HiddenFile<F extends Dotfile = Dotfile> {
  readonly file: F;
  readonly by: F;
}

/**
 * Where runs that an owner's files reach have something mounted, at, above or below one of these paths: of a project its own, of
 * wider owners and users those of projects there. Paths are canonical and relative to the home folder.
 */
export type MountsAround = (
  ctx: OperationContext,
  owner: OwnerRef,
  paths: readonly string[],
) => Promise<readonly string[]>;

/** A file and a mount that meet. */
export interface MountClash {
  readonly path: string;
  readonly mount: string;
  /** `equal`; `hidden`: the file lies below the mount; `blocked`: the mount lies below the file. */
  readonly kind: 'equal' | 'hidden' | 'blocked';
}

export interface EffectiveConfig<F extends Dotfile = Dotfile> {
  /** From the widest to the narrowest owner. */
  readonly layers: readonly OwnerRef[];
  /** By path. */
  readonly files: readonly EffectiveFile<F>[];
  readonly hidden: readonly HiddenFile<F>[];
}

/**
 * What a run finds: the narrowest owner wins at each path.
 * @param layers from the widest to the narrowest; each with files that do not clash among themselves.
 */
export function compose<F extends Dotfile>(
  layers: readonly { readonly owner: OwnerRef; readonly files: readonly F[] }[],
): EffectiveConfig<F> {
  const winners = new Map<string, { readonly file: F; readonly shadows: F[] }>();
  const folders = new Map<string, F>();
  const hidden: HiddenFile<F>[] = [];
  for (const { files } of layers.toReversed()) {
    for (const file of files) {
      const winner = winners.get(file.path);
      const by =
        folders.get(file.path) ??
        foldersOf(file.path)
          .map((one) => winners.get(one)?.file)
          .find(Boolean);
      if (winner) winner.shadows.push(file);
      else if (by) hidden.push({ file, by });
      else {
        winners.set(file.path, { file, shadows: [] });
        for (const folder of foldersOf(file.path)) folders.set(folder, file);
      }
    }
  }
  return {
    layers: layers.map(({ owner }) => owner),
    files: [...winners.values()].toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1)),
    hidden,
  };
}

/** Where files and mounts meet. @param mounts canonical paths relative to the home folder. */
export function mountClashes(paths: readonly string[], mounts: readonly string[]): readonly MountClash[] {
  const mounted = new Set(mounts);
  const below = new Map<string, string[]>();
  for (const mount of mounted) {
    for (const folder of foldersOf(mount)) below.set(folder, [...(below.get(folder) ?? []), mount]);
  }
  return paths.flatMap((path): readonly MountClash[] => [
    ...(mounted.has(path) ? [{ path, mount: path, kind: 'equal' } as const] : []),
    ...(mounted.size === 0 ? [] : foldersOf(path))
      .filter((folder) => mounted.has(folder))
      .map((mount) => ({ path, mount, kind: 'hidden' }) as const),
    ...(below.get(path) ?? []).map((mount) => ({ path, mount, kind: 'blocked' }) as const),
  ]);
}
