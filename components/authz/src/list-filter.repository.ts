import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { ListFilter } from './authz.types.js';

const conditions = new WeakMap<ListFilter, string>();

/** @param condition SQL; `{id}` stands for the object's id. */
export function listFilter(condition: string): ListFilter {
  const filter = Object.freeze({}) as ListFilter;
  conditions.set(filter, condition);
  return filter;
}

/** Adds the filter to a list's own statement, so that pages and counts see only what the actor may. */
export function applyFilter<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  filter: ListFilter,
  alias: string,
): void {
  const condition = conditions.get(filter);
  if (condition === undefined) throw new TypeError('Not a filter made by an authorizer');
  query.andWhere(condition.replaceAll('{id}', `${alias}.id`));
}
