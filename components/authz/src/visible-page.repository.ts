import type { Database, OperationContext, Page, PageRequest } from '@ashlar/database';
import {
  countUpTo,
  findPage,
  type ListColumns,
  managerFor,
  namedQuery,
  type PageNarrowing,
} from '@ashlar/database/persistence';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { ListFilter } from './authz.types.js';
import { contentOf, placeholder, type SomeVisible, subjectParameter } from './list-filter.repository.js';
import type { Step, Ways } from './plan.types.js';
import { named } from './statements.js';
import { isNowhere, stateOf } from './ways.js';

/**
 * Relations that the row repeats, written by the same use case: its parent's id, or whether everybody may see it. Each
 * needs an index together with every column that the list can be sorted by.
 */
export interface Mirrors {
  /** SQL for the id of the one object in a relation, by relation: `{ parent: 'project.parentId' }`. */
  readonly objects?: Readonly<Record<string, string>>;
  /**
   * SQL for "holds the wildcard of every type that the model allows", by relation: `{ public: 'project.isPublic' }`.
   * A row that is open to users alone must not say so: its flag opens it to anonymous callers as well.
   */
  readonly wildcards?: Readonly<Record<string, string>>;
}

export interface VisiblePageOptions {
  readonly filter: ListFilter;
  readonly mirrors?: Mirrors;
  /** Up to how many ids and parents are collected; beyond, rows are walked in order and each is asked about. */
  readonly limits?: { readonly ids: number; readonly sources: number };
}

const usualLimits = { ids: 2_000, sources: 1_000 };

/**
 * One page of what the filter lets through, as `findPage` gives it. The cost follows the page, not what the actor may
 * see: the rows of each parent that the actor may see into are read in order and merged; who may see too many parents
 * for that is likely to see the next row as well, so there the rows are walked.
 * @throws as `findPage`.
 */
export async function findVisiblePage<Row extends ObjectLiteral & { readonly id: string }>(
  ctx: OperationContext,
  database: Database,
  query: SelectQueryBuilder<Row>,
  request: PageRequest,
  columns: ListColumns<Row>,
  { filter, mirrors = {}, limits = usualLimits }: VisiblePageOptions,
): Promise<Page<Row>> {
  const manager = managerFor(ctx, database);
  const content = contentOf(filter);
  if (content.kind === 'all') return findPage(manager, query, request, columns);
  if (content.kind === 'none')
    return { items: [], ...(request.count && { total: { count: 0, exact: true } }) };

  const ways = waysByRow(content, mirrors);
  query.setParameter(subjectParameter, content.subject.id);
  const [column, ...others] = new Set(ways.sources.map((source) => source.column));
  if (
    column !== undefined &&
    others.length + ways.wildcards.length === 0 &&
    isNowhere(ways.rest) &&
    !request.count
  ) {
    return findPage(manager, query, request, columns, rowsOfSources(content, ways, column, limits.sources));
  }
  if (!(await areFew(ctx, database, content, ways, limits))) {
    query.andWhere(walking(content, ways, `${query.alias}.id`));
    return findPage(manager, query, request, columns);
  }
  const arms = armsOf(content, ways, query.alias);
  const visible = query.clone().andWhere(`(${arms.each.map(({ row }) => row(arms.prefix)).join(' or ')})`);
  const total = request.count ? await countUpTo(manager, visible) : undefined;
  const page = await findPage(manager, query, { ...request, count: false }, columns, mergeArms(arms));
  return { ...page, ...(total && { total }) };
}

/** The ways to a row, by what tells about them: a column of the row, or tuples. */
interface WaysByRow {
  readonly wildcards: readonly string[];
  readonly sources: readonly { readonly column: string; readonly step: Step }[];
  readonly rest: Ways;
}

