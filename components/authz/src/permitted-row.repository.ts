import { type Database, type OperationContext, systemContext } from '@ashlar/database';
import { managerFor, rowStatement, type RowStatement } from '@ashlar/database/persistence';
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
      const content = contents.get(rights);
      if (!content) throw new TypeError('Not rights made by an authorizer');
      const values = { id, [subjectParameter]: content.subject?.id };
      const [found] = await statementFor(content).run(ctx, values);
      if (!found) return undefined;
      const allowed = found.raw['authz_may'] as readonly boolean[];
      const may = content.permissions.filter((_, index) => allowed[index]).map(({ wanted }) => wanted);
      return { row: found.row, also: found.raw, may: new Set(may) };
    },
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
