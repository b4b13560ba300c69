import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor, whereVersion } from '@ashlar/database/persistence';
import { KeyPairRow } from './key-pairs.entity.js';
import type { KeyPair } from './key-pairs.types.js';

const columns: ListColumns<KeyPairRow> = {
  created_at: { expression: 'pair.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

/** What the signature of a request is noted by. */
export interface SignatureUse {
  readonly accessKey: string;
  readonly signature: Buffer;
  /** Of the request, by the clock of the client. */
  readonly date: Date;
  readonly windowMs: number;
}

export class KeyPairRepository {
  constructor(private readonly database: Database) {}

  async insert(
    tx: TransactionContext,
    pair: Pick<KeyPair, 'id' | 'accessKey' | 'ownerId' | 'name' | 'expiresAt'> & {
      readonly roles: readonly string[];
    },
  ): Promise<void> {
    await managerFor(tx, this.database).insert(KeyPairRow, { ...pair, roles: [...pair.roles] });
  }

  async list(ctx: OperationContext, ownerId: string, request: PageRequest): Promise<Page<KeyPair>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(KeyPairRow, 'pair')
      .where('pair.ownerId = :ownerId', { ownerId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toKeyPair) };
  }

  async find(ctx: OperationContext, ownerId: string, id: string): Promise<KeyPair | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(KeyPairRow, { id, ownerId });
    return row ? toKeyPair(row) : undefined;
  }

  async ownerOf(ctx: OperationContext, accessKey: string): Promise<string | undefined> {
    const [row] = await managerFor(ctx, this.database).query<{ owner_id: string }[]>(
      'select owner_id from authn.key_pairs where access_key = $1 and expires_at > now()',
      [accessKey],
    );
    return row?.owner_id;
  }

  /** False when this owner has no such pair in an accepted version. */
  async delete(
    tx: TransactionContext,
    ownerId: string,
    id: string,
    expected: ExpectedVersion,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(KeyPairRow)
      .where('id = :id and owner_id = :ownerId', { id, ownerId });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  async deleteAllOf(tx: TransactionContext, ownerId: string): Promise<void> {
    await managerFor(tx, this.database).delete(KeyPairRow, { ownerId });
  }

  async prune(tx: TransactionContext): Promise<{ readonly keyPairs: number; readonly signatures: number }> {
    const manager = managerFor(tx, this.database);
    const [, signatures] = await manager.query<[unknown[], number]>(
      `delete from authn.used_signatures where expires_at < now() - interval '1 minute'`,
    );
    const [, keyPairs] = await manager.query<[unknown[], number]>(
      `delete from authn.key_pairs where expires_at < now() - interval '30 days'`,
    );
    return { keyPairs, signatures };
  }

  /**
   * Whose a signed request is, and notes its signature and, to the minute, the use, in one statement. Undefined when
   * the pair is not there or has expired, the date is outside of the window, or the signature was used before.
   */
  async use(
    ctx: OperationContext,
    { accessKey, signature, date, windowMs }: SignatureUse,
  ): Promise<{ readonly ownerId: string; readonly roles: readonly string[] } | undefined> {
    const [row] = await managerFor(ctx, this.database).query<{ owner_id: string; roles: string[] }[]>(
      `with found as (
         select id, owner_id, roles from authn.key_pairs
         where access_key = $1 and expires_at > now()
           and $3::timestamptz between now() - $4::integer * interval '1 ms' and now() + $4::integer * interval '1 ms'
       ), noted as (
         insert into authn.used_signatures (key_pair_id, signature, expires_at)
         select id, $2, $3::timestamptz + $4::integer * interval '1 ms' from found
         on conflict do nothing
         returning key_pair_id
       ), touched as (
         update authn.key_pairs set last_used_at = now()
         where id in (select key_pair_id from noted)
           and (last_used_at is null or last_used_at < now() - interval '1 minute')
       )
       select found.owner_id, found.roles from found join noted on noted.key_pair_id = found.id`,
      [accessKey, signature, date, windowMs],
    );
    return row && { ownerId: row.owner_id, roles: row.roles };
  }
}

function toKeyPair(row: KeyPairRow): KeyPair {
  return {
    id: row.id,
    accessKey: row.accessKey,
    ownerId: row.ownerId,
    name: row.name,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
  };
}
