import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ProcessEndedError } from './process.js';
import { runToEnd } from './run-to-end.js';

export interface BuildOptions {
  /** The checkout. */
  readonly root: string;
  /** Folders below it, such as "projects/data-api": each with its tsconfig.lib.json. */
  readonly folders: readonly string[];
}

/** `tsc --build` of these folders and what they refer to; quick when all is current. @throws with the compiler's words. */
export async function buildProjects({ root, folders }: BuildOptions): Promise<void> {
  const compiler = createRequire(join(root, 'package.json')).resolve('@typescript/native/package.json');
  const result = await runToEnd({
    name: 'tsc',
    command: process.execPath,
    args: [
      join(dirname(compiler), 'bin', 'tsc'),
      '--build',
      ...folders.map((folder) => join(root, folder, 'tsconfig.lib.json')),
    ],
    cwd: root,
    within: 300_000,
  });
  if (result.code !== 0)
    throw new ProcessEndedError(`tsc --build ${folders.join(' ')} failed:\n${result.output}`);
}
