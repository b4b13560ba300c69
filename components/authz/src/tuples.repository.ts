import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { isolationOf, namedQuery } from '@ashlar/database/persistence';
import { type CycleEdges, isOfCycle } from './cycles.js';
import { named } from './statements.js';
import { arrayParameters, columnsOf, toArrays, tupleColumns } from './tuple-columns.js';
import type { TupleRow } from './tuple-rows.js';

const columnList = columnsOf();
/** Through sub-selects: see `unnest` of the statements for checks. */
const arrays = (first: number): string => arrayParameters(first, (parameter) => `(select ${parameter})`);
const sameTuple = tupleColumns.map((column) => `r.${column} = d.${column}`).join(' and ');

/** Holders of the lock are the only ones who add tuples that could close a cycle. */
const cycleLock = 4_711_002;

/** `gone` names the rows to delete; `$1` to `$3` are actor and request, `$4` to `$9` the rows to add. */
const change = (kind: string, gone: string) =>
  named(
    kind,
    `with gone as (${gone}),
     added as (insert into authz.rel (${columnList}) select ${columnList} from unnest(${arrays(4)}) d(${columnList})
       on conflict do nothing returning ${columnList}),
     logged as (insert into authz.change (op, ${columnList}, actor_kind, actor_id, request_id)
       select 'delete', ${columnList}, $1, $2, $3 from gone union all
       select 'touch', ${columnList}, $1, $2, $3 from added)
     select (select count(*)::int from added) as touched, (select count(*)::int from gone) as deleted`,
  );

const write = change(
  'write',
  `delete from authz.rel r using unnest(${arrays(10)}) d(${columnList}) where ${sameTuple} returning ${columnsOf('r')}`,
);
/** Nothing is deleted with most of what is granted, and a statement costs what it is made of. */
const touchOnly = named(
  'touch',
  `with added as (insert into authz.rel (${columnList}) select ${columnList} from unnest(${arrays(4)}) d(${columnList})
     on conflict do nothing returning ${columnList}),
   logged as (insert into authz.change (op, ${columnList}, actor_kind, actor_id, request_id)
     select 'touch', ${columnList}, $1, $2, $3 from added)
   select (select count(*)::int from added) as touched, 0 as deleted`,
);
const replace = change(
  'replace',
  `delete from authz.rel r where r.resource_type = $10::smallint and r.resource_id = $11::uuid
     and ($12::smallint[] is null or r.relation = any($12::smallint[]))
     and not exists (select from unnest(${arrays(4)}) d(${columnList}) where ${sameTuple}) returning ${columnsOf('r')}`,
);
const forget = change(
  'forget',
  `delete from authz.rel r where (r.resource_type = $10::smallint and r.resource_id = $11::uuid)
     or (r.subject_type = $10::smallint and r.subject_id = $11::uuid) returning ${columnsOf('r')}`,
);
const lock = named('lock', `select pg_advisory_xact_lock(${cycleLock})`);
const locked = named(
  'expect',
  `select 1 from unnest(${arrays(1)}) d(${columnList}) join authz.rel r on ${sameTuple} for key share of r`,
);
const closed = named(
  'cycle',
  `with recursive w(origin, type, id) as (
     select o.n::int, o.type, o.id from unnest($1::smallint[], $2::uuid[]) with ordinality o(type, id, n)
     union
     select w.origin, n.type, n.id from w cross join lateral (
       select r.subject_type as type, r.subject_id as id from authz.rel r
         join unnest($5::smallint[], $6::smallint[], $7::smallint[], $8::smallint[]) e(resource_type, relation, subject_type, subject_relation)
           using (resource_type, relation, subject_type, subject_relation)
         where r.resource_type = w.type and r.resource_id = w.id offset 0) n)
   select 1 from w join unnest($3::smallint[], $4::uuid[]) with ordinality t(type, id, n)
     on t.n = w.origin and t.type = w.type and t.id = w.id limit 1`,
);

interface Counts {
  readonly touched: number;
  readonly deleted: number;
}

export class TupleRepository {
  constructor(
    private readonly database: Database,
    private readonly cycles: readonly CycleEdges[],
  ) {}

