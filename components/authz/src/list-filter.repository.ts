import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { ListFilter } from './authz.types.js';
import type { Permission, Statements, Subject } from './statements.js';
import { stateOf } from './ways.js';

/** What stands behind a filter. */
export type FilterContent = { readonly kind: 'all' } | { readonly kind: 'none' } | SomeVisible;

export interface SomeVisible {
  readonly kind: 'some';
  readonly statements: Statements;
  readonly subject: Subject;
  readonly permission: Permission;
}

const contents = new WeakMap<ListFilter, FilterContent>();

/** The parameter that stands for who asks in every query that a filter was applied to. */
export const subjectParameter = 'authzSubject';

function filterOf(content: FilterContent): ListFilter {
  const filter = Object.freeze({}) as ListFilter;
  contents.set(filter, content);
  return filter;
}

export const everything = filterOf({ kind: 'all' });
export const nothingAtAll = filterOf({ kind: 'none' });

export function visibleTo(statements: Statements, subject: Subject, permission: Permission): ListFilter {
  return filterOf({ kind: 'some', statements, subject, permission });
}

export function contentOf(filter: ListFilter): FilterContent {
  const content = contents.get(filter);
  if (!content) throw new TypeError('Not a filter made by an authorizer');
  return content;
}

/**
 * Adds the filter to a list's own statement, so that pages and counts see only what the actor may. It collects the ids
 * first: right for lists that are short for everybody; `findVisiblePage` is for those that can be long.
 */
export function applyFilter<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  filter: ListFilter,
  alias: string,
): void {
  const content = contentOf(filter);
  if (content.kind === 'all') return;
  if (content.kind === 'none') {
    query.andWhere('false');
    return;
  }
  query.andWhere(`${alias}.id = any(array(${objectsSql(content)}))`, {
    [subjectParameter]: content.subject.id,
  });
}

/** A query for the ids of everything visible. */
export function objectsSql({ statements, subject, permission }: SomeVisible): string {
  const writer = statements.writerFor(subject, permission, placeholder);
  const objects = writer.objects(stateOf(permission.type, permission.name));
  return `${writer.prefix}${objects}`;
}

export const placeholder = `cast(:${subjectParameter} as uuid)`;