function waysByRow(
  { statements, subject, permission }: SomeVisible,
  { objects = {}, wildcards = {} }: Mirrors,
): WaysByRow {
  const ways = statements.planFor(subject, permission).waysOf(stateOf(permission.type, permission.name));
  const kinds = statements.stored.model.definitions.get(permission.type)?.relations;
  // A relation that holds people as well is not told by a flag alone.
  const isFlag = (relation: string): boolean =>
    wildcards[relation] !== undefined && (kinds?.get(relation) ?? []).every(({ wildcard }) => wildcard);
  const sources = ways.steps.flatMap((step) => {
    const [relation = '', ...others] = step.relations;
    const column = others.length === 0 ? objects[relation] : undefined;
    return column === undefined ? [] : [{ column, step }];
  });
  return {
    wildcards: ways.direct.filter(isFlag).flatMap((relation) => wildcards[relation] ?? []),
    sources,
    rest: {
      ...ways,
      direct: ways.direct.filter((relation) => !isFlag(relation)),
      steps: ways.steps.filter((step) => !sources.some((source) => source.step === step)),
    },
  };
}

async function areFew(
  ctx: OperationContext,
  database: Database,
  { statements, subject, permission }: SomeVisible,
  { sources, rest }: WaysByRow,
  limits: { readonly ids: number; readonly sources: number },
): Promise<boolean> {
  const writer = statements.writerFor(subject, permission, '$1::uuid');
  const upTo = (limit: number, query: string): string =>
    `(select count(*) from (${someOf(query, limit + 1)}) n) <= ${limit}`;
  const conditions = [
    upTo(limits.ids, writer.objectsBy(permission.type, rest)),
    ...sources.map(({ step }) => upTo(limits.sources, writer.objects(step.target))),
  ];
  const text = `${writer.prefix}select ${conditions.join(' and ')} as few where $1::uuid is not null`;
  const [row] = await namedQuery<{ readonly few: boolean }>(ctx, database, {
    ...named('few', text),
    values: [subject.id],
  });
  return row?.few ?? false;
}

function walking({ statements, subject, permission }: SomeVisible, ways: WaysByRow, id: string): string {
  const writer = statements.writerFor(subject, permission, placeholder);
  const conditions = [
    ...ways.wildcards,
    ...ways.sources.map(({ column, step }) => writer.holds(step.target, column)),
    writer.holdsBy(permission.type, ways.rest, id),
  ].join(' or ');
  return `(${writer.prefix}select ${conditions})`;
}

/** Some of the rows: as a condition on a row and, where that is cheaper, as a condition for each of some sources. */
interface Arm {
  /** With the sets that it refers to in front of its query, or without where the whole statement has them. */
  readonly row: (prefix: string) => string;
  readonly sources?: { readonly query: string; readonly row: string };
}

interface Arms {
  readonly prefix: string;
  readonly each: readonly Arm[];
}

function armsOf(
  { statements, subject, permission }: SomeVisible,
  { wildcards, sources, rest }: WaysByRow,
  alias: string,
): Arms {
  const writer = statements.writerFor(subject, permission, placeholder);
  const ids = writer.objectsBy(permission.type, rest);
  const each: readonly Arm[] = [
    { row: (prefix) => `${alias}.id = any(array(${prefix}${ids}))` },
    ...wildcards.map((row) => ({ row: () => row })),
    ...sources.map(({ column, step }) => {
      const query = writer.objects(step.target);
      return {
        row: (prefix: string) => `${column} = any(array(${prefix}${query}))`,
        sources: { query, row: `${column} = authz_source.id` },
      };
    }),
  ];
  return { prefix: writer.prefix, each };
}

/**
 * For rows that are visible by the one object alone that a column names. Whether there are few such objects is asked in
 * the statement itself, which then does the one or the other.
 */
