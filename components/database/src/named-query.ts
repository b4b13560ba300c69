import { dataSourceOf } from './database.js';
import type { Database, OperationContext } from './database.types.js';
import { rawPoolOf } from './pool.js';
import { transactionClient } from './transaction.js';

/** A statement that each connection prepares once. The name stands for the text: one name, one text, for ever. */
export interface NamedStatement {
  /** At most 63 bytes. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Runs a prepared statement on the driver itself: for hot statements that the server should plan once and not each
 * time. On the connection of the running transaction or, outside one, of the pool. Behind a transaction pooler this
 * needs one that follows prepared statements (PgBouncer 1.21 with `max_prepared_statements`).
 */
export async function namedQuery<Row>(
  ctx: OperationContext,
  database: Database,
  { name, text, values }: NamedStatement,
): Promise<readonly Row[]> {
  const client = ctx.transaction
    ? await transactionClient(ctx.transaction)
    : rawPoolOf(dataSourceOf(database));
  const { rows } = await client.query({ name, text, values });
  return rows as readonly Row[];
}
