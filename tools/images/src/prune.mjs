import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyBrick, lockEntryOf, runtimeManifest } from './brick-files.mjs';
import { reachFrom } from './lock.mjs';

/**
 * @typedef {import('./brick-files.mjs').Manifest} Manifest
 * @typedef {Manifest & { allowScripts?: Record<string, boolean>, overrides?: Record<string, unknown>,
 *   devDependencies?: Record<string, string> }} RootManifest
 */

/**
 * Writes an installable folder with one project, its bricks and their lock file, from a checkout that is built.
 * `npm ci --omit=dev` in it installs what the project runs on and nothing else.
 * @param {{ root: string, project: string, out: string }} options the checkout, "data-api", a missing or empty folder
 * @returns {{ folders: string[], packages: number }} workspace folders and the number of registry packages
 */
export function prune({ root, project, out }) {
  assertEmpty(out);
  /** @type {{ lockfileVersion: number, packages: import('./lock.mjs').LockEntries }} */
  const lock = readJson(join(root, 'package-lock.json'));
  if (lock.lockfileVersion !== 3) throw new Error('package-lock.json is not of version 3');
  const { packages, folders } = reachFrom({
    entries: lock.packages,
    project: `projects/${project}`,
    readManifest: (folder) => readManifest(root, folder),
  });
  assertProduct(folders);

  for (const folder of folders) {
    copyBrick({ from: join(root, folder), to: join(out, folder), manifest: readManifest(root, folder) });
  }
  const manifest = rootManifest(readJson(join(root, 'package.json')), folders, packages);
  writeJson(join(out, 'package.json'), manifest);
  writeJson(join(out, 'package-lock.json'), {
    name: manifest.name,
    version: manifest.version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { ...lockEntryOf(manifest), workspaces: folders },
      ...Object.fromEntries(
        folders.map((folder) => [folder, lockEntryOf(runtimeManifest(readManifest(root, folder)))]),
      ),
      ...packages,
    },
  });
  for (const file of ['LICENSE', 'NOTICE']) {
    if (existsSync(join(root, file))) copyFileSync(join(root, file), join(out, file));
  }
  return { folders, packages: Object.values(packages).filter((entry) => !entry.link).length };
}

/**
 * @param {RootManifest} manifest @param {string[]} folders @param {import('./lock.mjs').LockEntries} packages
 */
function rootManifest({ allowScripts = {}, overrides = {}, ...manifest }, folders, packages) {
  const names = new Set(Object.keys(packages).map((location) => location.replace(/^.*node_modules\//, '')));
  /** @param {Record<string, unknown>} table */
  const kept = (table) =>
    Object.fromEntries(Object.entries(table).filter(([name]) => names.has(packageName(name))));
  const { dependencies: _dependencies, ...rest } = runtimeManifest(manifest);
  return { ...rest, workspaces: folders, allowScripts: kept(allowScripts), overrides: kept(overrides) };
}

/** `@scope/name@^1` -> `@scope/name` @param {string} spec */
function packageName(spec) {
  const at = spec.indexOf('@', 1);
  return at === -1 ? spec : spec.slice(0, at);
}

/** @param {string[]} folders */
function assertProduct(folders) {
  const foreign = folders.filter((folder) => /^(tools\/|components\/test-)/.test(folder));
  if (foreign.length > 0) throw new Error(`Not for an image, but depended on: ${foreign.join(', ')}`);
}

/** @param {string} folder */
function assertEmpty(folder) {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
}

/** @param {string} root @param {string} folder @returns {Manifest} */
function readManifest(root, folder) {
  return readJson(join(root, folder, 'package.json'));
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @param {string} file @param {unknown} value */
function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
