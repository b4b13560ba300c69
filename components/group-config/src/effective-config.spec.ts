import fc from 'fast-check';
import { foldersOf } from './dotfile-path.js';
import type { Dotfile, OwnerType } from './dotfiles.types.js';
import { compose, mountClashes } from './effective-config.js';

const owners: readonly OwnerType[] = ['domain', 'group', 'group', 'project', 'user'];

function dotfile(path: string, layer: number): Dotfile {
  const owner = { type: owners[layer] ?? 'user', id: `owner ${layer}` };
  const at = new Date(0);
  return {
    ...{ id: `${layer}:${path}`, owner, path, mode: 0o644, sha256: '', size: 0, version: 1 },
    ...{ createdBy: undefined, updatedBy: undefined, createdAt: at, updatedAt: at },
  };
}

/** Paths of one owner: none is a folder of another, as the repository sees to. */
const pathsOfOne = fc
  .uniqueArray(
    fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((names) => names.join('/')),
    { maxLength: 6 },
  )
  .map((paths) => paths.filter((path) => !paths.some((other) => foldersOf(other).includes(path))));

const layersOf = (all: readonly (readonly string[])[]) =>
  all.map((paths, layer) => ({
    owner: { type: owners[layer] ?? ('user' as const), id: `owner ${layer}` },
    files: paths.map((path) => dotfile(path, layer)),
  }));

describe('the effective config', () => {
  it('has what writing all layers one after the other leaves, and accounts for every file', () => {
    fc.assert(
      fc.property(fc.array(pathsOfOne, { minLength: 1, maxLength: 5 }), (all) => {
        const { files, hidden } = compose(layersOf(all));
        // A file written later replaces files and folders in its way.
        const disk = new Map<string, string>();
        all.forEach((paths, layer) => {
          for (const path of paths) {
            for (const there of [...disk.keys()]) {
              if (foldersOf(there).includes(path) || foldersOf(path).includes(there)) disk.delete(there);
            }
            disk.set(path, `${layer}:${path}`);
          }
        });
        for (const { file } of files)
          expect(foldersOf(file.path).some((folder) => disk.has(folder))).toBe(false);
        for (const [path, id] of disk) expect(files.find(({ file }) => file.path === path)?.file.id).toBe(id);
        const accounted = [
          ...files.flatMap(({ file, shadows }) => [file, ...shadows]),
          ...hidden.map(({ file }) => file),
        ];
        expect(accounted.map(({ id }) => id).toSorted()).toEqual(
          all.flatMap((paths, layer) => paths.map((path) => `${layer}:${path}`)).toSorted(),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('says what stands before what, the nearest first', () => {
    const { files, layers } = compose(layersOf([['.bashrc'], ['.bashrc', '.vimrc'], [], ['.bashrc']]));
    expect(layers.map(({ type }) => type)).toEqual(['domain', 'group', 'group', 'project']);
    expect(files.map(({ file, shadows }) => [file.id, shadows.map(({ id }) => id)])).toEqual([
      ['3:.bashrc', ['1:.bashrc', '0:.bashrc']],
      ['1:.vimrc', []],
    ]);
  });

  it('finds what mounts and files do to each other', () => {
    expect(mountClashes(['data', 'data/x', 'a', 'ab'], ['data', 'a/b/c'])).toEqual([
      { path: 'data', mount: 'data', kind: 'equal' },
      { path: 'data/x', mount: 'data', kind: 'hidden' },
      { path: 'a', mount: 'a/b/c', kind: 'blocked' },
    ]);
  });

  it('finds neither more nor less than comparing each with each', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 4 });
    const paths = fc.uniqueArray(path.map((names) => names.join('/')));
    fc.assert(
      fc.property(paths, paths, (files, mounts) => {
        const met = files.flatMap((file) =>
          mounts.flatMap((mount) =>
            `${file}/`.startsWith(`${mount}/`) || `${mount}/`.startsWith(`${file}/`) ? [[file, mount]] : [],
          ),
        );
        const found = mountClashes(files, mounts).map((clash) => [clash.path, clash.mount]);
        expect(found.toSorted()).toEqual(met.toSorted());
      }),
    );
  });
});
