export { type AuthzEngine, type AuthzEngineDeps, createAuthzEngine } from './engine.js';
export { engineCommands, type EngineCommands, type EngineCommandsDeps } from './commands.js';
export { feedAll, type FeedReport, observeFeed, settleFeed, startFeed } from './feed.js';
export { spiceDbSchemaNeed } from './feed.repository.js';
export { createFeeder, type Feeder, type FeederDeps, type FeederPoint, type FeedStep } from './feeder.js';
export { revisionHeader, revisionInDocuments } from './revisions.js';
export { createSpiceDbClient, type SpiceDbAddress } from './spicedb-client.js';
export { assertSpiceDbConfig, type EngineMode, SpiceDbConfig } from './spicedb.config.js';
export {
  type RemoteFilter,
  type RemotePage,
  type RemoteQuestion,
  RemoteStateChanged,
  type RemoteUpdate,
  type SpiceDb,
} from './spicedb.types.js';
export {
  type EngineDifference,
  type EngineVerification,
  verifyEngine,
  type VerifyEngineDeps,
  type VerifyEngineOptions,
} from './verify.js';
