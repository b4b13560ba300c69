// The part of package-lock.json that one project needs, found the way npm looks for packages.

/**
 * @typedef {object} LockEntry one value of `packages` in a version 3 lock file
 * @property {string} [name]
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [link]
 * @property {boolean} [dev]
 * @property {boolean} [devOptional]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 *
 * @typedef {Record<string, LockEntry>} LockEntries by location: `node_modules/pg`, `components/http`
 *
 * @typedef {object} Reach
 * @property {LockEntries} packages registry packages and links, sorted, with `optional` as it is for this project
 * @property {string[]} folders workspace folders, the project among them, sorted
 */

/** package-lock.json and the package.json files do not fit together. */
export class StaleLockError extends Error {
  /** @override */
  name = 'StaleLockError';
}

/**
 * Everything that `node` may load when it starts in `project`: no dev dependency, no optional peer.
 * @param {{ entries: LockEntries, project: string, readManifest: (folder: string) => LockEntry }} options
 *   `project` is a folder such as `projects/data-api`; manifests come from disk, because they win over the lock
 * @returns {Reach}
 */
export function reachFrom({ entries, project, readManifest }) {
  /** @type {Map<string, { optional: boolean }>} */
  const seen = new Map();
  /** @type {Set<string>} */
  const folders = new Set();

  /** @param {string} location @param {boolean} optional */
  const visit = (location, optional) => {
    const before = seen.get(location);
    // A second visit only matters when it turns optional into needed.
    if (before && (!before.optional || optional)) return;
    seen.set(location, { optional });
    const entry = entries[location];
    if (entry?.link) return visit(folderOf(location, entry), optional);
    const isFolder = !location.includes('node_modules/');
    if (isFolder) folders.add(location);
    for (const { name, isOptional } of needsOf(isFolder ? readManifest(location) : (entry ?? {}))) {
      const target = resolve(entries, location, name);
      if (target !== undefined) visit(target, optional || isOptional);
      else if (!isOptional) throw missing(location, name);
    }
  };
  visit(project, false);

  /** @type {LockEntries} */
  const packages = {};
  for (const location of [...seen.keys()].sort()) {
    if (folders.has(location)) continue;
    const { dev: _dev, devOptional: _devOptional, optional: _optional, ...rest } = entries[location] ?? {};
    packages[location] = seen.get(location)?.optional ? { ...rest, optional: true } : rest;
  }
  // npm writes a link to every workspace, also to the one nobody depends on.
  for (const [location, entry] of Object.entries(entries)) {
    if (entry.link && folders.has(folderOf(location, entry))) packages[location] ??= entry;
  }
  return { packages, folders: [...folders].sort() };
}

/**
 * Where node finds `name` from a package at `location`; undefined when the lock file has it nowhere on the way up.
 * @param {LockEntries} entries @param {string} location @param {string} name
 * @returns {string | undefined}
 */
export function resolve(entries, location, name) {
  for (let at = location; ; at = parentOf(at)) {
    const candidate = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (entries[candidate]) return candidate;
    if (at === '') return undefined;
  }
}

/** `components/a/node_modules/b` -> `components/a` -> `` (the root) @param {string} location */
function parentOf(location) {
  const nested = location.lastIndexOf('/node_modules/');
  return nested === -1 ? '' : location.slice(0, nested);
}

/** @param {LockEntry} entry @returns {{ name: string, isOptional: boolean }[]} */
function needsOf(entry) {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = entry;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  const optional = new Set(Object.keys(optionalDependencies));
  const needed = new Set([...Object.keys(dependencies), ...peers].filter((name) => !optional.has(name)));
  return [
    ...[...needed].map((name) => ({ name, isOptional: false })),
    ...[...optional].map((name) => ({ name, isOptional: true })),
  ];
}

/** @param {string} location @param {LockEntry} entry */
function folderOf(location, entry) {
  if (!entry.resolved) throw new StaleLockError(`package-lock.json: the link ${location} leads nowhere`);
  return entry.resolved;
}

/** @param {string} location @param {string} name */
function missing(location, name) {
  return new StaleLockError(
    `package-lock.json has no "${name}" for ${location}: run npm install and commit it`,
  );
}
