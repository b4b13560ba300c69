// What lint cannot see, because it belongs to no single file.
import { fileCycles } from './file-cycles.mjs';
import { graphFile, renderGraph } from './graph.mjs';
import { staleReferences } from './references.mjs';
import { secretsApi } from './secrets-api.mjs';
import { allUses, pathBetween, readBricks, refusedNames, scope } from './workspace.mjs';

/** @typedef {import('./workspace.mjs').Brick} Brick */
/** @typedef {import('./workspace.mjs').Files} Files */

/** @param {Files} files @returns {Promise<string[]>} one line per fault; none when all is well */
export async function checkWorkspace(files) {
  const bricks = readBricks(files);
  return [
    ...names(bricks),
    ...readmes(files, bricks),
    ...cycles(bricks),
    ...fileCycles(files, bricks),
    ...secretsApiBricks(bricks),
    ...staleReferences(files, bricks).map(
      ({ file }) => `${file}: its references are not what the brick uses (npm run check -- --fix)`,
    ),
    ...(await graph(files, bricks)),
  ];
}

/** @param {readonly Brick[]} bricks */
function names(bricks) {
  const seen = new Map();
  return bricks.flatMap(({ name, folder, packageName }) => {
    const faults = [];
    if (refusedNames.has(name))
      faults.push(`${folder}: "${name}" says nothing; name the brick after what it does`);
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) faults.push(`${folder}: the name is not kebab-case`);
    if (packageName !== scope + name) faults.push(`${folder}: the package must be called ${scope}${name}`);
    if (seen.has(name)) faults.push(`${folder}: ${seen.get(name)} has this name already`);
    seen.set(name, folder);
    return faults;
  });
}

/** @param {Files} files @param {readonly Brick[]} bricks */
function readmes(files, bricks) {
  return bricks.flatMap(({ folder, description }) => [
    ...(files.read(`${folder}/README.md`) === undefined ? [`${folder}: there is no README.md`] : []),
    ...(description === '' ? [`${folder}: package.json has no description`] : []),
  ]);
}

/** @param {readonly Brick[]} bricks */
function cycles(bricks) {
  /** @type {Set<string>} */
  const reported = new Set();
  return bricks.flatMap(({ name }) => {
    const path = reported.has(name) ? undefined : pathBetween(bricks, name, name);
    path?.forEach((member) => reported.add(member));
    return path ? [`cycle of bricks: ${path.join(' -> ')}`] : [];
  });
}

/** @param {readonly Brick[]} bricks */
function secretsApiBricks(bricks) {
  const { base } = secretsApi;
  if (!bricks.some(({ name }) => name === base)) return [];
  const used = allUses(bricks, base);
  return [
    ...used
      .filter((name) => !secretsApi.bricks.includes(name))
      .map((name) => `${base}: "${name}" would come into the process that holds the keys`),
    ...secretsApi.bricks
      .filter((name) => !used.includes(name))
      .map((name) => `${base}: "${name}" is no longer used; take it off the list in tools/polylith`),
  ];
}

/** @param {Files} files @param {readonly Brick[]} bricks */
async function graph(files, bricks) {
  return files.read(graphFile) === (await renderGraph(bricks))
    ? []
    : [`${graphFile}: out of date (npm run graph)`];
}
