// Jest's global set-up and (by jest-global-teardown.mjs) tear-down: a PostgreSQL for each worker of the run, with a
// migrated template that `createTestDatabase` clones.
import { fileURLToPath } from 'node:url';
import { build } from '../images/src/build.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = ['components/test-postgres', 'components/schema', 'components/message-queue'];

/** @param {{ readonly maxWorkers: number }} run */
export default async function setUp({ maxWorkers }) {
  // Specs run from the sources, but this file runs outside of jest and needs what is built. Costs nothing when it is.
  try {
    build({ root, folders: built });
  } catch {
    console.error('The databases of the specs run from an older build: see the errors above');
  }
  const { environmentOf, startTestServer } = await import('@ashlar/test-postgres');
  const { migrate } = await import('@ashlar/schema');
  const { migrateQueue } = await import('@ashlar/message-queue');
  const bring = async (url) => {
    await migrate({ url });
    await migrateQueue({ url });
  };
  // The first one may have to copy the binaries to where its account can reach them.
  const first = await startTestServer({ migrate: bring });
  const others = Array.from({ length: maxWorkers - 1 }, () => startTestServer({ migrate: bring }));
  const servers = [first, ...(await Promise.all(others))];
  const stop = () => Promise.all(servers.map((server) => server.stop()));
  Object.assign(process.env, environmentOf(servers));
  globalThis.ashlarTestServers = { stop };
  // Jest runs no tear-down when it is interrupted.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void stop().finally(() => process.kill(process.pid, signal)));
  }
}
