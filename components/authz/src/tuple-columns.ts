import type { TupleRow } from './tuple-rows.js';

/** The columns of a tuple, in the order in which statements name them. */
export const tupleColumns = [
  ...(['resource_type', 'relation', 'subject_type', 'subject_relation'] as const),
  ...(['resource_id', 'subject_id'] as const),
] satisfies readonly (keyof TupleRow)[];

/** The columns of a tuple as text. @param alias the table's, in front of each; none without it. */
export function columnsOf(alias?: string): string {
  return tupleColumns.map((column) => (alias ? `${alias}.${column}` : column)).join(', ');
}

/** The parameters `$first` and following for what `toArrays` gives, each through `wrap`. */
export function arrayParameters(first: number, wrap = (parameter: string): string => parameter): string {
  return tupleColumns
    .map((column, index) => wrap(`$${first + index}::${column.endsWith('_id') ? 'uuid' : 'smallint'}[]`))
    .join(', ');
}

/** An array for each column, for `unnest`. */
export function toArrays(rows: readonly TupleRow[]): readonly unknown[] {
  return tupleColumns.map((column) => rows.map((row) => row[column]));
}
