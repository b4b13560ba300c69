// Jest's global set-up and (by jest-global-teardown.mjs) tear-down: one PostgreSQL for the whole run, with a migrated
// template that `createTestDatabase` clones.
import { fileURLToPath } from 'node:url';
import { build } from '../images/src/build.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = ['components/test-postgres', 'components/schema', 'components/message-queue'];

export default async function setUp() {
  // Specs run from the sources, but this file runs outside of jest and needs what is built. Costs nothing when it is.
  try {
    build({ root, folders: built });
  } catch {
    console.error('The database of the specs runs from an older build: see the errors above');
  }
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
