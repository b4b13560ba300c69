import type { Database, OperationContext } from '@ashlar/database';
import { createApiCallRepository } from './api-calls.repository.js';
import type { ApiCalls, Caller } from './metering.types.js';

/** What has been counted. Asks nobody for permission: whoever shows it does. */
export interface Usage {
  /** @param from and @param to days as `2026-11-21`, both included. Days without calls are missing. */
  apiCalls(ctx: OperationContext, caller: Caller, from: string, to: string): Promise<readonly ApiCalls[]>;
}

export function createUsage({ database }: { readonly database: Database }): Usage {
  const repository = createApiCallRepository(database);
  return { apiCalls: (ctx, caller, from, to) => repository.list(ctx, caller, from, to) };
}
