import { memoryOf, runToEnd } from '@ashlar/processes';
import { deployables, startParts } from '@ashlar/processes/parts';
import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prune } from './prune.mjs';

/** @typedef {import('@ashlar/processes/parts').Parts} Parts */

/** As in the Dockerfiles. */
const account = { uid: 65532, gid: 65532 };
const megabyte = 1024 * 1024;

/**
 * Prunes, installs, starts and stops every wanted project (all when none is named) and prints what it weighs.
 * @param {{ root: string, wanted: readonly string[] }} options
 * @returns {Promise<number>} the exit code
 */
export async function smoke({ root, wanted }) {
  const projects = deployables.filter((name) => wanted.length === 0 || wanted.includes(name));
  const unknown = wanted.filter((name) => !deployables.some((known) => known === name));
  if (unknown.length > 0)
    throw new Error(`No such project: ${unknown.join(', ')}; there are ${deployables.join(', ')}`);

  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-images-'));
  chmodSync(folder, 0o755);
  /** @type {string[]} */
  const failed = [];
  /** @type {Parts | undefined} */
  let parts;
  try {
    // The worker's image brings the migrations for all.
    const images = new Map();
    for (const name of new Set([...projects, /** @type {const} */ ('background-jobs')])) {
      images.set(name, await install({ root, project: name, out: join(folder, name) }));
    }
    parts = await startParts({ folder });
    await parts.migrate(join(folder, 'background-jobs'));
    for (const name of projects) {
      try {
        const run = await runOnce(parts, name, join(folder, name));
        console.log(`${name}: ${images.get(name)}, ${run}`);
      } catch (error) {
        failed.push(name);
        console.log(`${name}: FAILED: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await parts?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return failed.length === 0 ? 0 : 1;
}

/** @param {{ root: string, project: string, out: string }} image */
async function install({ root, project, out }) {
  const { folders, packages } = prune({ root, project, out });
  const { code, output, wallMs } = await runToEnd({
    name: 'npm ci',
    command: 'npm',
    args: ['ci', '--omit=dev', '--no-audit', '--no-fund'],
    cwd: out,
    // Only what says where npm finds its registry and its cache.
    env: Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) =>
        /^(npm_config_(registry|cache|userconfig)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name) &&
        value
          ? [[name, value]]
          : [],
      ),
    ),
    within: 300_000,
  });
  if (code !== 0) throw new Error(`${project}: npm ci failed:\n${output}`);
  const size = sizeOf(join(out, 'node_modules')) / megabyte;
  return `${folders.length} bricks, up to ${packages} packages, node_modules ${size.toFixed(0)} MB (npm ci ${(wallMs / 1000).toFixed(1)} s)`;
}

/** @param {Parts} parts @param {import('@ashlar/processes/parts').Deployable} name @param {string} folder */
async function runOnce(parts, name, folder) {
  const as = canBecome() ? account : undefined;
  const service = await parts.start(name, { folder, ...(as && { account: as }) });
  const memory = memoryOf(service.process.pid);
  const begin = performance.now();
  const { code, signal } = await service.process.stop({ within: 30_000 });
  const stopMs = performance.now() - begin;
  if (code !== 0) {
    throw new Error(
      `SIGTERM ended it with ${signal ?? `exit code ${code}`}:\n${service.process.output().slice(-4000)}`,
    );
  }
  const rss = ((memory?.rss ?? 0) / megabyte).toFixed(0);
  const who = as ? `as ${as.uid}:${as.gid}, which may write nothing` : 'as this account';
  return `ready after ${service.coldStartMs.toFixed(0)} ms, RSS ${rss} MB, stopped in ${stopMs.toFixed(0)} ms; ran ${who}`;
}

/** Root can show that the service needs no rights over its own files, where that account can reach node. */
function canBecome() {
  if (process.getuid?.() !== 0) return false;
  return spawnSync(process.execPath, ['--version'], { ...account, cwd: '/' }).status === 0;
}

/** Bytes of all files; workspace links count nothing. @param {string} path @returns {number} */
function sizeOf(path) {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.isSymbolicLink() ? 0 : stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
