import type { Database, OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** Statements of its own, in the transaction of the context when there is one. */
export abstract class SqlRepository {
  constructor(protected readonly database: Database) {}

  protected query<Row>(
    ctx: OperationContext,
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return managerFor(ctx, this.database).query<readonly Row[]>(sql, [...values]);
  }
}
