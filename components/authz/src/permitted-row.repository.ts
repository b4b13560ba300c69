import type { Database, OperationContext } from '@ashlar/database';
import { managerFor, prepared } from '@ashlar/database/persistence';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Permitted, RowRights } from './authz.types.js';
import { placeholder, subjectParameter } from './list-filter.repository.js';
import type { Permission, Statements, Subject } from './statements.js';
import { stateOf } from './ways.js';

/** What stands behind rights. */
interface RightsContent {
  readonly statements: Statements;
  /** Undefined for the system, which needs no permission. */
  readonly subject: Subject | undefined;
  readonly permissions: readonly (Permission & { readonly wanted: string })[];
}

const contents = new WeakMap<RowRights, RightsContent>();

export function rightsOf(content: RightsContent): RowRights {
  const rights = Object.freeze({}) as RowRights;
  contents.set(rights, content);
  return rights;
}

/**
 * The row that `query` finds by its id, with what the actor may do with it, in one prepared statement: nothing can
 * change between the two answers.
 * @returns undefined when there is no such row; a row of which nothing is permitted has nothing in `may`.
 */
export async function findPermitted<Row extends ObjectLiteral & { readonly id: string }>(
  ctx: OperationContext,
  database: Database,
  query: SelectQueryBuilder<Row>,
  rights: RowRights,
): Promise<Permitted<Row> | undefined> {
  const [found] = await run(ctx, database, query, contentOf(rights));
  return found;
}

/**
 * As `findPermitted`, for a query that may find several: the first two rows of those on which the actor has `seen`, which
 * is one of the rights. For names that are good when they mean one thing: the cost follows the rows that bear the name.
 */
export async function findPermittedPair<Row extends ObjectLiteral & { readonly id: string }>(
  ctx: OperationContext,
  database: Database,
  query: SelectQueryBuilder<Row>,
  rights: RowRights,
  seen: string,
): Promise<readonly Permitted<Row>[]> {
  const content = contentOf(rights);
  const only = content.permissions.filter(({ wanted }) => wanted === seen);
  query.andWhere(`(${conditionsOf({ ...content, permissions: only }, `${query.alias}.id`)})[1]`).limit(2);
  return run(ctx, database, query, content);
}

function contentOf(rights: RowRights): RightsContent {
  const content = contents.get(rights);
  if (!content) throw new TypeError('Not rights made by an authorizer');
  return content;
}

async function run<Row extends ObjectLiteral>(
  ctx: OperationContext,
  database: Database,
  query: SelectQueryBuilder<Row>,
  content: RightsContent,
): Promise<readonly Permitted<Row>[]> {
  const { subject, permissions } = content;
  query.addSelect(conditionsOf(content, `${query.alias}.id`), 'authz_may');
  if (subject) query.setParameter(subjectParameter, subject.id);
  const { entities, raw } = await prepared(managerFor(ctx, database), query, (some) =>
    some.getRawAndEntities<{ readonly authz_may: readonly boolean[] }>(),
  );
  return entities.map((row, index) => {
    const allowed = raw[index]?.authz_may ?? [];
    return {
      row,
      also: raw[index] ?? {},
      may: new Set(permissions.filter((_, at) => allowed[at]).map(({ wanted }) => wanted)),
    };
  });
}

/** An array of whether each permission is there. */
function conditionsOf({ statements, subject, permissions }: RightsContent, id: string): string {
  if (!subject) return `array[${permissions.map(() => 'true').join(', ')}]`;
  const parts = permissions.map((permission) => {
    const writer = statements.writerFor(subject, permission, placeholder, false);
    const condition = writer.holds(stateOf(permission.type, permission.name), id);
    return `(${writer.prefix}select ${condition})`;
  });
  return `array[${parts.join(', ')}]`;
}
