// npm run reset: drops the data of the local stack.
import { build, install, root } from './workspace.mjs';

try {
  await install({ kind: 'runtime' });
  await build(['tools/local-stack/tsconfig.lib.json']);
  const { runReset } = await import('@ashlar/local-stack');
  await runReset({ root, env: process.env });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
