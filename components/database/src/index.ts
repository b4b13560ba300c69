export type { AfterCommit, AfterCommitOptions } from './after-commit.js';
export { combine, type CombineOptions, type Together } from './combine.js';
export { anonymous, contextFor, newId, newIds, systemContext, unhurried } from './context.js';
export { createDatabase, type DatabaseDeps } from './database.js';
export { DatabaseConfig } from './database.config.js';
export type {
  Actor,
  Database,
  ExpectedVersion,
  IsolationLevel,
  OperationContext,
  Page,
  PageRequest,
  PoolUsage,
  TransactionContext,
  TransactOptions,
} from './database.types.js';
export { classify, isDatabaseAway, toDomainError, type Failure } from './failures.js';
export { schemaMismatches, type SchemaNeed } from './level.js';
export { createListener, type Listener, type ListenerDeps } from './listener.js';
export type { Transaction } from './opaque-transaction.js';
export { countLimit, deepestRow } from './page.js';
export { createResilience, type Resilience, type ResiliencePolicy } from './resilience.js';
export { CommitInDoubtError, isCommitInDoubt } from './retry.js';
export { assertTransaction, onAfterCommit, onBeforeCommit, TransactionEndedError } from './transaction.js';
