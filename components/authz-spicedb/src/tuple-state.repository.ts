import { arrayParameters, columnsOf, toArrays, type TupleRow } from '@ashlar/authz/engine';
import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';

/** A tuple that changed, as it is now. */
export interface ChangedRow extends TupleRow {
  readonly present: boolean;
  /** Whether any tuple of its object is there. */
  readonly object_present: boolean;
}

const key = ['resource_type', 'resource_id', 'relation', 'subject_type', 'subject_id', 'subject_relation'];
const keyOf = (alias: string): string => key.map((column) => `${alias}.${column}`).join(', ');
/** Whether there is a tuple, and any of its object, now. */
export const isPresent = (alias: string): string =>
  `exists (select from authz.rel r where (${keyOf('r')}) = (${keyOf(alias)})) as present,
   exists (select from authz.rel r where r.resource_type = ${alias}.resource_type and r.resource_id = ${alias}.resource_id) as object_present`;
/** What the tuples are now. */
export class TupleStateRepository {
  constructor(private readonly database: Database) {}

  /** Tuples after one, in the order of the primary key. */
  async rowsAfter(ctx: OperationContext, after: TupleRow | null, most: number): Promise<readonly TupleRow[]> {
    if (!after) {
      return this.query(
        ctx,
        'first',
        `select ${columnsOf('r')} from authz.rel r order by ${keyOf('r')} limit $1`,
        [most],
      );
    }
    return this.query(
      ctx,
      'after',
      `select ${columnsOf('r')} from authz.rel r
       where (${keyOf('r')}) > ($2::smallint, $3::uuid, $4::smallint, $5::smallint, $6::uuid, $7::smallint)
       order by ${keyOf('r')} limit $1`,
      [
        ...[most, after.resource_type, after.resource_id, after.relation],
        ...[after.subject_type, after.subject_id, after.subject_relation],
      ],
    );
  }

  /** All tuples of an object. */
  async rowsOf(ctx: OperationContext, type: number, id: string): Promise<readonly TupleRow[]> {
    return this.query(
      ctx,
      'rows_of',
      `select ${columnsOf('r')} from authz.rel r where r.resource_type = $1::smallint and r.resource_id = $2::uuid`,
      [type, id],
    );
  }

  /** Each of the tuples as it is now, in no order. */
  async stateOf(ctx: OperationContext, rows: readonly TupleRow[]): Promise<readonly ChangedRow[]> {
    return this.query(
      ctx,
      'state',
      `select ${columnsOf('d')}, ${isPresent('d')} from unnest(${arrayParameters(1)}) d(${columnsOf()})`,
      toArrays(rows),
    );
  }

  /** Whether each of the objects has a tuple, in their order. */
  async presentObjects(
    ctx: OperationContext,
    objects: readonly { readonly type: number; readonly id: string }[],
  ): Promise<readonly boolean[]> {
    const found = await this.query<{ readonly present: boolean }>(
      ctx,
      'objects',
      `select exists (
         select from authz.rel r where r.resource_type = d.type and r.resource_id = d.id
       ) as present from unnest($1::smallint[], $2::uuid[]) with ordinality d(type, id, n) order by d.n`,
      [objects.map(({ type }) => type), objects.map(({ id }) => id)],
    );
    return found.map(({ present }) => present);
  }

  /** Tuples to look at again, as they are now, each with its number. */
  async repairs(
    ctx: OperationContext,
    most: number,
  ): Promise<readonly (ChangedRow & { readonly number: string })[]> {
    return this.query(
      ctx,
      'repairs',
      `select d.number::text, ${columnsOf('d')}, ${isPresent('d')}
       from (select * from authz.spicedb_repair order by number limit $1::int) d order by d.number`,
      [most],
    );
  }

  async repaired(ctx: OperationContext, numbers: readonly string[]): Promise<void> {
    await this.query(ctx, 'repaired', 'delete from authz.spicedb_repair where number = any ($1::bigint[])', [
      numbers,
    ]);
  }

  async lookAgain(ctx: OperationContext, rows: readonly TupleRow[]): Promise<void> {
    await this.query(
      ctx,
      'look_again',
      `insert into authz.spicedb_repair (${columnsOf()})
       select ${columnsOf()} from unnest(${arrayParameters(1)}) d(${columnsOf()})`,
      toArrays(rows),
    );
  }

  /** Objects that have tuples, and some that were named in changes lately, at random. */
  async someObjects(
    ctx: OperationContext,
    most: number,
  ): Promise<readonly { readonly type: number; readonly id: string }[]> {
    return this.query(
      ctx,
      'some_objects',
      `with drawn as (
         select r.resource_type, r.resource_id from authz.rel r tablesample system (least(100, (
           select 300.0 * $1::int / greatest(1, reltuples) from pg_class where oid = 'authz.rel'::regclass
         ))::real) limit 10 * $1::int
       ), changed as (
         select c.resource_type, c.resource_id from authz.change c order by c.xid desc, c.seq desc limit 10 * $1::int
       )
       select resource_type::int as type, resource_id as id
       from (select * from drawn union select * from changed) picked order by random() limit $1::int`,
      [most],
    );
  }

  private query<Row>(
    ctx: OperationContext,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return namedQuery<Row>(ctx, this.database, { name: `authz_spicedb_${name}`, text, values });
  }
}
