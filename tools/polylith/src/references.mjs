// TypeScript's project references, derived from what each brick uses. One source of truth, two places.
import { posix } from 'node:path';

/** @typedef {import('./workspace.mjs').Brick} Brick */
/** @typedef {import('./workspace.mjs').Files} Files */

/**
 * What the "references" of every tsconfig should be.
 * @param {Files} files
 * @param {readonly Brick[]} bricks
 * @returns {Map<string, string[]>} by file
 */
export function expectedReferences(files, bricks) {
  const byName = new Map(bricks.map((brick) => [brick.name, brick]));
  /** @param {Brick} from @param {readonly string[]} names */
  const libraries = (from, names) =>
    names.flatMap((name) => {
      const folder = byName.get(name)?.folder;
      return folder === undefined ? [] : [`${posix.relative(from.folder, folder)}/tsconfig.lib.json`];
    });
  /** @type {Map<string, string[]>} */
  const expected = new Map();
  for (const brick of bricks) {
    expected.set(`${brick.folder}/tsconfig.lib.json`, libraries(brick, brick.uses));
    expected.set(`${brick.folder}/tsconfig.spec.json`, [
      './tsconfig.lib.json',
      ...libraries(brick, usedBySpecs(files, brick)),
    ]);
  }
  expected.set(
    'tsconfig.json',
    bricks.map(({ folder }) => `./${folder}/tsconfig.lib.json`),
  );
  return expected;
}

/** @param {Files} files @param {Brick} brick @returns {string[]} bricks that only its specs use, sorted */
function usedBySpecs(files, brick) {
  const specs = [
    ...walk(files, `${brick.folder}/src`).filter((path) => /\.(spec|fixture)\.ts$/.test(path)),
    ...walk(files, `${brick.folder}/test`).filter((path) => path.endsWith('.ts')),
  ];
  const imported = /(?:^(?:import|export|\})[^'"\n]*|await import\()['"]@ashlar\/([a-z0-9-]+)/gm;
  const used = specs.flatMap((path) =>
    [...(files.read(path) ?? '').matchAll(imported)].map(([, name]) => name ?? ''),
  );
  return [...new Set(used)].filter((name) => name !== brick.name && !brick.uses.includes(name)).sort();
}

/** @param {Files} files @param {string} folder @returns {string[]} */
function walk(files, folder) {
  return files
    .list(folder)
    .flatMap((name) => (name.includes('.') ? [`${folder}/${name}`] : walk(files, `${folder}/${name}`)));
}

/**
 * @param {Files} files
 * @param {readonly Brick[]} bricks
 * @returns {{ file: string, expected: string[] }[]} those whose references differ
 */
export function staleReferences(files, bricks) {
  return [...expectedReferences(files, bricks)].flatMap(([file, expected]) => {
    const text = files.read(file);
    if (text === undefined) return file === 'tsconfig.json' ? [{ file, expected }] : [];
    /** @type {{ path: string }[]} */
    const references = JSON.parse(text).references ?? [];
    const same =
      references
        .map(({ path }) => path)
        .sort()
        .join() === [...expected].sort().join();
    return same ? [] : [{ file, expected }];
  });
}

/** @param {string | undefined} text @param {readonly string[]} references @returns {string} not yet formatted */
export function withReferences(text, references) {
  const config = text === undefined ? { files: [] } : JSON.parse(text);
  return JSON.stringify({ ...config, references: references.map((path) => ({ path })) }, null, 2);
}