  /** @returns false when a tuple closes a cycle: the transaction must then be given up. */
  async write(
    tx: TransactionContext,
    touch: readonly TupleRow[],
    gone: readonly TupleRow[],
  ): Promise<Counts | false> {
    return this.guarded(tx, touch, () =>
      gone.length === 0
        ? this.change(tx, touchOnly, toArrays(sorted(touch)))
        : this.change(tx, write, [...toArrays(sorted(touch)), ...toArrays(sorted(gone))]),
    );
  }

  /** @returns false when a tuple closes a cycle: the transaction must then be given up. */
  async replace(
    tx: TransactionContext,
    type: number,
    id: string,
    rows: readonly TupleRow[],
    relations: readonly number[] | undefined,
  ): Promise<Counts | false> {
    return this.guarded(tx, rows, () =>
      this.change(tx, replace, [...toArrays(sorted(rows)), type, id, relations ?? null]),
    );
  }

  async forget(tx: TransactionContext, type: number, id: string): Promise<Counts> {
    return this.change(tx, forget, [...toArrays([]), type, id]);
  }

  /** How many of the tuples are there; those that are cannot go before the transaction ends. */
  async lockPresent(tx: TransactionContext, rows: readonly TupleRow[]): Promise<number> {
    return (await namedQuery(tx, this.database, { ...locked, values: toArrays(sorted(rows)) })).length;
  }

  /** Tuples of one object, in the order of the index. */
  async ofObject(
    ctx: OperationContext,
    type: number,
    id: string,
    relations: readonly number[] | undefined,
    limit: number,
  ): Promise<readonly TupleRow[]> {
    return namedQuery<TupleRow>(ctx, this.database, {
      ...ofObject,
      values: [type, id, relations ?? null, limit],
    });
  }

  private async change(
    { actor, requestId, ...tx }: TransactionContext,
    statement: { readonly name: string; readonly text: string },
    values: readonly unknown[],
  ): Promise<Counts> {
    const [counts] = await namedQuery<Counts>({ ...tx, actor, requestId }, this.database, {
      ...statement,
      values: [actor.kind, actor.id, requestId, ...values],
    });
    return counts ?? { touched: 0, deleted: 0 };
  }

  private async guarded(
    tx: TransactionContext,
    rows: readonly TupleRow[],
    work: () => Promise<Counts>,
  ): Promise<Counts | false> {
    const risky = this.cycles
      .map((edges) => ({ edges, rows: rows.filter((row) => isOfCycle(row, edges)) }))
      .filter((entry) => entry.rows.length > 0);
    if (risky.length === 0) return work();
    if (isolationOf(tx) !== 'read committed') {
      throw new TypeError(
        'Nesting is changed in read committed transactions: others would look at an old state',
      );
    }
    await namedQuery(tx, this.database, { ...lock, values: [] });
    const counts = await work();
    for (const entry of risky) {
      if (await this.closesCycle(tx, entry.edges, entry.rows)) return false;
    }
    return counts;
  }

  private async closesCycle(
    tx: TransactionContext,
    edges: CycleEdges,
    rows: readonly TupleRow[],
  ): Promise<boolean> {
    const values = [
      rows.map((row) => row.subject_type),
      rows.map((row) => row.subject_id),
      rows.map((row) => row.resource_type),
      rows.map((row) => row.resource_id),
      edges.map((edge) => edge.resource_type),
      edges.map((edge) => edge.relation),
      edges.map((edge) => edge.subject_type),
      edges.map((edge) => edge.subject_relation),
    ];
    return (await namedQuery(tx, this.database, { ...closed, values })).length > 0;
  }
}

const ofObject = named(
  'tuples',
  `select ${columnList} from authz.rel where resource_type = $1::smallint and resource_id = $2::uuid
     and ($3::smallint[] is null or relation = any($3::smallint[]))
     order by relation, subject_type, subject_id, subject_relation limit $4::int`,
);

/** Everybody locks rows in one order, so that two who write the same tuples do not wait for each other. */
function sorted(rows: readonly TupleRow[]): readonly TupleRow[] {
  const key = (row: TupleRow): string =>
    tupleColumns.map((column) => String(row[column]).padStart(5, '0')).join(' ');
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