function rowsOfSources<Row extends ObjectLiteral>(
  content: SomeVisible,
  ways: WaysByRow,
  column: string,
  mostSources: number,
): PageNarrowing<Row> {
  const { statements, subject, permission } = content;
  const writer = statements.writerFor(subject, permission, placeholder);
  const sources = ways.sources.map(({ step }) => writer.objects(step.target)).join(' union all ');
  const sets = writer.prefix === '' ? 'with' : `${writer.prefix.trimEnd()},`;
  return (page, { expression, direction, rows }) => {
    const { alias } = page;
    const order = (of: string): string =>
      `order by ${of}.key ${direction}, ${of}.id ${direction} limit ${rows}`;
    const first = (limit: number): string =>
      page
        .clone()
        .select(expression, 'key')
        .addSelect(`${alias}.id`, 'id')
        .andWhere(`${column} = authz_source.id`)
        .limit(limit)
        .getQuery();
    const whole = (condition: string) => page.clone().select(`${alias}.*`).andWhere(condition);
    const few = '(select few from authz_few)';
    const onPage = '(select on_page from authz_few)';
    const all = '(select distinct id from authz_found) s';
    // Of more than the page has rows, those count whose first rows come first.
    const foremost = `(select s.id from ${all} where ${onPage} union all (select s.id from ${all} cross join lateral (select * from (select s.id) authz_source cross join lateral (${first(1)}) a) f(source, key, id) where not ${onPage} ${order('f')})) authz_source`;
    // The rows of a source on the page are next to each other in its order: they are read as they lie, not one by one.
    const ranges = `select u.source, min(u.key) as low, max(u.key) as high from (select authz_source.id as source, a.key, a.id from ${foremost} cross join lateral (${first(rows)}) a ${order('a')}) u group by u.source`;
    const inRange = whole(
      `${column} = authz_range.source and ${expression} between authz_range.low and authz_range.high`,
    )
      .orderBy()
      .getQuery();
    const walked = whole(`${walking(content, ways, `${alias}.id`)} and not ${few}`)
      .limit(rows)
      .getQuery();
    return {
      wholeRows: `${sets} authz_found(id) as materialized (${someOf(sources, mostSources + 1)}), authz_few(few, on_page) as materialized (select count(*) <= ${mostSources}, count(*) <= ${rows} from authz_found) select authz_row.* from (${ranges}) authz_range cross join lateral (${inRange} offset 0) authz_row where ${few} union all (${walked})`,
    };
  };
}

/** Behind the join the planner does not know of the limit: it would read a whole table to stop early. */
function someOf(query: string, limit: number): string {
  return `select q.* from (values (1)) v cross join (select * from (${query}) q offset 0) q limit ${limit}`;
}

/**
 * The first rows of every arm, merged: no arm needs to give more than the page takes. Nor does any source but those
 * whose first rows come first, so of the others no more than that one is read.
 */
function mergeArms<Row extends ObjectLiteral>({ prefix, each }: Arms): PageNarrowing<Row> {
  return (page, { expression, direction, rows }) => {
    const first = (condition: string, limit: number): string =>
      page
        .clone()
        .select(expression, 'key')
        .addSelect(`${page.alias}.id`, 'id')
        .andWhere(condition)
        .limit(limit)
        .getQuery();
    const order = (alias: string): string =>
      `order by ${alias}.key ${direction}, ${alias}.id ${direction} limit ${rows}`;
    const queries = each.map(({ row, sources }) => {
      // The query builder has an order of its own for what it selects.
      if (!sources) return `(select a.key, a.id from (${first(row(''), rows)}) a)`;
      const all = `(select distinct id from (${sources.query}) s(id)) authz_source`;
      const foremost = `(select authz_source.id from ${all} cross join lateral (${first(sources.row, 1)}) f ${order('f')}) authz_source`;
      return `(select a.key, a.id from ${foremost} cross join lateral (${first(sources.row, rows)}) a)`;
    });
    const all = queries.join(' union all ');
    return { ids: `${prefix}select u.id from (${all}) u group by u.id, u.key ${order('u')}` };
  };
}
