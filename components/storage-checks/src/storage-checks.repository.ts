import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor } from '@ashlar/database/persistence';
import type { CredentialRef, StorageConfig } from '@ashlar/storage';
import type { IntendedUse } from './checks.types.js';
import { StorageCheckRow, StorageTrialRow } from './storage-checks.entity.js';
import type { CheckReason, StorageCheck, Trial } from './storage-checks.types.js';

const columns: ListColumns<StorageCheckRow> = {
  created_at: { expression: 'test.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

export interface NewCheck {
  readonly id: string;
  readonly storageId: string | undefined;
  readonly reason: CheckReason;
  readonly intendedUse: IntendedUse;
  readonly config?: StorageConfig | undefined;
  /** Of values that are tried. */
  readonly refs: readonly CredentialRef[];
  readonly requestedBy: string;
}

/** What the data API does with tests. */
export class StorageCheckRepository {
  constructor(private readonly database: Database) {}

  /** Tests of a caller in the last minute, and of all that wait. Callers of the same name wait for each other here. */
  async load(
    tx: TransactionContext,
    requestedBy: string,
  ): Promise<{ readonly ofCaller: number; readonly open: number }> {
    const manager = managerFor(tx, this.database);
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `storage_checks:${requestedBy}`,
    ]);
    const rows: readonly { readonly caller: number; readonly open: number }[] = await manager.query(
      `select (select count(*)::int from storage_checks.checks
               where requested_by = $1 and created_at > now() - interval '1 minute') as caller,
         (select count(*)::int from storage_checks.checks where state <> 'done') as open`,
      [requestedBy],
    );
    return { ofCaller: rows[0]?.caller ?? 0, open: rows[0]?.open ?? 0 };
  }

  async insert(tx: TransactionContext, { refs, ...check }: NewCheck): Promise<void> {
    await managerFor(tx, this.database).insert(StorageCheckRow, {
      ...check,
      storageId: check.storageId ?? null,
      config: check.config ?? null,
    });
    if (refs.length > 0)
      await managerFor(tx, this.database).insert(StorageTrialRow, { checkId: check.id, refs });
  }

  async find(ctx: OperationContext, id: string): Promise<StorageCheck | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(StorageCheckRow, { id });
    return row ? toCheck(row) : undefined;
  }

  async isRequestedBy(ctx: OperationContext, id: string, requestedBy: string): Promise<boolean> {
    return managerFor(ctx, this.database).existsBy(StorageCheckRow, { id, requestedBy });
  }

  /** What a test that is under way tries before it is kept. */
  async findTrial(ctx: OperationContext, id: string): Promise<Trial | undefined> {
    const manager = managerFor(ctx, this.database);
    const row = await manager.findOneBy(StorageCheckRow, { id, state: 'running' });
    const trial = await manager.findOneBy(StorageTrialRow, { checkId: id });
    return row?.config && trial ? { config: row.config, refs: trial.refs } : undefined;
  }

  async list(ctx: OperationContext, storageId: string, request: PageRequest): Promise<Page<StorageCheck>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(StorageCheckRow, 'test')
      .where('test.storageId = :storageId', { storageId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toCheck) };
  }
}

function toCheck(row: StorageCheckRow): StorageCheck {
  return {
    id: row.id,
    storageId: row.storageId ?? undefined,
    reason: row.reason,
    intendedUse: row.intendedUse,
    state: row.state,
    status: row.status ?? undefined,
    report: row.report ?? undefined,
    createdAt: row.createdAt,
    doneAt: row.doneAt ?? undefined,
  };
}
