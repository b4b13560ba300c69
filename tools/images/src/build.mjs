import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The compiler of a checkout, to be run by Node. @param {string} root */
export function compilerOf(root) {
  const manifest = createRequire(join(root, 'package.json')).resolve('@typescript/native/package.json');
  return join(dirname(manifest), 'bin', 'tsc');
}

/** Every deployable of a checkout, as a folder below it. @param {string} root @returns {string[]} */
export function projectFolders(root) {
  return readdirSync(join(root, 'projects')).map((name) => `projects/${name}`);
}

/**
 * `tsc --build` of these folders and all they refer to. It rebuilds only what is missing or stale. Plain
 * JavaScript, because it is what builds the rest.
 * @param {{ root: string, folders: readonly string[] }} options `root` is the checkout
 * @throws {Error} when a folder does not compile; the compiler has written why
 */
export function build({ root, folders }) {
  const configs = folders.map((folder) => join(root, folder, 'tsconfig.lib.json'));
  const { status, error } = spawnSync(process.execPath, [compilerOf(root), '--build', ...configs], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${folders.join(', ')}: the build failed`);
}
