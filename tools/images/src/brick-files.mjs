import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {import('./lock.mjs').LockEntry & {
 *   private?: boolean, description?: string, license?: string, type?: string, engines?: Record<string, string>,
 *   files?: string[], exports?: unknown, imports?: unknown,
 * }} Manifest
 */

/** What a manifest says to whoever runs the brick; the rest is for whoever works on it. */
const runtimeKeys = /** @type {const} */ ([
  'name',
  'version',
  'private',
  'description',
  'license',
  'type',
  'engines',
  'exports',
  'imports',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
]);

/** @param {Manifest} manifest @returns {Manifest} */
export function runtimeManifest(manifest) {
  return pick(manifest, runtimeKeys);
}

/** What npm keeps of a workspace's manifest in the lock file. @param {Manifest} manifest */
export function lockEntryOf(manifest) {
  return pick(
    manifest,
    /** @type {const} */ ([
      'name',
      'version',
      'license',
      'engines',
      'dependencies',
      'optionalDependencies',
      'peerDependencies',
      'peerDependenciesMeta',
    ]),
  );
}

/**
 * Copies what a brick needs at run time: its manifest, its compiled code and what `files` of its manifest names
 * (migrations, assets). Sources, specs, types and build records stay behind.
 * @param {{ from: string, to: string, manifest: Manifest }} options
 */
export function copyBrick({ from, to, manifest }) {
  mkdirSync(to, { recursive: true });
  for (const entry of new Set(['dist', ...(manifest.files ?? [])])) {
    if (!existsSync(join(from, entry))) throw new Error(`${join(from, entry)} is missing`);
    cpSync(join(from, entry), join(to, entry), {
      recursive: true,
      filter: (source) => isRuntimeFile(source),
    });
  }
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(runtimeManifest(manifest), undefined, 2)}\n`);
  for (const target of exportTargets(manifest.exports)) {
    if (!existsSync(join(to, target)))
      throw new Error(`${manifest.name}: ${target} is exported but was not built`);
  }
}

/** @param {string} path */
export function isRuntimeFile(path) {
  return !/\.(d\.[cm]?ts(\.map)?|tsbuildinfo|(spec|fixture)\.[cm]?js(\.map)?)$/.test(path);
}

/** The files that `default` conditions name. @param {unknown} exported @returns {string[]} */
function exportTargets(exported) {
  if (typeof exported === 'string') return [exported];
  if (typeof exported !== 'object' || exported === null) return [];
  const entries = Object.entries(exported);
  return entries.flatMap(([key, value]) =>
    key.startsWith('.') || key === 'default' ? exportTargets(value) : [],
  );
}

/**
 * @template {object} T @template {keyof T} K
 * @param {T} from @param {readonly K[]} keys @returns {Pick<T, K>}
 */
function pick(from, keys) {
  return /** @type {Pick<T, K>} */ (
    Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]))
  );
}
