// npm run ashlar -- jobs list: what an operator does once, on the running stack or on the database of DATABASE_URL.
import { build, root, run } from './workspace.mjs';

const args = process.argv.slice(2);
try {
  if (!process.env.DATABASE_URL) {
    const { layoutOf, readStackFile } = await import('@ashlar/local-stack');
    process.env.DATABASE_URL = readStackFile(layoutOf(root, process.env)).database_url;
  }
  // Keys for secrets are a matter of the one process that may hold them.
  const project = args[0] === 'secrets' ? 'projects/secrets-api' : 'projects/background-jobs';
  await build([`${project}/tsconfig.lib.json`]);
  process.exitCode = await run(process.execPath, [`${project}/dist/main.js`, ...args]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
