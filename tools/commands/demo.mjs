// npm run demo [-- options]: installs what is missing, builds, and plays a working week.
import { build, install, run } from './workspace.mjs';

try {
  await install({ kind: 'runtime' });
  await build([
    'projects/data-api/tsconfig.lib.json',
    'projects/secrets-api/tsconfig.lib.json',
    'projects/background-jobs/tsconfig.lib.json',
    'tools/demo/tsconfig.lib.json',
  ]);
  process.exitCode = await run(process.execPath, ['tools/demo/dist/main.js', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
