import { createHash } from 'node:crypto';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { dataSourceOf } from './database.js';
import type { Database, OperationContext } from './database.types.js';
import { namedQuery } from './named-query.js';

/** A query of the builder, written once and prepared once by each connection: for the hottest reads of single rows. */
export interface RowStatement<Row> {
  /**
   * The rows, without relations, each beside all columns of the answer by their names.
   * @param values of the parameters; each that the query has must be there.
   */
  run(
    ctx: OperationContext,
    values: Readonly<Record<string, unknown>>,
  ): Promise<readonly { readonly row: Row; readonly raw: Readonly<Record<string, unknown>> }[]>;
}

/** Stands for the value of a parameter while the text is written. */
class Parameter {
  constructor(readonly name: string) {}
}

/** @param parameters of the query, whose values come with each run. */
export function rowStatement<Row extends ObjectLiteral>(
  database: Database,
  query: SelectQueryBuilder<Row>,
  parameters: readonly string[],
): RowStatement<Row> {
  const markers = Object.fromEntries(parameters.map((name) => [name, new Parameter(name)]));
  const [text, written] = query.setParameters(markers).getQueryAndParameters() as [
    string,
    readonly unknown[],
  ];
  const name = `row_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  const { driver } = dataSourceOf(database);
  const metadata = query.expressionMap.mainAlias?.metadata;
  if (!metadata) throw new TypeError('The query is about no entity');
  const columns = metadata.columns
    .map((column) => ({ column, key: `${query.alias}_${column.databaseName}` }))
    .filter(({ key }) => text.includes(`"${key}"`));

  return {
    async run(ctx, values) {
      const bound = written.map((value) => (value instanceof Parameter ? values[value.name] : value));
      const rows = await namedQuery<Record<string, unknown>>(ctx, database, { name, text, values: bound });
      return rows.map((raw) => {
        const row = metadata.create() as Row;
        for (const { column, key } of columns)
          column.setEntityValue(row, driver.prepareHydratedValue(raw[key], column));
        return { row, raw };
      });
    },
  };
}
