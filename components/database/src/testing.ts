/** For specs: a database of `@ashlar/test-postgres`, opened with settings that suit a test. */
import { Secret } from '@ashlar/config';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import { createMetrics, type Metrics } from '@ashlar/telemetry';
import { createDatabase, type DatabaseDeps } from './database.js';
import type { Database } from './database.types.js';
import type { DatabaseConfig } from './database.config.js';

export interface OpenedDatabase {
  readonly database: Database;
  readonly config: DatabaseConfig;
  readonly logger: RecordingLogger;
  readonly metrics: Metrics;
}

/** Opens the database at `url`; whoever opens it closes it. */
export async function openDatabase(
  url: string,
  entities: DatabaseDeps['entities'] = [],
  overrides: Partial<DatabaseConfig> = {},
): Promise<OpenedDatabase> {
  const logger = createRecordingLogger();
  const metrics = createMetrics({ logger });
  const config: DatabaseConfig = {
    url: new Secret(url),
    directUrl: undefined,
    poolSize: 8,
    connectTimeoutMs: 5_000,
    statementTimeoutMs: 5_000,
    lockTimeoutMs: 2_000,
    retryDeadlineMs: 5_000,
    hookTimeoutMs: 5_000,
    ...overrides,
  };
  const database = await createDatabase({ config, logger, metrics, entities, service: 'spec' });
  return { database, config, logger, metrics };
}
