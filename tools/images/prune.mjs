// node tools/images/prune.mjs <project> <outDir>: builds the project and writes what its image consists of.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './src/build.mjs';
import { prune } from './src/prune.mjs';

const [project, out] = process.argv.slice(2);
if (!project || !out) {
  console.error('usage: node tools/images/prune.mjs <project> <outDir>');
  process.exitCode = 64;
} else {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  try {
    build({ root, folders: [`projects/${project}`] });
    const { folders, packages } = prune({ root, project, out: resolve(out) });
    console.log(`${project}: ${folders.length} workspace folders, ${packages} packages in the lock file`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
