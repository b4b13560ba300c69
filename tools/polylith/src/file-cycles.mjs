// Files of a brick that import each other in a circle: none of them can be read, tested or moved without the others.
import { posix } from 'node:path';

/** @typedef {import('./workspace.mjs').Brick} Brick */
/** @typedef {import('./workspace.mjs').Files} Files */

/** Of types too: what a type is made of belongs to it. */
const imports = /^(?:import|export)\b[^;'"]*?['"](\.{1,2}\/[^'"]+)['"]/gm;

/** @param {Files} files @param {readonly Brick[]} bricks @returns {string[]} one line per circle */
export function fileCycles(files, bricks) {
  return bricks.flatMap(({ folder }) => {
    const root = `${folder}/src`;
    const uses = importsIn(files, root);
    /** @type {Set<string>} */
    const reported = new Set();
    return [...uses.keys()].flatMap((file) => {
      const circle = reported.has(file) ? undefined : circleFrom(uses, file);
      circle?.forEach((member) => reported.add(member));
      const names = circle?.map((member) => posix.relative(root, member));
      return names ? [`${root}: files import each other: ${names.join(' -> ')}`] : [];
    });
  });
}

/** @param {Files} files @param {string} root */
function importsIn(files, root) {
  /** @type {Map<string, string[]>} */
  const uses = new Map();
  const open = [root];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const name = posix.basename(path);
    if (!name.includes('.')) open.push(...files.list(path).map((entry) => `${path}/${entry}`));
    else if (/\.m?[jt]s$/.test(name)) uses.set(path, importsOf(path, files.read(path) ?? ''));
  }
  return new Map([...uses].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} path @param {string} text */
function importsOf(path, text) {
  return [...text.matchAll(imports)].map(([, target = '']) =>
    posix.join(posix.dirname(path), target).replace(/\.js$/, '.ts'),
  );
}

/** The shortest way from a file back to itself. @param {Map<string, string[]>} uses @param {string} file */
function circleFrom(uses, file) {
  /** @type {string[][]} */
  const open = [[file]];
  const seen = new Set();
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    for (const next of uses.get(path.at(-1) ?? '') ?? []) {
      if (next === file) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      open.push([...path, next]);
    }
  }
  return undefined;
}
