import {
  type Database,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor } from '@ashlar/database/persistence';
import { UsageHistoryRow } from './storage.entity.js';
import type { StorageUsageState, UsagePoint } from './usage.types.js';

/** A count that this run goes on with. */
export interface Scan {
  readonly storageId: string;
  /** Of whoever counts: without it nothing is written down any more. */
  readonly lease: string;
  readonly cursor: string | undefined;
  readonly bytes: bigint;
  readonly objects: bigint;
  readonly failures: number;
}

const columns: ListColumns<UsageHistoryRow> = {
  counted_at: { expression: 'point.countedAt', valueOf: (row) => row.countedAt.toISOString() },
};

export class UsageRepository {
  constructor(private readonly database: Database) {}

  async find(ctx: OperationContext, storageId: string): Promise<StorageUsageState> {
    const rows: readonly {
      readonly bytes: string | null;
      readonly objects: string | null;
      readonly counted_at: Date | null;
      readonly scan_started_at: Date | null;
      readonly error_code: string | null;
    }[] = await managerFor(ctx, this.database).query(
      'select bytes, objects, counted_at, scan_started_at, error_code from storage.usage where storage_id = $1',
      [storageId],
    );
    const [row] = rows;
    return {
      contents: row?.counted_at
        ? { bytes: BigInt(row.bytes ?? 0), objects: BigInt(row.objects ?? 0), countedAt: row.counted_at }
        : undefined,
      countingSince: row?.scan_started_at ?? undefined,
      errorCode: row?.error_code ?? undefined,
    };
  }

  async history(ctx: OperationContext, storageId: string, request: PageRequest): Promise<Page<UsagePoint>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(UsageHistoryRow, 'point')
      .where('point.storageId = :storageId', { storageId });
    const page = await findPage(manager, query, request, columns);
    return {
      ...page,
      items: page.items.map(({ id, bytes, objects, countedAt }) => ({
        ...{ id, countedAt, bytes: BigInt(bytes), objects: BigInt(objects) },
      })),
    };
  }

  /** Storages that have not been looked at yet; answers how many there are new. */
  async enrol(tx: TransactionContext, atMost: number): Promise<number> {
    const [, count] = (await managerFor(tx, this.database).query(
      `insert into storage.usage (storage_id)
       select id from storage.storages s
       where enabled and not exists (select from storage.usage u where u.storage_id = s.id) limit $1
       on conflict do nothing returning 1`,
      [atMost],
    )) as [unknown, number];
    return count;
  }

  /** Those whose turn it is; for a while they are nobody else's. */
  async claim(tx: TransactionContext, atMost: number, leaseMs: number): Promise<readonly Scan[]> {
    const [rows] = (await managerFor(tx, this.database).query(
      `update storage.usage u set next_at = now() + make_interval(secs => $2), lease = $3,
         scan_started_at = coalesce(u.scan_started_at, now())
       where storage_id in (
         select d.storage_id from storage.usage d join storage.storages s on s.id = d.storage_id
         where d.next_at <= now() and s.enabled order by d.next_at limit $1 for update of d skip locked
       )
       returning storage_id as "storageId", lease, scan_cursor as cursor, scan_bytes as bytes, scan_objects as objects, failures`,
      [atMost, leaseMs / 1_000, newId()],
    )) as [
      readonly {
        readonly storageId: string;
        readonly lease: string;
        readonly cursor: string | null;
        readonly bytes: string;
        readonly objects: string;
        readonly failures: number;
      }[],
      number,
    ];
    return rows.map(({ cursor, bytes, objects, ...rest }) => ({
      ...{ ...rest, cursor: cursor ?? undefined },
      ...{ bytes: BigInt(bytes), objects: BigInt(objects) },
    }));
  }

  /** As far as it is, for a while longer. @returns false when somebody else counts by now; so do the others. */
  async keep(tx: TransactionContext, scan: Scan, leaseMs: number): Promise<boolean> {
    return this.written(
      tx,
      scan,
      `scan_cursor = $3, scan_bytes = $4, scan_objects = $5, next_at = now() + make_interval(secs => $6)`,
      [scan.cursor, scan.bytes.toString(), scan.objects.toString(), leaseMs / 1_000],
    );
  }

  /** As far as this run came: the next one goes on there, at once. */
  async pause(tx: TransactionContext, scan: Scan): Promise<boolean> {
    return this.written(
      tx,
      scan,
      `scan_cursor = $3, scan_bytes = $4, scan_objects = $5, error_code = null, failures = 0, lease = null,
         next_at = now()`,
      [scan.cursor, scan.bytes.toString(), scan.objects.toString()],
    );
  }

  async finish(tx: TransactionContext, scan: Scan, pointId: string, everyMs: number): Promise<boolean> {
    const { storageId, bytes, objects } = scan;
    const isOurs = await this.written(
      tx,
      scan,
      `bytes = $3, objects = $4, counted_at = now(), scan_cursor = null, scan_bytes = 0, scan_objects = 0,
         scan_started_at = null, error_code = null, failures = 0, lease = null,
         next_at = now() + make_interval(secs => $5)`,
      [bytes.toString(), objects.toString(), everyMs / 1_000],
    );
    if (!isOurs) return false;
    await managerFor(tx, this.database).query(
      `insert into storage.usage_history (storage_id, counted_at, id, bytes, objects)
       values ($1, now(), $2, $3, $4)`,
      [storageId, pointId, bytes.toString(), objects.toString()],
    );
    return true;
  }

  /** From the beginning, later. */
  async fail(tx: TransactionContext, scan: Scan, errorCode: string, againMs: number): Promise<boolean> {
    return this.written(
      tx,
      scan,
      `scan_cursor = null, scan_bytes = 0, scan_objects = 0, scan_started_at = null, lease = null,
         error_code = $3, failures = failures + 1, next_at = now() + make_interval(secs => $4)`,
      [errorCode, againMs / 1_000],
    );
  }

  private async written(
    tx: TransactionContext,
    { storageId, lease }: Scan,
    change: string,
    values: readonly unknown[],
  ): Promise<boolean> {
    const [, count] = (await managerFor(tx, this.database).query(
      `update storage.usage set ${change} where storage_id = $1 and lease = $2`,
      [storageId, lease, ...values],
    )) as [unknown, number];
    return count === 1;
  }

  async forget(tx: TransactionContext, keepMs: number, atMost: number): Promise<number> {
    const [, count] = (await managerFor(tx, this.database).query(
      `delete from storage.usage_history where (storage_id, counted_at, id) in (
         select storage_id, counted_at, id from storage.usage_history
         where counted_at < now() - make_interval(secs => $1) order by counted_at limit $2
       )`,
      [keepMs / 1_000, atMost],
    )) as [unknown, number];
    return count;
  }
}
