// npm run token -- <name>: prints a fresh token of the running stack.
import { root } from './workspace.mjs';

const [name = 'alice'] = process.argv.slice(2);
try {
  const { runToken } = await import('@ashlar/local-stack');
  await runToken({ root, env: process.env, name });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
