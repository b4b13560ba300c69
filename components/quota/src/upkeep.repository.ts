import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor } from '@ashlar/database/persistence';
import { RepairRow } from './quota.entity.js';
import type { QuotaRepair, QuotaSubject, SubjectType } from './quota.types.js';

export interface CrossingRow {
  readonly id: string;
  readonly type: string;
  readonly subject_type: SubjectType;
  readonly subject_id: string;
  readonly threshold: number;
  readonly used: string;
  readonly limit_amount: string;
  readonly at: Date;
}

export interface HistoryPoint {
  readonly at: Date;
  readonly used: bigint;
  readonly reserved: bigint;
  /** Undefined: unlimited. */
  readonly limit: bigint | undefined;
}

/** What is kept for a while only. Whoever sends an event again does so within days, and is not counted twice for 90. */
const forgettable = {
  answers: `delete from quota.operations where (scope, key) in (
    select scope, key from quota.operations where created_at < now() - interval '2 days' order by created_at limit $1)`,
  holds: `delete from quota.holds where id in (
    select id from quota.holds where state <> 'held' and ended_at < now() - interval '30 days' order by ended_at limit $1)`,
  events: `delete from quota.imported_events where (source, id) in (
    select source, id from quota.imported_events where imported_at < now() - interval '90 days' order by imported_at limit $1)`,
  history: `delete from quota.history where (counter_id, at) in (
    select counter_id, at from quota.history where at < now() - interval '400 days' order by at limit $1)`,
} as const;

export type Forgettable = keyof typeof forgettable;

const columns: ListColumns<RepairRow> = {
  at: { expression: 'repair.at', valueOf: (row) => row.at.toISOString() },
};

export class UpkeepRepository {
  constructor(private readonly database: Database) {}

  /** Holds that ran out, at most `limit`, and what they held. @returns how many. */
  async endHolds(tx: TransactionContext, limit: number): Promise<number> {
    const manager = managerFor(tx, this.database);
    const [gone]: [readonly { id: string }[], number] = await manager.query(
      `update quota.holds set state = 'expired', ended_at = expires_at
       where id in (select id from quota.holds where state = 'held' and expires_at <= now()
                    order by expires_at limit $1 for update skip locked)
       returning id`,
      [limit],
    );
    if (gone.length > 0) {
      await manager.query(
        'select quota.lock_counters(array(select distinct counter_id from quota.hold_items where hold_id = any ($1)), null)',
        [gone.map(({ id }) => id)],
      );
    }
    return gone.length;
  }

  /** What nobody asks for any more, at most `limit` of one kind. @returns how many. */
  async forget(tx: TransactionContext, what: Forgettable, limit: number): Promise<number> {
    const [, forgotten]: [unknown, number] = await managerFor(tx, this.database).query(forgettable[what], [
      limit,
    ]);
    return forgotten;
  }

