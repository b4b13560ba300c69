import type { EntityManager } from 'typeorm';
import { dataSourceOf } from './database.js';
import type { Database, OperationContext } from './database.types.js';
import { transactionManager } from './transaction.js';

/** TypeORM's manager of the running transaction or, outside one, of the pool (each statement for itself). */
export function managerFor(ctx: OperationContext, database: Database): EntityManager {
  return ctx.transaction ? transactionManager(ctx.transaction) : dataSourceOf(database).manager;
}
