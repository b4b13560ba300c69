// node tools/images/smoke.mjs [project...]: builds, then shows that each image runs, as far as that goes without Docker.
import { fileURLToPath } from 'node:url';
import { build, projectFolders } from './src/build.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
try {
  build({
    root,
    folders: [...projectFolders(root), 'tools/processes'],
  });
  const { smoke } = await import('./src/smoke.mjs');
  process.exitCode = await smoke({ root, wanted: process.argv.slice(2) });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
