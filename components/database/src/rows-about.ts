import type { Database, OperationContext } from './database.types.js';
import { managerFor } from './manager.js';

/** What a brick holds about a person, for an export: the rows of one statement. */
export interface RowsAbout {
  /** Key in the export. */
  readonly name: string;
  holdings(ctx: OperationContext, userId: string): AsyncIterable<object>;
}

/** @param sql names columns as the export should, and takes the id of the user as `$1`. */
export function rowsAbout(database: Database, name: string, sql: string): RowsAbout {
  return {
    name,
    async *holdings(ctx, userId) {
      yield* await managerFor(ctx, database).query<object[]>(sql, [userId]);
    },
  };
}
