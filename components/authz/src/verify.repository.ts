import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import { named } from './statements.js';
import { everybody } from './tuple-terms.js';

// Each walks from one id to the next by the index, however many tuples there are of one.
const next = (column: string, condition: string, after: string): string =>
  `(select r.${column} from authz.rel r where ${condition} and r.${column} > ${after} order by r.${column} limit 1)`;
const walk = (kind: string, column: string, condition: string) =>
  named(
    kind,
    `with recursive w(id, n) as (
       select ${next(column, condition, '$2::uuid')}, 1
       union all
       select ${next(column, condition, 'w.id')}, w.n + 1 from w where w.id is not null and w.n < $3::int
     ) select id from w where id is not null`,
  );
const objects = walk('objects_after', 'resource_id', 'r.resource_type = $1::smallint');
const related = walk(
  'related_after',
  'resource_id',
  'r.resource_type = $1::smallint and r.relation = $4::smallint',
);
const subjects = walk(
  'subjects_after',
  'subject_id',
  `r.subject_type = $1::smallint and r.subject_id < '${everybody}'`,
);
const namesSubject = named(
  'naming',
  `select distinct resource_type as type, resource_id as id from authz.rel
   where subject_type = $1::smallint and subject_id = $2::uuid order by 1, 2 limit $3::int`,
);
const lowest = '00000000-0000-0000-0000-000000000000';

export class VerifyRepository {
  constructor(private readonly database: Database) {}

  /** Objects of a type that have tuples, or one in a relation. */
  async objectsAfter(
    ctx: OperationContext,
    type: number,
    after: string | undefined,
    limit: number,
    relation?: number,
  ): Promise<readonly string[]> {
    const statement = relation === undefined ? objects : related;
    return this.ids(ctx, statement, [
      type,
      after ?? lowest,
      limit,
      ...(relation === undefined ? [] : [relation]),
    ]);
  }

  /** What is named in tuples of others. */
  async subjectsAfter(
    ctx: OperationContext,
    type: number,
    after: string | undefined,
    limit: number,
  ): Promise<readonly string[]> {
    return this.ids(ctx, subjects, [type, after ?? lowest, limit]);
  }

  /** Objects whose tuples name a subject. */
  async naming(
    ctx: OperationContext,
    type: number,
    id: string,
    limit: number,
  ): Promise<readonly { readonly type: number; readonly id: string }[]> {
    return namedQuery(ctx, this.database, { ...namesSubject, values: [type, id, limit] });
  }

  private async ids(
    ctx: OperationContext,
    statement: ReturnType<typeof named>,
    values: readonly unknown[],
  ): Promise<readonly string[]> {
    const rows = await namedQuery<{ readonly id: string }>(ctx, this.database, { ...statement, values });
    return rows.map(({ id }) => id);
  }
}
