// The workspace as Polylith sees it: which bricks there are and which of them each one uses.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {'component' | 'base' | 'project' | 'tool'} BrickType */

/**
 * @typedef {object} Brick
 * @property {string} name folder name, without the scope
 * @property {BrickType} type
 * @property {string} folder from the workspace root, with forward slashes
 * @property {string} packageName
 * @property {string} description
 * @property {string[]} doors the sub-paths that other bricks may import: ".", "./http"
 * @property {string[]} uses names of the bricks in "dependencies", sorted
 */

/**
 * What is needed to read a workspace: the disk, or the tree of a generator.
 * @typedef {object} Files
 * @property {(path: string) => string[]} list names in a folder; empty when there is none
 * @property {(path: string) => string | undefined} read
 */

export const scope = '@ashlar/';
export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** @type {Readonly<Record<string, BrickType>>} */
export const folders = { components: 'component', bases: 'base', projects: 'project', tools: 'tool' };

/** Bricks that know no domain. `schema` holds domain tables, but only as SQL. */
export const foundation = new Set([
  'errors',
  'config',
  'logging',
  'telemetry',
  'database',
  'message-queue',
  'http',
  'egress',
  'events',
  'webhooks',
  'audit',
  'mail',
  'vault',
  'schema',
  'service',
]);

/** Names under which everything ends up, and from which nothing can be taken apart again. */
export const refusedNames = new Set(['common', 'shared', 'utils', 'util', 'base', 'core']);

/** @param {string} [root] @returns {Files} */
export function diskFiles(root = workspaceRoot) {
  return {
    list: (path) => (existsSync(join(root, path)) ? readdirSync(join(root, path)) : []),
    read: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined),
  };
}

/** @param {Files} files @returns {Brick[]} in the order of the folders, then by name */
export function readBricks(files) {
  return Object.entries(folders).flatMap(([folder, type]) =>
    [...files.list(folder)].sort().flatMap((name) => readBrick(files, `${folder}/${name}`, name, type)),
  );
}

/** @param {Files} files @param {string} folder @param {string} name @param {BrickType} type @returns {Brick[]} */
function readBrick(files, folder, name, type) {
  const text = files.read(`${folder}/package.json`);
  if (text === undefined) return [];
  const manifest = JSON.parse(text);
  return [
    {
      name,
      type,
      folder,
      packageName: manifest.name ?? '',
      description: manifest.description ?? '',
      doors: Object.keys(manifest.exports ?? {}).filter((door) => !door.endsWith('.json')),
      uses: Object.keys(manifest.dependencies ?? {})
        .filter((dependency) => dependency.startsWith(scope))
        .map((dependency) => dependency.slice(scope.length))
        .sort(),
    },
  ];
}

/** @param {Pick<Brick, 'name' | 'type'>} brick */
export function isTestBrick({ name, type }) {
  return type === 'component' && name.startsWith('test-');
}

/** Tags follow from the folder, so nobody can forget one. @param {Pick<Brick, 'name' | 'type'>} brick */
export function tagsOf(brick) {
  const tags = [`type:${brick.type}`, `brick:${brick.name}`];
  if (isTestBrick(brick)) tags.push('env:test');
  if (brick.type === 'component' && foundation.has(brick.name)) tags.push('kind:foundation');
  return tags;
}

/**
 * Everything that a brick uses, directly or not, without itself. The list ends where it meets itself, so a cycle
 * does no harm.
 * @param {readonly Brick[]} bricks
 * @param {string} name
 * @returns {string[]} sorted
 */
export function allUses(bricks, name) {
  const byName = new Map(bricks.map((brick) => [brick.name, brick]));
  /** @type {Set<string>} */
  const seen = new Set();
  const open = [...(byName.get(name)?.uses ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(byName.get(next)?.uses ?? []));
  }
  return [...seen].sort();
}

/**
 * The shortest way from one brick to another along "dependencies".
 * @param {readonly Brick[]} bricks
 * @param {string} from
 * @param {string} to
 * @returns {string[] | undefined} both ends included
 */
export function pathBetween(bricks, from, to) {
  const byName = new Map(bricks.map((brick) => [brick.name, brick]));
  /** @type {string[][]} */
  const open = [[from]];
  const seen = new Set([from]);
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    for (const next of byName.get(path.at(-1) ?? '')?.uses ?? []) {
      if (next === to) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      open.push([...path, next]);
    }
  }
  return undefined;
}

/** The bricks whose SOURCES decide what a file may import: `components/x/src/y.ts` lies in x. @param {string} path */
export function brickOfPath(path) {
  const [folder, name] = path.split('/');
  const type = folder === undefined ? undefined : folders[folder];
  return type === undefined || name === undefined ? undefined : { name, type, folder: `${folder}/${name}` };
}
