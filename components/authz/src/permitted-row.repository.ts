import { type Database, type OperationContext, systemContext } from '@ashlar/database';
import { managerFor, prepared, rowStatement, type RowStatement } from '@ashlar/database/persistence';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
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

/** Rows of one table, each with what the actor may do with it. */
export interface PermittedRows<Row> {
  /**
   * In one prepared statement: nothing can change between the two answers.
   * @returns undefined when there is no such row; a row of which nothing is permitted has nothing in `may`.
   */
  find(ctx: OperationContext, id: string, rights: RowRights): Promise<Permitted<Row> | undefined>;
}

/** @param query for the row whose id is in the parameter `id`; written once for each kind of caller. */
export function permittedRows<Row extends ObjectLiteral & { readonly id: string }>(
  database: Database,
  query: (manager: EntityManager) => SelectQueryBuilder<Row>,
): PermittedRows<Row> {
  const written = new Map<string, RowStatement<Row>>();
  const statementFor = (content: RightsContent): RowStatement<Row> => {
    const { statements, subject, permissions } = content;
    const key = subject
      ? permissions.map((permission) => statements.keyOf(subject, permission)).join()
      : `${permissions.length}`;
    const known = written.get(key);
    if (known) return known;
    const one = query(managerFor(systemContext('writing a statement'), database));
    one.addSelect(conditionsOf(content, `${one.alias}.id`), 'authz_may');
    const statement = rowStatement(database, one, ['id', subjectParameter]);
    written.set(key, statement);
    return statement;
  };

  return {
    async find(ctx, id, rights) {
      const content = contentOf(rights);
      const values = { id, [subjectParameter]: content.subject?.id };
      const [found] = await statementFor(content).run(ctx, values);
      return found && permitted(content, found.row, found.raw);
    },
  };
}

/**
 * For a query that may find several: the first two rows of those on which the actor has `seen`, which is one of the
 * rights. For names that are good when they mean one thing: the cost follows the rows that bear the name.
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
  query.addSelect(conditionsOf(content, `${query.alias}.id`), 'authz_may');
  if (content.subject) query.setParameter(subjectParameter, content.subject.id);
  const { entities, raw } = await prepared(managerFor(ctx, database), query, (some) =>
    some.getRawAndEntities<Record<string, unknown>>(),
  );
  return entities.map((row, index) => permitted(content, row, raw[index] ?? {}));
}

function contentOf(rights: RowRights): RightsContent {
  const content = contents.get(rights);
  if (!content) throw new TypeError('Not rights made by an authorizer');
  return content;
}

function permitted<Row>(
  { permissions }: RightsContent,
  row: Row,
  also: Readonly<Record<string, unknown>>,
): Permitted<Row> {
  const allowed = also['authz_may'] as readonly boolean[];
  return {
    row,
    also,
    may: new Set(permissions.filter((_, index) => allowed[index]).map(({ wanted }) => wanted)),
  };
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
