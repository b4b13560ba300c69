import { PageTooDeep, ValidationFailed } from '@ashlar/errors';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Page, PageRequest } from './database.types.js';
import { prepared } from './prepared.js';

/** Numbered pages end here: beyond, each would cost more than the one before. */
export const deepestRow = 10_000;

/** Totals are exact up to here. */
export const countLimit = 10_000;

/** A column that a list can be sorted by. Never null: keyset paging could not pass over nulls. */
export interface ListColumn<Row> {
  /** SQL over the query's aliases, such as `lower(storage.name)`. Needs an index together with the id. */
  readonly expression: string;
  /** SQL for the value in the cursor, in terms of its parameter: `lower(:value)`. Default: the parameter itself. */
  readonly parameter?: (placeholder: string) => string;
  /** The row's value, as it goes into a cursor. */
  readonly valueOf: (row: Row) => string | number | boolean;
}

export type ListColumns<Row> = Readonly<Record<string, ListColumn<Row>>>;

/**
 * Finds the rows of a page some cheaper way than walking `page`, which has its filters, order and cursor, but no limit.
 * @returns a query for at least the first `rows` of them, with the parameters of `page` alone: for their ids, or for whole
 * rows of the table.
 */
export type PageNarrowing<Row extends ObjectLiteral> = (
  page: SelectQueryBuilder<Row>,
  order: { readonly expression: string; readonly direction: 'ASC' | 'DESC'; readonly rows: number },
) => { readonly ids: string } | { readonly wholeRows: string };

interface Cursor {
  readonly by: string;
  readonly descending: boolean;
  readonly value: string | number | boolean;
  readonly id: string;
}

/**
 * One page of `query` (made from `manager`), which already carries filters and what the caller may see. Ordered by the requested column and
 * then by id; a cursor page costs the same at any depth.
 * @throws {ValidationFailed} for an unknown sort column or a cursor of another order.
 * @throws {PageTooDeep} for a numbered page past row 10,000.
 */
export async function findPage<Row extends ObjectLiteral & { readonly id: string }>(
  manager: EntityManager,
  query: SelectQueryBuilder<Row>,
  request: PageRequest,
  columns: ListColumns<Row>,
  narrow?: PageNarrowing<Row>,
): Promise<Page<Row>> {
  const { by, descending } = request.sort;
  const column = columns[by];
  if (!column) throw invalid('sort', `sort must be one of ${Object.keys(columns).join(', ')}`);
  const total = request.count ? await countUpTo(manager, query) : undefined;

  const direction = descending ? 'DESC' : 'ASC';
  const id = `${query.alias}.id`;
  query.orderBy(column.expression, direction).addOrderBy(id, direction);
  let offset = 0;
  if ('cursor' in request.start) {
    const { value, id: lastId } = readCursor(request.start.cursor, request);
    const placeholder = column.parameter?.(':cursorValue') ?? ':cursorValue';
    query.andWhere(`(${column.expression}, ${id}) ${descending ? '<' : '>'} (${placeholder}, :cursorId)`, {
      cursorValue: value,
      cursorId: lastId,
    });
  } else {
    const first = request.start.page * request.size;
    if (first >= deepestRow) {
      throw new PageTooDeep(`Page ${request.start.page} of ${request.size} lies past row ${deepestRow}`);
    }
    offset = first;
  }
  if (narrow) {
    const rows = offset === 0 ? preparedSize(request.size) + 1 : offset + request.size + 1;
    const narrowed = narrow(query.clone(), { expression: column.expression, direction, rows });
    if ('ids' in narrowed) {
      // An array is always looked up by the index; a sub-select may be joined with the whole table.
      query.andWhere(`${id} = any(array(${narrowed.ids}))`);
    } else {
      const { expressionMap } = query;
      if (expressionMap.mainAlias) expressionMap.mainAlias.subQuery = `(${narrowed.wholeRows})`;
      // They were asked for inside.
      expressionMap.wheres = [];
    }
  }
  query.offset(offset || undefined);
  // The first page, and those by cursor, are few different texts and so worth being planned once.
  const rows =
    offset === 0
      ? await prepared(manager, query.limit(preparedSize(request.size) + 1), (page) => page.getMany())
      : await query.limit(request.size + 1).getMany();
  const items = rows.slice(0, request.size);
  const last = items.at(-1);
  return {
    items,
    ...(last &&
      rows.length > request.size && {
        next: writeCursor({ by, descending, value: column.valueOf(last), id: last.id }),
      }),
    ...(total && { total }),
  };
}

/** The size is part of the text of a statement, which is prepared once for each connection: three, not a hundred. */
function preparedSize(size: number): number {
  return [20, 50].find((some) => size <= some) ?? Math.max(size, 100);
}

/** How many rows the query has, exactly up to 10,000. */
export async function countUpTo<Row extends ObjectLiteral>(
  manager: EntityManager,
  query: SelectQueryBuilder<Row>,
): Promise<{ count: number; exact: boolean }> {
  const [sql, parameters] = query
    .clone()
    .select('1', 'one')
    .limit(countLimit + 1)
    .getQueryAndParameters();
  const rows: readonly { count: number }[] = await manager.query(
    `select count(*)::int as count from (${sql}) as counted`,
    parameters,
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, countLimit), exact: count <= countLimit };
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.by, cursor.descending, cursor.value, cursor.id])).toString(
    'base64url',
  );
}

function readCursor(text: string, { sort }: PageRequest): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (!Array.isArray(parsed) || parsed.length !== 4)
    throw invalid('cursor', 'cursor is not one that a list has given');
  const [by, descending, value, id] = parsed as readonly unknown[];
  const wellFormed =
    (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') &&
    typeof id === 'string' &&
    /^[0-9a-f-]{36}$/.test(id);
  if (!wellFormed) throw invalid('cursor', 'cursor is not one that a list has given');
  if (by !== sort.by || descending !== sort.descending) {
    throw invalid('cursor', 'cursor belongs to a list with another sort');
  }
  return { by: sort.by, descending: sort.descending, value, id };
}

function invalid(field: string, message: string): Error {
  return new ValidationFailed(message, {
    details: { errors: [{ pointer: `#/query/${field}`, field, rule: field, message }] },
  });
}
