import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { PublishedKey } from '@ashlar/vault';
import type { OwnerRef } from './secrets.types.js';

interface KeyRow {
  readonly id: string;
  readonly public_key: Buffer;
  readonly publisher_id: string;
  readonly signature: Buffer;
}

const columns = 'id, public_key, publisher_id, signature';

/** Public halves of the owners' keys; of the others this role cannot read anything. */
export class OwnerKeyRepository {
  constructor(private readonly database: Database) {}

  /** Whose secrets the statements of this transaction are about: rows of others do not exist for it. */
  async enter(tx: TransactionContext, ownerId: string): Promise<void> {
    await managerFor(tx, this.database).query(`select set_config('ashlar.secrets_owner', $1, true)`, [
      ownerId,
    ]);
  }

  async find(tx: TransactionContext, { type, id }: OwnerRef): Promise<PublishedKey | undefined> {
    const rows: readonly KeyRow[] = await managerFor(tx, this.database).query(
      `select ${columns} from secrets.owner_keys where owner_type = $1 and owner_id = $2 and current`,
      [type, id],
    );
    return rows.map(toKey)[0];
  }

  /** Gives the owner one of the keys that nobody has. Undefined when there is none left. */
  async assign(tx: TransactionContext, owner: OwnerRef): Promise<PublishedKey | undefined> {
    const manager = managerFor(tx, this.database);
    // First writes for one owner at the same time wait here for each other, and all but one find its key below.
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `secrets.owner:${owner.type}:${owner.id}`,
    ]);
    const known = await this.find(tx, owner);
    if (known) return known;
    await manager.query(
      `update secrets.owner_keys set owner_type = $1, owner_id = $2
       where owner_id is null and id = (
         select id from secrets.owner_keys where owner_id is null order by id limit 1 for update skip locked
       )`,
      [owner.type, owner.id],
    );
    return this.find(tx, owner);
  }
}

function toKey({ id, public_key, publisher_id, signature }: KeyRow): PublishedKey {
  return { id, publicKey: public_key, publisherId: publisher_id, signature };
}
