import type { DataSource } from 'typeorm';
import type { PoolUsage } from './database.types.js';

interface CountedPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** TypeORM keeps the driver's pool as `driver.master` but does not type it. */
export function poolOf(dataSource: DataSource): PoolUsage {
  const { master } = dataSource.driver as unknown as { readonly master: CountedPool };
  return { open: master.totalCount, idle: master.idleCount, waiting: master.waitingCount };
}
