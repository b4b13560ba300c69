// npm run ashlar -- jobs list: what an operator does once, on the running stack or on the database of DATABASE_URL.
import { build, root, run } from './workspace.mjs';

const args = process.argv.slice(2);
try {
  if (!process.env.DATABASE_URL) {
    const { layoutOf, readStackFile } = await import('@ashlar/local-stack');
    process.env.DATABASE_URL = readStackFile(layoutOf(root, process.env)).database_url;
  }
  await build(['projects/background-jobs/tsconfig.lib.json']);
  process.exitCode = await run(process.execPath, ['projects/background-jobs/dist/main.js', ...args]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
