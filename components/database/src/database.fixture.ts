import { Secret } from '@ashlar/config';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import { createMetrics, type Metrics } from '@ashlar/telemetry';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { createDatabase, type Database } from './database.js';
import type { DatabaseConfig } from './database.config.js';

@Entity({ schema: 'spec', name: 'things' })
export class ThingRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}

export interface Fixture {
  readonly database: Database;
  readonly logger: RecordingLogger;
  readonly metrics: Metrics;
  readonly testDatabase: TestDatabase;
  close(): Promise<void>;
}

/** A database with a table `spec.things`, owned by the superuser. */
export async function openFixture(overrides: Partial<DatabaseConfig> = {}): Promise<Fixture> {
  const testDatabase = await createTestDatabase();
  const logger = createRecordingLogger();
  const metrics = createMetrics({ logger });
  const database = await createDatabase({
    config: {
      url: new Secret(testDatabase.url),
      directUrl: undefined,
      poolSize: 8,
      connectTimeoutMs: 5_000,
      statementTimeoutMs: 5_000,
      lockTimeoutMs: 2_000,
      retryDeadlineMs: 5_000,
      ...overrides,
    },
    logger,
    metrics,
    entities: [ThingRow],
    service: 'database-spec',
  });
  return {
    database,
    logger,
    metrics,
    testDatabase,
    async close() {
      await database.close();
      await testDatabase.drop();
    },
  };
}
