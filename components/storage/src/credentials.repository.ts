import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** What is known of one credential; nothing of its value. */
export interface CredentialRecord {
  readonly option: string;
  readonly secretId: string;
  /** Null once taken away, while it can be brought back. */
  readonly secretVersion: number | null;
  readonly fingerprint: string | null;
  readonly hint: string | null;
  readonly previousVersion: number | null;
  readonly previousFingerprint: string | null;
  readonly previousHint: string | null;
  /** Undefined once that time has come. */
  readonly previousUntil: Date | null;
  readonly updatedAt: Date;
}

export interface CurrentValue {
  readonly secretVersion: number | null;
  readonly fingerprint: string | null;
  readonly hint: string | null;
}

const columns = `option, secret_id as "secretId", secret_version as "secretVersion", fingerprint, hint,
  previous_version as "previousVersion", previous_fingerprint as "previousFingerprint",
  previous_hint as "previousHint", updated_at as "updatedAt",
  case when previous_until > now() then previous_until end as "previousUntil"`;

export class CredentialRepository {
  constructor(private readonly database: Database) {}

  /** Also those that were taken away and can be brought back. */
  async list(ctx: OperationContext, storageId: string): Promise<readonly CredentialRecord[]> {
    return managerFor(ctx, this.database).query(
      `select ${columns} from storage.credentials where storage_id = $1 order by option`,
      [storageId],
    );
  }

  /** Sets what is current, and forgets what was before it. */
  async set(
    tx: TransactionContext,
    storageId: string,
    option: string,
    secretId: string,
    { secretVersion, fingerprint, hint }: CurrentValue,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into storage.credentials (storage_id, option, secret_id, secret_version, fingerprint, hint)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (storage_id, option) do update set secret_id = excluded.secret_id,
         secret_version = excluded.secret_version, fingerprint = excluded.fingerprint, hint = excluded.hint,
         previous_version = null, previous_fingerprint = null, previous_hint = null, previous_until = null,
         updated_at = now()`,
      [storageId, option, secretId, secretVersion, fingerprint, hint],
    );
  }

  /** Sets what is current, and keeps what was before it for a while. */
  async replace(
    tx: TransactionContext,
    storageId: string,
    option: string,
    { secretVersion, fingerprint, hint }: CurrentValue,
    graceSeconds: number,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      `update storage.credentials set previous_version = secret_version, previous_fingerprint = fingerprint,
         previous_hint = hint, previous_until = now() + make_interval(secs => $6),
         secret_version = $3, fingerprint = $4, hint = $5, updated_at = now()
       where storage_id = $1 and option = $2`,
      [storageId, option, secretVersion, fingerprint, hint, graceSeconds],
    );
  }

  /** Something that was not set before a rotation, and is not set again when it is rolled back. */
  async add(
    tx: TransactionContext,
    storageId: string,
    option: string,
    secretId: string,
    { secretVersion, fingerprint, hint }: CurrentValue,
    graceSeconds: number,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into storage.credentials (storage_id, option, secret_id, secret_version, fingerprint, hint, previous_until)
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))`,
      [storageId, option, secretId, secretVersion, fingerprint, hint, graceSeconds],
    );
  }

  async remove(tx: TransactionContext, storageId: string, option: string): Promise<void> {
    await managerFor(tx, this.database).query(
      'delete from storage.credentials where storage_id = $1 and option = $2',
      [storageId, option],
    );
  }

  /** Destroys every value of a secret of the storage that is neither the newest nor what that repeats. */
  async destroySuperseded(tx: TransactionContext, storageId: string, secretId: string): Promise<void> {
    const manager = managerFor(tx, this.database);
    await manager.query(`select set_config('ashlar.secrets_owner', $1, true)`, [storageId]);
    await manager.query('select secrets.destroy_superseded($1)', [secretId]);
  }

  /** For the worker: what a rotation replaced so long ago that it cannot be rolled back any more. */
  async takeExpired(
    tx: TransactionContext,
    atMost: number,
  ): Promise<
    readonly {
      readonly storageId: string;
      readonly option: string;
      readonly secretId: string;
      readonly gone: boolean;
    }[]
  > {
    return managerFor(tx, this.database).query(
      `select storage_id as "storageId", option, secret_id as "secretId", secret_version is null as gone
       from storage.credentials where previous_until <= now() order by previous_until limit $1
       for update skip locked`,
      [atMost],
    );
  }

  async forgetPrevious(tx: TransactionContext, storageId: string, option: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `update storage.credentials set previous_version = null, previous_fingerprint = null, previous_hint = null,
         previous_until = null
       where storage_id = $1 and option = $2`,
      [storageId, option],
    );
  }

  /** The secret itself, with all of its values and what refers to it. */
  async destroy(tx: TransactionContext, storageId: string, secretId: string): Promise<void> {
    const manager = managerFor(tx, this.database);
    await manager.query(`select set_config('ashlar.secrets_owner', $1, true)`, [storageId]);
    await manager.query('delete from secrets.secrets where id = $1', [secretId]);
  }
}
