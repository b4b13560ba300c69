import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { Envelope } from '@ashlar/vault';
import type { VersionInfo } from './secrets.types.js';

/** How many values of a secret are kept; older ones are destroyed. */
export const keptVersions = 100;

export interface NewVersion {
  readonly secretId: string;
  readonly ownerId: string;
  readonly version: number;
  readonly size: number;
  readonly writerId: string;
  readonly headSignature: Buffer;
}

interface VersionRow {
  readonly version: number;
  readonly source_version: number | null;
  readonly size: number;
  readonly state: VersionInfo['state'];
  readonly created_by: string | null;
  readonly created_at: Date;
}

const shown = 'version, source_version, size, state, created_by, created_at';

/** Values as the data API knows them: it adds them, and can read nothing of one again. */
export class VersionRepository {
  constructor(private readonly database: Database) {}

  async add(tx: TransactionContext, version: NewVersion, envelope: Envelope): Promise<void> {
    const { suite, recipientKeyId, enc, sealedKey, commitment, nonce, ciphertext, tag, signature } = envelope;
    await this.insert(
      tx,
      version,
      [
        'suite',
        'recipient_key_id',
        'enc',
        'sealed_key',
        'commitment',
        'nonce',
        'ciphertext',
        'tag',
        'signature',
      ],
      [suite, recipientKeyId, enc, sealedKey, commitment, nonce, ciphertext, tag, signature],
    );
  }

  /** The value of an earlier version again: a reference, because the bytes cannot be read here. */
  async addRestored(
    tx: TransactionContext,
    version: NewVersion,
    suite: number,
    source: number,
  ): Promise<void> {
    await this.insert(tx, version, ['suite', 'source_version'], [suite, source]);
  }

  async list(ctx: OperationContext, secretId: string): Promise<readonly VersionInfo[]> {
    const rows: readonly VersionRow[] = await managerFor(ctx, this.database).query(
      `select ${shown} from secrets.versions where secret_id = $1 order by version desc limit $2`,
      [secretId, keptVersions],
    );
    return rows.map(toVersion);
  }

  async find(ctx: OperationContext, secretId: string, version: number): Promise<VersionInfo | undefined> {
    const rows: readonly VersionRow[] = await managerFor(ctx, this.database).query(
      `select ${shown} from secrets.versions where secret_id = $1 and version = $2`,
      [secretId, version],
    );
    return rows.map(toVersion)[0];
  }

  /** False when it is in no state that can become this one. */
  async setState(
    tx: TransactionContext,
    secretId: string,
    version: number,
    from: 'live' | 'deleted',
    to: 'live' | 'deleted',
  ): Promise<boolean> {
    const [, count] = (await managerFor(tx, this.database).query(
      'update secrets.versions set state = $4 where secret_id = $1 and version = $2 and state = $3',
      [secretId, version, from, to],
    )) as [unknown, number];
    return count === 1;
  }

  /** The value, and with it every version that is this one again. */
  async destroy(tx: TransactionContext, secretId: string, version: number): Promise<boolean> {
    const rows: readonly { readonly destroyed: boolean }[] = await managerFor(tx, this.database).query(
      `select bool_or(secrets.destroy_version(secret_id, version)) as destroyed from secrets.versions
       where secret_id = $1 and (version = $2 or source_version = $2)`,
      [secretId, version],
    );
    return rows[0]?.destroyed === true;
  }

  /** Destroys what is too old to be kept and is not the value of a newer version. */
  async prune(tx: TransactionContext, secretId: string, newest: number): Promise<void> {
    if (newest <= keptVersions) return;
    await managerFor(tx, this.database).query(
      `select secrets.destroy_version(old.secret_id, old.version) from secrets.versions as old
       where old.secret_id = $1 and old.version <= $2 and old.state <> 'destroyed' and not exists (
         select from secrets.versions as later
         where later.secret_id = $1 and later.source_version = old.version and later.version > $2
           and later.state <> 'destroyed'
       )`,
      [secretId, newest - keptVersions],
    );
  }

  private async insert(
    tx: TransactionContext,
    { secretId, ownerId, version, size, writerId, headSignature }: NewVersion,
    columns: readonly string[],
    values: readonly unknown[],
  ): Promise<void> {
    const all = [
      'secret_id',
      'owner_id',
      'version',
      'size',
      'writer_id',
      'head_signature',
      'created_by',
      ...columns,
    ];
    const createdBy = tx.actor.kind === 'user' ? tx.actor.id : null;
    await managerFor(tx, this.database).query(
      `insert into secrets.versions (${all.join(', ')}) values (${all.map((_, index) => `$${index + 1}`).join(', ')})`,
      [secretId, ownerId, version, size, writerId, headSignature, createdBy, ...values],
    );
  }
}

function toVersion(row: VersionRow): VersionInfo {
  return {
    version: row.version,
    restoredFrom: row.source_version ?? undefined,
    size: row.size,
    state: row.state,
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
  };
}
