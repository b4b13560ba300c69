import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import type { StoredModel } from './model.js';
import { codeOf, everybody } from './tuple-terms.js';
import { named } from './statements.js';
import type { TupleRow } from './tuple-rows.js';

const leading = named(
  'leading',
  `select * from authz.rel where resource_type = $1::smallint and resource_id = any($2::uuid[])
     and relation = any($3::smallint[]) and subject_type = $4::smallint and subject_relation = $5::smallint
     and ($6::uuid[] is null or subject_id = any($6::uuid[]))
     order by relation, subject_id limit $7::int`,
);

export interface TupleQuery {
  readonly type: string;
  readonly ids: readonly string[];
  readonly relations: readonly string[];
  readonly subjectType: string;
  readonly subjectRelation?: string | undefined;
  /** Only this subject, and everybody of its type. */
  readonly subjectId?: string;
  readonly limit: number;
}

/** Reads tuples one step at a time: for questions where the way matters and not only the answer. */
export class SubjectRepository {
  constructor(
    private readonly database: Database,
    private readonly stored: StoredModel,
  ) {}

  async find(
    ctx: OperationContext,
    { type, ids, relations, subjectType, subjectRelation, subjectId, limit }: TupleQuery,
  ): Promise<readonly TupleRow[]> {
    const { types, names } = this.stored.codes;
    return namedQuery<TupleRow>(ctx, this.database, {
      ...leading,
      values: [
        codeOf(types, type),
        ids,
        relations.map((relation) => codeOf(names, relation)),
        codeOf(types, subjectType),
        subjectRelation === undefined ? 0 : codeOf(names, subjectRelation),
        subjectId === undefined ? null : [subjectId, everybody],
        limit,
      ],
    });
  }
}
