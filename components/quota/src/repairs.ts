import type { Database, OperationContext, Page, PageRequest } from '@ashlar/database';
import type { QuotaRepair } from './quota.types.js';
import { UpkeepRepository } from './upkeep.repository.js';

/** What recounts found wrong. Permission is asked by the routes. */
export interface QuotaRepairs {
  /** Sorted by `at`. */
  list(ctx: OperationContext, request: PageRequest): Promise<Page<QuotaRepair>>;
}

export function createQuotaRepairs({ database }: { readonly database: Database }): QuotaRepairs {
  const upkeep = new UpkeepRepository(database);
  return { list: (ctx, request) => upkeep.repairs(ctx, request) };
}