  async counterIds(ctx: OperationContext, after: string, limit: number): Promise<readonly string[]> {
    const rows: readonly { id: string }[] = await managerFor(ctx, this.database).query(
      'select id from quota.counters where id > $1 order by id limit $2',
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Makes counters say what ledger and holds prove, and writes down where they did not. */
  async repair(tx: TransactionContext, ids: readonly string[]): Promise<readonly QuotaRepair[]> {
    const manager = managerFor(tx, this.database);
    await manager.query('select quota.lock_counters($1, null)', [ids]);
    const noted: readonly { id: string }[] = await manager.query(
      `with proof as (
         select c.id, c.used, c.reserved,
           greatest(0, (select coalesce(sum(amount), 0) from quota.ledger l
                        where l.counter_id = c.id and l.at >= coalesce(c.period_starts_at, '-infinity'))) as proven,
           (select coalesce(sum(amount), 0) from quota.hold_items h where h.counter_id = c.id) as held
         from quota.counters c where c.id = any ($1)
       ), wrong as (
         select * from proof where used <> proven or reserved <> held
       ), repaired as (
         update quota.counters c set used = wrong.proven, reserved = wrong.held from wrong where c.id = wrong.id
       )
       insert into quota.repairs (counter_id, used_before, used_after, reserved_before, reserved_after)
       select id, used, proven, reserved, held from wrong
       returning id`,
      [ids],
    );
    return this.repairsNoted(tx, noted);
  }

  /** Writes down that a source says `added` more, or less, than was used, after that was posted. */
  async noteCorrection(
    tx: TransactionContext,
    { type, id }: QuotaSubject,
    quotaType: string,
    added: bigint,
  ): Promise<readonly QuotaRepair[]> {
    const noted: readonly { id: string }[] = await managerFor(tx, this.database).query(
      `insert into quota.repairs (counter_id, cause, used_before, used_after, reserved_before, reserved_after)
       select id, 'source', greatest(0, used - $4::bigint), used, reserved, reserved
       from quota.counters where type = $1 and subject_type = $2 and subject_id = $3
       returning id`,
      [quotaType, type, id, added.toString()],
    );
    return this.repairsNoted(tx, noted);
  }

  async repairs(ctx: OperationContext, request: PageRequest): Promise<Page<QuotaRepair>> {
    const manager = managerFor(ctx, this.database);
    const page = await findPage(manager, manager.createQueryBuilder(RepairRow, 'repair'), request, columns);
    return { ...page, items: await this.withSubjects(ctx, page.items) };
  }

  private async repairsNoted(
    tx: TransactionContext,
    noted: readonly { readonly id: string }[],
  ): Promise<readonly QuotaRepair[]> {
    if (noted.length === 0) return [];
    const rows = await managerFor(tx, this.database)
      .createQueryBuilder(RepairRow, 'repair')
      .where('repair.id = any(:ids)', { ids: noted.map(({ id }) => id) })
      .getMany();
    return this.withSubjects(tx, rows);
  }

  private async withSubjects(
    ctx: OperationContext,
    rows: readonly RepairRow[],
  ): Promise<readonly QuotaRepair[]> {
    const counters: readonly { id: string; type: string; subject_type: SubjectType; subject_id: string }[] =
      await managerFor(ctx, this.database).query(
        'select id, type, subject_type, subject_id from quota.counters where id = any ($1)',
        [rows.map(({ counterId }) => counterId)],
      );
    const byId = new Map(counters.map((counter) => [counter.id, counter]));
    return rows.flatMap(({ id, counterId, cause, at, ...row }): QuotaRepair[] => {
      const counter = byId.get(counterId);
      if (!counter) return [];
      return [
        {
          ...{ id, cause, at, quotaType: counter.type },
          subject: { type: counter.subject_type, id: counter.subject_id },
          used: { before: BigInt(row.usedBefore), after: BigInt(row.usedAfter) },
          reserved: { before: BigInt(row.reservedBefore), after: BigInt(row.reservedAfter) },
        },
      ];
    });
  }

  /** Takes out what was not told of yet, oldest first; another turn at the same time gets others. */
  async takeCrossings(tx: TransactionContext, limit: number): Promise<readonly CrossingRow[]> {
    const [taken]: [readonly CrossingRow[], number] = await managerFor(tx, this.database).query(
      `delete from quota.crossings x using quota.counters c
       where c.id = x.counter_id
         and x.id in (select id from quota.crossings order by id limit $1 for update skip locked)
       returning x.id, c.type, c.subject_type, c.subject_id, x.threshold, x.used, x.limit_amount, x.at`,
      [limit],
    );
    return [...taken].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  /** One row for each counter that is not as it was when last written down. @returns how many. */
  async recordHistory(ctx: OperationContext): Promise<number> {
    const rows: readonly unknown[] = await managerFor(ctx, this.database).query(
      `insert into quota.history (counter_id, at, limit_amount, used, reserved)
       select c.id, date_trunc('hour', now()), c.limit_amount, now_used.amount, c.reserved
       from quota.counters c
       cross join lateral (
         select case when c.period_ends_at <= now() then 0 else c.used end as amount
       ) now_used
       left join lateral (
         select h.limit_amount, h.used, h.reserved from quota.history h where h.counter_id = c.id order by h.at desc limit 1
       ) last on true
       where (last.limit_amount, last.used, last.reserved) is distinct from (c.limit_amount, now_used.amount, c.reserved)
       on conflict do nothing returning 1`,
    );
    return rows.length;
  }

  /** Oldest first, at most 10,000. */
  async history(
    ctx: OperationContext,
    subject: QuotaSubject,
    type: string,
    from: Date,
    to: Date,
  ): Promise<readonly HistoryPoint[]> {
    const rows: readonly { at: Date; used: string; reserved: string; limit_amount: string | null }[] =
      await managerFor(ctx, this.database).query(
        `select h.at, h.used, h.reserved, h.limit_amount
         from quota.history h join quota.counters c on c.id = h.counter_id
         where c.type = $1 and c.subject_type = $2 and c.subject_id = $3 and h.at >= $4 and h.at < $5
         order by h.at limit 10000`,
        [type, subject.type, subject.id, from, to],
      );
    return rows.map(({ at, used, reserved, limit_amount }) => ({
      at,
      used: BigInt(used),
      reserved: BigInt(reserved),
      limit: limit_amount === null ? undefined : BigInt(limit_amount),
    }));
  }

  /** What a subject has used itself; a ceiling's counter also has what lies below it. */
  async ownUse(tx: TransactionContext, { type, id }: QuotaSubject, quotaType: string): Promise<bigint> {
    const rows: readonly { used: string }[] = await managerFor(tx, this.database).query(
      `select coalesce(sum(l.amount), 0) as used from quota.counters c
       join quota.ledger l on l.counter_id = c.id and l.origin_id = c.id and l.at >= coalesce(c.period_starts_at, '-infinity')
       where c.type = $1 and c.subject_type = $2 and c.subject_id = $3`,
      [quotaType, type, id],
    );
    return BigInt(rows[0]?.used ?? 0);
  }

  /** Those with a counter of the type that says anything. */
  async counted(ctx: OperationContext, type: string): Promise<readonly QuotaSubject[]> {
    const rows: readonly { subject_type: SubjectType; subject_id: string }[] = await managerFor(
      ctx,
      this.database,
    ).query('select subject_type, subject_id from quota.counters where type = $1 and used > 0', [type]);
    return rows.map(({ subject_type, subject_id }) => ({ type: subject_type, id: subject_id }));
  }
}
