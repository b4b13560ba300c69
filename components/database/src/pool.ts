import type { DataSource } from 'typeorm';
import type { PoolUsage } from './database.types.js';

/** What runs a statement at the driver: a connection or a pool of them. */
export interface RawClient {
  query(statement: {
    readonly name: string;
    readonly text: string;
    readonly values: readonly unknown[];
  }): Promise<{ readonly rows: readonly unknown[] }>;
}

interface DriverPool extends RawClient {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** TypeORM keeps the driver's pool as `driver.master` but does not type it. */
export function rawPoolOf(dataSource: DataSource): DriverPool {
  return (dataSource.driver as unknown as { readonly master: DriverPool }).master;
}

export function poolOf(dataSource: DataSource): PoolUsage {
  const { totalCount, idleCount, waitingCount } = rawPoolOf(dataSource);
  return { open: totalCount, idle: idleCount, waiting: waitingCount };
}
