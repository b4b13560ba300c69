// npm start: installs what is missing, builds, and runs everything until Ctrl-C.
import { build, install, root } from './workspace.mjs';

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

try {
  const installed = await install({ kind: 'runtime' });
  console.log('Building ...');
  const built = await build([
    'projects/data-api/tsconfig.lib.json',
    'projects/secrets-api/tsconfig.lib.json',
    'projects/background-jobs/tsconfig.lib.json',
    'tools/local-stack/tsconfig.lib.json',
  ]);
  console.log('Starting ...');
  const { runStart } = await import('@ashlar/local-stack');
  const preparedIn = `install ${seconds(installed)}, build ${seconds(built)}`;
  process.exitCode = await runStart({ root, env: process.env, preparedIn });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
