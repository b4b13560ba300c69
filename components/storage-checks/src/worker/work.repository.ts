import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { CredentialRef, StorageConfig } from '@ashlar/storage';
import { type IntendedUse, intendedUses, type ProbeReport } from '../checks.types.js';
import type { CheckReason } from '../storage-checks.types.js';

/** A test that this process makes, as long as it has the lease. */
export interface ClaimedCheck {
  readonly id: string;
  readonly lease: string;
  readonly storageId: string | null;
  readonly reason: CheckReason;
  readonly intendedUse: IntendedUse;
  /** Settings that are tried before they are kept. */
  readonly config: StorageConfig | null;
  readonly refs: readonly CredentialRef[] | null;
}

const claimed = `id, lease, storage_id as "storageId", reason, intended_use as "intendedUse", config,
  (select refs from storage_checks.trials where check_id = id) as refs`;

/** So often a test is begun: after that, nobody comes to its end. */
const attemptsAtMost = 3;

/** What the worker does with tests. */
export class CheckWorkRepository {
  constructor(private readonly database: Database) {}

  private async rows<Row>(
    ctx: OperationContext,
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const [rows] = (await managerFor(ctx, this.database).query(sql, [...values])) as [readonly Row[], number];
    return rows;
  }

  /** The oldest that somebody asked for and nobody makes. */
  async claim(tx: TransactionContext, leaseMs: number): Promise<ClaimedCheck | undefined> {
    const [row] = await this.rows<ClaimedCheck>(
      tx,
      `update storage_checks.checks set state = 'running', attempts = attempts + 1, lease = $1,
         lease_until = now() + make_interval(secs => $2)
       where id = (
         select id from storage_checks.checks
         where state <> 'done' and attempts < ${attemptsAtMost} and (lease_until is null or lease_until < now())
         order by created_at, id limit 1 for update skip locked
       ) returning ${claimed}`,
      [newId(), leaseMs / 1_000],
    );
    return row;
  }

  /** A test of the storage whose turn it is. */
  async claimDue(tx: TransactionContext, leaseMs: number): Promise<ClaimedCheck | undefined> {
    const [turn] = await this.rows<{ readonly storage_id: string }>(
      tx,
      `update storage_checks.turns set next_at = now() + make_interval(secs => $1)
       where storage_id = (
         select turn.storage_id from storage_checks.turns turn
         join storage.storages storage on storage.id = turn.storage_id
         where turn.next_at <= now() and storage.enabled
         order by turn.next_at limit 1 for update of turn skip locked
       ) returning storage_id`,
      [leaseMs / 1_000],
    );
    if (!turn) return undefined;
    const inserted: readonly ClaimedCheck[] = await managerFor(tx, this.database).query(
      `insert into storage_checks.checks (id, storage_id, reason, intended_use, state, attempts, lease, lease_until)
       select $1, id, 'due', coalesce(last_check_use, 'read'), 'running', ${attemptsAtMost}, $3,
         now() + make_interval(secs => $4)
       from storage.storages where id = $2
       returning ${claimed}`,
      [newId(), turn.storage_id, newId(), leaseMs / 1_000],
    );
    return inserted[0];
  }

  /** Back, for another process, without counting. */
  async giveBack(tx: TransactionContext, { id, lease }: Pick<ClaimedCheck, 'id' | 'lease'>): Promise<void> {
    await this.rows(
      tx,
      `update storage_checks.checks set state = 'waiting', attempts = attempts - 1, lease = null, lease_until = null
       where id = $1 and lease = $2 and state = 'running'`,
      [id, lease],
    );
  }

  /** @returns false when the lease was lost, or the storage is gone. */
  async finish(
    tx: TransactionContext,
    { id, lease }: Pick<ClaimedCheck, 'id' | 'lease'>,
    report: ProbeReport,
  ): Promise<boolean> {
    const rows = await this.rows(
      tx,
      `update storage_checks.checks set state = 'done', done_at = now(), status = $3, report = $4, lease_until = null
       where id = $1 and lease = $2 and state = 'running' returning id`,
      [id, lease, report.status, JSON.stringify(report)],
    );
    return rows.length === 1;
  }

  /** When a storage is tested next; after failures soon, and then ever later. */
  async plan(
    tx: TransactionContext,
    storageId: string,
    failed: boolean,
    { intervalMs, firstRetryMs, lastRetryMs }: TurnTimes,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into storage_checks.turns as turn (storage_id, next_at, failures)
       values ($1, now() + make_interval(secs => case when $2 then $4 else $3 * (0.9 + 0.2 * random()) end), $2::boolean::int)
       on conflict (storage_id) do update set
         failures = case when $2 then turn.failures + 1 else 0 end,
         next_at = case when $2
           then now() + make_interval(secs => least($5, $4 * power(2, least(turn.failures, 30))))
           else excluded.next_at end`,
      [storageId, failed, intervalMs / 1_000, firstRetryMs / 1_000, lastRetryMs / 1_000],
    );
  }

  /** Enabled storages that have no turn yet get one, spread over some time. */
  async enrol(tx: TransactionContext, spreadMs: number, atMost: number): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into storage_checks.turns (storage_id, next_at)
       select id, now() + random() * make_interval(secs => $1) from storage.storages storage
       where enabled and not exists (select from storage_checks.turns turn where turn.storage_id = storage.id)
       limit $2 on conflict do nothing`,
      [spreadMs / 1_000, atMost],
    );
  }

  /** Ends what nobody will come to the end of: trials whose values have expired, and what was begun too often or waits too long. */
  async abandon(tx: TransactionContext, reportOf: (use: IntendedUse) => ProbeReport): Promise<number> {
    let total = 0;
    for (const use of intendedUses) {
      const report = reportOf(use);
      const gone = await this.rows(
        tx,
        `update storage_checks.checks set state = 'done', done_at = now(), status = $2, report = $3, lease_until = null
         where intended_use = $1 and state <> 'done' and (lease_until is null or lease_until < now())
           and (attempts >= ${attemptsAtMost} or created_at < now() - interval '10 minutes'
             or (config is not null and created_at < now() - interval '2 minutes'))
         returning id`,
        [use, report.status, JSON.stringify(report)],
      );
      total += gone.length;
    }
    return total;
  }

  /** Tests whose values have expired and were not destroyed at their end. */
  async expiredTrials(tx: TransactionContext, atMost: number): Promise<readonly string[]> {
    const rows: readonly { readonly check_id: string }[] = await managerFor(tx, this.database).query(
      'select check_id from storage_checks.trials where expires_at < now() order by expires_at limit $1',
      [atMost],
    );
    return rows.map(({ check_id }) => check_id);
  }

  async forgetTrial(tx: TransactionContext, checkId: string): Promise<boolean> {
    const rows = await this.rows(
      tx,
      'delete from storage_checks.trials where check_id = $1 returning check_id',
      [checkId],
    );
    return rows.length === 1;
  }

  /** Those of storages after the retention, others after an hour. Answers how many. */
  async forget(tx: TransactionContext, retentionMs: number, atMost: number): Promise<number> {
    const rows = await this.rows(
      tx,
      `delete from storage_checks.checks where id in (
         select id from storage_checks.checks where state = 'done'
           and done_at < now() - case when reason = 'unsaved' then interval '1 hour' else make_interval(secs => $1) end
         limit $2
       ) returning id`,
      [retentionMs / 1_000, atMost],
    );
    return rows.length;
  }
}

export interface TurnTimes {
  /** Between two tests that are well. */
  readonly intervalMs: number;
  /** After the first failure; then twice as long each time. */
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
}
