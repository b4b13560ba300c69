import {
  createAuthorizer,
  createRelations,
  platformId,
  type Authorizer,
  type Relations,
  type Tuple,
} from '@ashlar/authz';
import { loadModel, type StoredModel } from '@ashlar/authz/engine';
import { Secret } from '@ashlar/config';
import {
  anonymous,
  contextFor,
  type Database,
  newId,
  type OperationContext,
  systemContext,
} from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import { createMetrics, type Metrics } from '@ashlar/telemetry';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { startTestSpiceDb, type TestSpiceDb } from '@ashlar/test-spicedb';
import pg from 'pg';
import { settleFeed } from './feed.js';
import { createFeeder, type Feeder, type FeederDeps } from './feeder.js';
import { createSpiceDbClient } from './spicedb-client.js';
import type { SpiceDbConfig } from './spicedb.config.js';
import type { SpiceDb } from './spicedb.types.js';

/** A migrated database as the worker sees it, and a SpiceDB. */
export interface World {
  readonly database: Database;
  readonly testDatabase: TestDatabase;
  readonly server: TestSpiceDb;
  readonly spicedb: SpiceDb;
  readonly logger: RecordingLogger;
  readonly metrics: Metrics;
  readonly sql: Authorizer;
  readonly relations: Relations;
  readonly config: SpiceDbConfig;
  feeder(options?: Partial<FeederDeps>): Feeder;
  /** Fills SpiceDB and waits until it is. */
  fill(): Promise<void>;
  /** Until SpiceDB knows all that is committed. */
  settle(): Promise<void>;
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Forgets all tuples, here alone. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export const system = (): OperationContext => systemContext('spec', { signal: AbortSignal.timeout(60_000) });

export async function openWorld({
  model,
  config = {},
  inProcess = false,
}: {
  readonly model?: StoredModel;
  readonly config?: Partial<SpiceDbConfig>;
  /** For what the spec scripts in SpiceDB itself. */
  readonly inProcess?: boolean;
} = {}): Promise<World> {
  const [testDatabase, server] = await Promise.all([createTestDatabase(), startTestSpiceDb({ inProcess })]);
  const limits = { statementTimeoutMs: 60_000, lockTimeoutMs: 20_000, retryDeadlineMs: 20_000 };
  const { database } = await openDatabase(testDatabase.urlFor('worker'), [], limits);
  const superuser = new pg.Client({ connectionString: testDatabase.url });
  await superuser.connect();
  const logger = createRecordingLogger();
  const metrics = createMetrics({ logger });
  const full: SpiceDbConfig = {
    ...{ mode: 'spicedb', endpoint: server.endpoint, key: new Secret(server.key), tls: 'off' },
    ...{ caPath: undefined, timeoutMs: 5_000, maxStalenessMs: 600_000, feedIntervalMs: 20 },
    ...config,
  };
  const spicedb = createSpiceDbClient(full);
  const withModel = model ? { model } : {};
  const make = (options: Partial<FeederDeps> = {}): Feeder =>
    createFeeder({ database, spicedb, logger, metrics, leaseMs: 5_000, ...withModel, ...options });
  const settling = make();
  return {
    ...{ database, testDatabase, server, spicedb, logger, metrics, config: full },
    sql: createAuthorizer({ database, ...withModel }),
    relations: createRelations({ database, ...withModel }),
    feeder: make,
    async fill() {
      await settling.beginImport(system(), { anew: true });
      await settleFeed(system(), database, settling);
      await settling.release();
    },
    async settle() {
      await settleFeed(system(), database, settling);
      await settling.release();
    },
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await superuser.query(text, [...values])).rows as readonly Row[],
    async clear() {
      await superuser.query('delete from authz.rel');
    },
    async close() {
      spicedb.close();
      await superuser.end();
      await database.close();
      await server.close();
      await testDatabase.drop();
    },
  };
}

export const asUser = (id: string, roles: readonly string[] = []): OperationContext =>
  contextFor({ kind: 'user', id, roles });
export const asNobody = (): OperationContext => contextFor(anonymous);

export const user = (id: string) => ({ type: 'user', id });
export const project = (id: string) => ({ type: 'project', id });
export const tuple = (object: Tuple['object'], relation: string, subject: Tuple['subject']): Tuple => ({
  ...{ object, relation, subject },
});

export { newId, platformId, loadModel };
