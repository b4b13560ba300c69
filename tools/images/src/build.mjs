import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * `tsc --build` of these folders and all they refer to. It rebuilds only what is missing or stale. Plain
 * JavaScript, because it is what builds the rest.
 * @param {{ root: string, folders: readonly string[] }} options `root` is the checkout
 * @throws {Error} when a folder does not compile; the compiler has written why
 */
export function build({ root, folders }) {
  const compiler = createRequire(join(root, 'package.json')).resolve('@typescript/native/package.json');
  const configs = folders.map((folder) => join(root, folder, 'tsconfig.lib.json'));
  const { status, error } = spawnSync(
    process.execPath,
    [join(dirname(compiler), 'bin', 'tsc'), '--build', ...configs],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`${folders.join(', ')}: the build failed`);
}
