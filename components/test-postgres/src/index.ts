export { eventually, type EventuallyOptions } from './eventually.js';
export { findLeaks, type Traces } from './leaks.js';
export { createLogins, type DatabaseRole, type LoginUrls } from './logins.js';
export {
  buffersOf,
  type Explainer,
  openExplainer,
  type PlanNode,
  scansOf,
  type StatementCost,
} from './plans.js';
export { removePostgresData } from './orphan.js';
export { stopServers, type StopServersOptions, stopServersOnSignals } from './own-servers.js';
export { identifyProcess } from './processes.js';
export { findFreePort, startPostgres, type PostgresOptions, type PostgresServer } from './start-postgres.js';
export { createTestDatabase, LeakedConnectionsError, type TestDatabase } from './test-database.js';
export { environmentOf, startTestServer, type TestServer } from './test-server.js';
