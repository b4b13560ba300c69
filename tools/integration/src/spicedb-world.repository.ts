import { createAuthorizer, createRelations } from '@ashlar/authz';
import {
  createAuthzEngine,
  createFeeder,
  createSpiceDbClient,
  type EngineMode,
  settleFeed,
  type SpiceDbConfig,
  startFeed,
} from '@ashlar/authz-spicedb';
import { Secret } from '@ashlar/config';
import { systemContext, type TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase } from '@ashlar/database/testing';
import type { Facts } from './server.types.js';

const patience = () => systemContext('integration', { signal: AbortSignal.timeout(300_000) });

/** Ashlar's side of a SpiceDB that runs. */
export async function openFed(facts: Facts) {
  const config: SpiceDbConfig = {
    ...{ mode: 'spicedb', endpoint: facts['SPICEDB_ENDPOINT'], key: new Secret(facts['SPICEDB_KEY'] ?? '') },
    ...{ tls: 'off', caPath: undefined, timeoutMs: 250, maxStalenessMs: 5_000, feedIntervalMs: 50 },
  };
  const { database, logger, metrics } = await openDatabase(facts['DATABASE_URL'] ?? '', [], {
    poolSize: 20,
    // What is measured is how long it takes, not whether somebody gives up.
    ...{
      connectTimeoutMs: 60_000,
      statementTimeoutMs: 60_000,
      lockTimeoutMs: 60_000,
      retryDeadlineMs: 60_000,
    },
  });
  const spicedb = createSpiceDbClient(config);
  const deps = { database, spicedb, logger, metrics };
  const sql = createAuthorizer({ database });
  const feeder = createFeeder(deps);
  return {
    ...{ database, spicedb, metrics, sql },
    relations: createRelations({ database }),
    ctx: patience,
    startFeeding: () => startFeed({ ...deps, intervalMs: config.feedIntervalMs }),
    engineIn: (mode: EngineMode) =>
      createAuthzEngine({ database, logger, metrics, sql, config: { ...config, mode } }),
    /** The id of a transaction that has written. */
    async transactionId(tx: TransactionContext): Promise<string> {
      const [row] = await managerFor(tx, database).query<readonly { readonly id: string }[]>(
        'select pg_current_xact_id()::text as id',
      );
      return row?.id ?? '0';
    },
    /** Every transaction with a lower id has been fed. */
    async reached(): Promise<string> {
      const [row] = await managerFor(patience(), database).query<readonly { readonly xid: string }[]>(
        'select xid::text from authz.spicedb_feed',
      );
      return row?.xid ?? '0';
    },
    /** Fills SpiceDB anew. */
    async fill(): Promise<void> {
      await feeder.beginImport(patience(), { anew: true });
      await settleFeed(patience(), database, feeder);
      await feeder.release();
    },
    /** Until SpiceDB knows all that is committed, whoever feeds it. */
    async settle(): Promise<void> {
      await settleFeed(patience(), database, feeder);
      await feeder.release();
    },
    async close(): Promise<void> {
      spicedb.close();
      await database.close();
    },
  };
}

export type Fed = Awaited<ReturnType<typeof openFed>>;
