import {
  createFeeder,
  createSpiceDbClient,
  revisionHeader,
  settleFeed,
  type SpiceDbConfig,
  startFeed,
} from '@ashlar/authz-spicedb';
import { Secret } from '@ashlar/config';
import { systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { startTestSpiceDb } from '@ashlar/test-spicedb';

/** The newest revision that anybody was told, for all to bring. */
export interface RevisionKeeper {
  headers(): Readonly<Record<string, string>>;
  note(headers: Headers): void;
}

export interface FedSpiceDb {
  /** For a service that is to ask it. */
  readonly env: Readonly<Record<string, string>>;
  readonly revisions: RevisionKeeper;
  /** Until it knows all that is committed now. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A SpiceDB that is fed from a database, as the worker does it. */
export async function openSpiceDb(url: string): Promise<FedSpiceDb> {
  const server = await startTestSpiceDb();
  const config: SpiceDbConfig = {
    ...{ mode: 'spicedb', endpoint: server.endpoint, key: new Secret(server.key), tls: 'off' },
    ...{ caPath: undefined, timeoutMs: 5_000, maxStalenessMs: 60_000, feedIntervalMs: 20 },
  };
  const { database, logger, metrics } = await openDatabase(url);
  const spicedb = createSpiceDbClient(config);
  const deps = { database, spicedb, logger, metrics };
  const ctx = () => systemContext('spec', { signal: AbortSignal.timeout(60_000) });
  const feeder = createFeeder(deps);
  const settle = () => settleFeed(ctx(), database, feeder);
  await feeder.beginImport(ctx());
  await settle();
  await feeder.release();
  const stop = startFeed({ ...deps, intervalMs: config.feedIntervalMs });
  let newest: string | undefined;
  return {
    env: {
      ASHLAR_AUTHZ_ENGINE: 'spicedb',
      ASHLAR_SPICEDB_ENDPOINT: server.endpoint,
      ASHLAR_SPICEDB_KEY: server.key,
      ASHLAR_SPICEDB_TLS: 'off',
      ASHLAR_SPICEDB_TIMEOUT: '5s',
      ASHLAR_SPICEDB_MAX_STALENESS: '60s',
      ASHLAR_SPICEDB_FEED_INTERVAL: '20ms',
    },
    revisions: {
      headers: (): Readonly<Record<string, string>> =>
        Object.fromEntries(newest === undefined ? [] : [[revisionHeader, newest]]),
      note(headers) {
        newest = headers.get(revisionHeader) ?? newest;
      },
    },
    settle,
    async close() {
      await stop();
      spicedb.close();
      await database.close();
      await server.close();
    },
  };
}
