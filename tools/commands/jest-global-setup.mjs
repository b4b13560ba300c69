// Jest's global set-up and (by jest-global-teardown.mjs) tear-down: one PostgreSQL for the whole run, with a migrated
// template that `createTestDatabase` clones.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = ['components/test-postgres', 'components/schema', 'components/message-queue'];

export default async function setUp() {
  build();
  const { startTestServer } = await import('@ashlar/test-postgres');
  const { migrate } = await import('@ashlar/schema');
  const { migrateQueue } = await import('@ashlar/message-queue');
  const server = await startTestServer({
    migrate: async (url) => {
      await migrate({ url });
      await migrateQueue({ url });
    },
  });
  Object.assign(process.env, server.environment);
  globalThis.ashlarTestServer = server;
  // Jest runs no tear-down when it is interrupted.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void server.stop().finally(() => process.kill(process.pid, signal)));
  }
}

/** Specs run from the sources, but this file runs outside of jest and needs what is built. Costs nothing when it is. */
function build() {
  const compiler = fileURLToPath(new URL('bin/tsc', import.meta.resolve('@typescript/native/package.json')));
  const projects = built.map((folder) => `${folder}/tsconfig.lib.json`);
  const { status } = spawnSync(process.execPath, [compiler, '--build', ...projects], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) console.error('The database of the specs runs from an older build: see the errors above');
}
