import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { DataSource, type EntitySchema } from 'typeorm';
import { connectionOptions, type DatabaseConfig } from './database.config.js';
import type { Database, PoolUsage } from './database.types.js';
import { poolOf } from './pool.js';
import { createTransact } from './transact.js';

export interface DatabaseDeps {
  readonly config: DatabaseConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The entity classes of every brick in this deployable. */
  readonly entities: readonly (EntityClass | EntitySchema)[];
  /** Shown by PostgreSQL as application_name. */
  readonly service: string;
}

// TypeORM's own word for "a class".
type EntityClass = abstract new () => object;

const dataSources = new WeakMap<Database, DataSource>();

/** The data source behind a database: for repositories, by way of `/persistence`. */
export function dataSourceOf(database: Database): DataSource {
  const dataSource = dataSources.get(database);
  if (!dataSource) throw new TypeError('Not a database made by createDatabase()');
  return dataSource;
}

/** Connects; throws when the database does not answer within the configured time. */
export async function createDatabase({
  config,
  logger,
  metrics,
  entities,
  service,
}: DatabaseDeps): Promise<Database> {
  const log = logger.child({ brick: 'database' });
  const dataSource = new DataSource({
    ...connectionOptions(config, service),
    entities: [...entities],
    poolErrorHandler: (error: unknown) => log.warn('An idle connection was lost', { error }),
  });
  await dataSource.initialize();

  const usage = (): PoolUsage => poolOf(dataSource);
  metrics.observedGauge(
    'ashlar_database_connections',
    'Connections of the pool by state',
    ['state'],
    (set) => {
      const { open, idle, waiting } = usage();
      set(open - idle, { state: 'busy' });
      set(idle, { state: 'idle' });
      set(waiting, { state: 'waiting' });
    },
  );
  const { transact, settled } = createTransact({ dataSource, config, logger: log, metrics });
  const database: Database = {
    transact,
    async ping() {
      await dataSource.query('select 1');
    },
    poolUsage: usage,
    async close() {
      await settled();
      await dataSource.destroy();
    },
  };
  dataSources.set(database, dataSource);
  return database;
}
